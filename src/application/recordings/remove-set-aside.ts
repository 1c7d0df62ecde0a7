import { AppError } from '../errors.ts';
import { RecordWriter } from '../live/live-records.ts';
import { rewriteRecords } from '../live/rewrite-records.ts';
import { isSetAside } from '../live/set-aside.ts';
import type { Clock } from '../ports/clock.ts';
import { isOnTimeline, mergeBatches } from '../live/merge-batches.ts';
import type { LiveStore } from '../ports/live-store.ts';
import type { Stores, Transactions } from '../ports/stores.ts';

export interface RemoveSetAsideDeps {
  readonly stores: Pick<Stores, 'liveRuns'>;
  readonly liveStore: Pick<LiveStore, 'load' | 'seal'>;
  readonly transactions: Transactions;
  readonly clock: Clock;
}

export type RemoveSetAside = (input: { athleteId: string; id: string }) => Promise<void>;

/** Items may arrive meanwhile; so often is it tried. */
const MOST_ROUNDS = 5;

/**
 * Deletes what of a run was set aside; the rest of the run stays. Its numbers count as received, so that no phone sends
 * them again. A run of which nothing else is left is a deleted run (L15).
 *
 * @throws AppError `not_found`; `invalid_state` when it was placed: then its session is what can be deleted.
 */
export function removeSetAside({
  stores,
  liveStore,
  transactions,
  clock,
}: RemoveSetAsideDeps): RemoveSetAside {
  return async ({ athleteId, id }) => {
    const run = await stores.liveRuns.findSetAside(athleteId, id);
    if (run === null) throw new AppError('not_found', 'Nothing of such a recording is set aside.');
    if (run.placedShiftMs !== null) {
      throw new AppError(
        'invalid_state',
        'It was put in its place: delete its session, or take it back first.',
      );
    }
    const key = { athleteId, sessionId: id };
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const batches = await liveStore.load(key);
      if (!mergeBatches(batches.map(({ payload }) => payload)).items.some(isOnTimeline)) {
        await transactions.forAthlete(athleteId, (inside) =>
          inside.liveRuns.markDeleted(athleteId, [id], clock.nowMs()),
        );
        return;
      }
      const kept = new RecordWriter(1024);
      for (const { payload } of batches) rewriteRecords(payload, kept, isSetAside);
      if (await liveStore.seal(key, batches, kept.written().slice(), clock.nowMs(), null)) return;
    }
    throw new AppError('overloaded', 'The run is being written: try again when it has ended.');
  };
}
