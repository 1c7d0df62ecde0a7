import { MINUTE_MS } from '../../domain/units.ts';
import type { Clock } from '../ports/clock.ts';
import type { CloseLiveRecording } from './close-live-recording.ts';
import { RecordWriter } from './live-records.ts';
import { OLDEST_ITEM_MS } from './live-item.ts';
import type { LiveStore, StreamKey } from '../ports/live-store.ts';
import { isOnTimeline, mergeBatches } from './merge-batches.ts';

export interface CloseIdleStreamsDeps {
  readonly liveStore: Pick<LiveStore, 'listIdle' | 'listExpired' | 'load' | 'prune'>;
  readonly closeLiveRecording: CloseLiveRecording;
  readonly clock: Clock;
  /** Called with a stream that could not be closed; the others go on and this one is tried at the next call. */
  readonly onError: (error: unknown, key: StreamKey) => void;
}

export type CloseIdleStreams = () => Promise<number>;

/** L9: no items for 15 min closes the session; late items within the limits of L5 reopen it. */
const IDLE_CLOSE_MS = 15 * MINUTE_MS;
const AT_MOST = 500;

/**
 * Closes streams that nobody writes any more, whichever process wrote them and however it ended; answers how many. Also
 * lets go of what is stored twice once late items are no longer taken.
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
    await pruneExpired(deps);
    return closed;
  };
}

/**
 * What a stream had stored is in its recording by now, in a tenth of the space. Kept are the items that no recording
 * holds: quarantined, or without an instant.
 */
async function pruneExpired({ liveStore, clock }: CloseIdleStreamsDeps): Promise<void> {
  const beforeMs = clock.nowMs() - OLDEST_ITEM_MS;
  for (const key of await liveStore.listExpired(beforeMs, AT_MOST)) {
    const batches = await liveStore.load(key);
    const merged = mergeBatches(batches.map((batch) => batch.payload));
    const rest = new RecordWriter();
    for (const item of merged.items) {
      if (!isOnTimeline(item))
        rest.item(item.seq, item.atMs, item.code, item.rr, item.contact, item.quarantined);
    }
    if (merged.conflictCount > 0) rest.conflicts(merged.conflictCount);
    await liveStore.prune(key, merged.covered.contiguous(), rest.written(), beforeMs);
  }
}
