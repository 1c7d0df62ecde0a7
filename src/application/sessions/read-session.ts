import { msPerBpmOf } from '../../domain/session/running-ms.ts';
import { summariseHeartRate } from '../../domain/session/summarise-heart-rate.ts';
import { downsample, type Trace } from '../../domain/timeline/trace.ts';
import { AppError } from '../errors.ts';
import type { EvaluateSession } from '../ports/evaluate-session.ts';
import type { Stores } from '../ports/stores.ts';
import { findSession } from './find-session.ts';
import { sessionViews, type SessionView } from './session-view.ts';

export interface ReadSessionDeps {
  readonly stores: Pick<
    Stores,
    | 'athletes'
    | 'maxHeartRates'
    | 'prescriptions'
    | 'restingHeartRates'
    | 'thresholdHeartRates'
    | 'sessions'
    | 'recordings'
  >;
}

export type ReadSession = (input: { athleteId: string; id: string }) => Promise<SessionView>;
/** Those of `ids` that are there, by id: one round trip for all. */
export type ReadSessions = (input: {
  athleteId: string;
  ids: readonly string[];
}) => Promise<ReadonlyMap<string, SessionView>>;
export type ReadHistogram = (input: { athleteId: string; id: string }) => Promise<Float64Array>;
export type ReadTrace = (input: { athleteId: string; id: string; points: number | null }) => Promise<Trace>;

/** One session. An absorbed id throws `session_moved` with the survivor's id (Z10). */
export function readSession({ stores }: ReadSessionDeps): ReadSession {
  return async ({ athleteId, id }) => {
    const [athlete, session] = await Promise.all([
      stores.athletes.find(athleteId),
      findSession(stores, athleteId, id),
    ]);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    const [view] = await sessionViews(stores, athlete, [session.evidence], true);
    return view!;
  };
}

/** Many sessions as `readSession` shows each. */
export function readSessions({ stores }: ReadSessionDeps): ReadSessions {
  return async ({ athleteId, ids }) => {
    if (ids.length === 0) return new Map();
    const [athlete, found] = await Promise.all([
      stores.athletes.find(athleteId),
      stores.sessions.list(athleteId, ids),
    ]);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    const views = await sessionViews(stores, athlete, found, true);
    return new Map(views.map((view) => [view.evidence.id, view]));
  };
}

/** Seconds per bpm (256 entries, fractions allowed) after Z4–Z7 and Z10. */
export function readHistogram({ stores }: Pick<ReadSessionDeps, 'stores'>): ReadHistogram {
  return async ({ athleteId, id }) => {
    const session = await findSession(stores, athleteId, id);
    return msPerBpmOf(summariseHeartRate(session.evidence.days).msUpTo).map((ms) => ms / 1000);
  };
}

/** The attributed trace; with `points` down-sampled to about that many, keeping every minimum and maximum. */
export function readTrace({
  stores,
  evaluate,
}: ReadSessionDeps & { readonly evaluate: EvaluateSession }): ReadTrace {
  return async ({ athleteId, id, points }) => {
    const session = await findSession(stores, athleteId, id);
    const athlete = await stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    const recordings = await stores.recordings.load(athleteId, session.recordingIds);
    if (recordings.length === 0) return { t: [], bpm: [] };
    return downsample((await evaluate(recordings, athlete.timeZones)).timeline, points);
  };
}
