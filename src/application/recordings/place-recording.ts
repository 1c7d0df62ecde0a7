import { FIRST_MS, LAST_MS, MINUTE_MS } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import type { CloseLiveRecording } from '../live/close-live-recording.ts';
import { isOfStream } from '../live/is-of-stream.ts';
import { removeRecordings } from '../sessions/remove-recordings.ts';
import type { Clock } from '../ports/clock.ts';
import type { SetAsideRun } from '../ports/live-run-store.ts';
import type { EvaluateSession } from '../ports/evaluate-session.ts';
import type { Stores, Transactions } from '../ports/stores.ts';

export interface PlaceRecordingDeps {
  readonly stores: Pick<Stores, 'athletes' | 'liveRuns'>;
  readonly transactions: Transactions;
  readonly evaluate: EvaluateSession;
  readonly closeLiveRecording: CloseLiveRecording;
  readonly clock: Clock;
}

/** `startedAtMs` is when its first beat was; `as_recorded` believes the instants; null takes an earlier word back. */
export type PlaceRecording = (input: {
  athleteId: string;
  id: string;
  startedAtMs: number | 'as_recorded' | null;
}) => Promise<SetAsideRun>;

const AHEAD_MS = 2 * MINUTE_MS;

/**
 * A person puts what was set aside in its place (L5): it is judged there like any run, and may be taken back. What is
 * stored stays as it was captured.
 *
 * @throws AppError `not_found`; `invalid_input` when it would end in the future.
 */
export function placeRecording(deps: PlaceRecordingDeps): PlaceRecording {
  const { stores, closeLiveRecording, clock } = deps;
  return async ({ athleteId, id, startedAtMs }) => {
    const run = await stores.liveRuns.findSetAside(athleteId, id);
    if (run === null) throw new AppError('not_found', 'Nothing of such a recording is set aside.');
    const shiftMs =
      startedAtMs === null ? null : startedAtMs === 'as_recorded' ? 0 : startedAtMs - run.fromMs;
    if (shiftMs !== null && run.toMs + shiftMs > clock.nowMs() + AHEAD_MS) {
      throw new AppError('invalid_input', 'The recording would end in the future there.', {
        field: 'startedAt',
      });
    }
    await move(deps, athleteId, id, shiftMs);
    await closeLiveRecording({ athleteId, sessionId: id });
    return { ...run, placedShiftMs: shiftMs };
  };
}

/**
 * What the run was judged as so far goes, and it counts as open, in one transaction: whoever closes it next, though this
 * process dies, stores all of it again.
 */
async function move(
  deps: PlaceRecordingDeps,
  athleteId: string,
  sessionId: string,
  shiftMs: number | null,
): Promise<void> {
  const athlete = await deps.stores.athletes.find(athleteId);
  if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
  await deps.transactions.forAthlete(athleteId, async (stores) => {
    const facts = await stores.recordings.listFacts(athleteId, FIRST_MS, LAST_MS);
    const own = facts.filter(({ id, kind }) => kind === 'live' && isOfStream(id, sessionId));
    if (own.length > 0) await removeRecordings({ stores, evaluate: deps.evaluate }, athlete, own);
    await stores.liveRuns.place(athleteId, sessionId, shiftMs);
  });
}
