import { MINUTE_MS } from '../../domain/units.ts';
import type { Clock } from '../ports.ts';
import type { CloseLiveRecording } from './close-live-recording.ts';
import type { LiveStore, StreamKey } from './live-store.ts';

export interface CloseIdleStreamsDeps {
  readonly liveStore: Pick<LiveStore, 'listIdle'>;
  readonly closeLiveRecording: CloseLiveRecording;
  readonly clock: Clock;
  /** Told of a stream that could not be closed; the others go on and this one is tried at the next call. */
  readonly onError: (error: unknown, key: StreamKey) => void;
}

export type CloseIdleStreams = () => Promise<number>;

/** L9: no items for 15 min closes the session. */
export const IDLE_CLOSE_MS = 15 * MINUTE_MS;
const AT_MOST = 500;

/**
 * Closes streams that nobody writes any more, whichever process wrote them and however it ended; answers how many.
 * Safe to run in every process at once: closing twice gives the same.
 */
export function closeIdleStreams(deps: CloseIdleStreamsDeps): CloseIdleStreams {
  return async () => {
    const idle = await deps.liveStore.listIdle(deps.clock.nowMs() - IDLE_CLOSE_MS, AT_MOST);
    let closed = 0;
    for (const key of idle) {
      try {
        await deps.closeLiveRecording(key);
        closed++;
      } catch (error) {
        deps.onError(error, key);
      }
    }
    return closed;
  };
}
