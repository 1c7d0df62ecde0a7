import type { SessionSummary } from '../../application/live/close-live-recording.ts';
import type { StreamKey } from '../../application/ports/live-store.ts';
import type { StoredStream } from '../../application/live/merge-batches.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { LiveCloseCode, LiveErrorCode } from '../wire/live/live-frames.ts';
import type { GroupCommit } from './group-commit.ts';
import type { LiveBus } from './live-bus.ts';
import type { LiveLimits } from './live-limits.ts';
import type { LiveLog } from './live-log.ts';

/** Something with work for later that no commit will wake it for. */
export interface DueStream {
  /** Called a few times a second while something is due; answers whether something still is. */
  tick(nowMs: number, commitIsSlow: boolean): boolean;
}

/** What a stream needs of the process it lives in. */
export interface StreamHost {
  readonly clock: Clock;
  readonly limits: LiveLimits;
  readonly log: LiveLog;
  readonly bus: LiveBus;
  readonly commit: GroupCommit;
  loadStored(key: StreamKey): Promise<StoredStream>;
  closeStream(key: StreamKey): Promise<SessionSummary | null>;
  /** The stream has something to be sent or done within the second. */
  due(stream: DueStream): void;
}

/** The other end, as the stream speaks to it. */
export interface StreamPeer {
  readonly open: boolean;
  readonly bufferedBytes: number;
  /** One message each; they leave in one write. */
  send(...texts: string[]): void;
  pauseReading(paused: boolean): void;
  /** Refuses one frame and goes on (L10). */
  refuse(field: string, message: string): void;
  warn(code: LiveErrorCode, message: string): void;
  /** Says why and closes. */
  fail(code: LiveErrorCode, message: string): void;
  terminate(): void;
  close(code: LiveCloseCode, reason: string): void;
}
