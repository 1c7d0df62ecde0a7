import type { LiveErrorCode } from '../wire/live/live-frames.ts';
import type { LiveCloseCode } from '../wire/live/live-protocol.ts';

/** The other end of a stream, as the stream speaks to it: a socket, or the run of an inlet. */
export interface StreamPeer {
  readonly open: boolean;
  readonly bufferedBytes: number;
  /** Whether it wants coach frames: most apps of an inlet do not read what they are answered. */
  readonly isCoached: boolean;
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
