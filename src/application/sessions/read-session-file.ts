import { trackOf } from '../../domain/timeline/track.ts';
import { AppError } from '../errors.ts';
import type { EvaluateSession } from '../ports/evaluate-session.ts';
import type { EncodeSession, SessionFormat } from '../ports/session-encoder.ts';
import type { Stores } from '../ports/stores.ts';
import { findSession } from './find-session.ts';

export interface ReadSessionFileDeps {
  readonly stores: Pick<Stores, 'athletes' | 'sessions' | 'recordings'>;
  readonly evaluate: EvaluateSession;
  readonly encodeSession: EncodeSession;
}

export type ReadSessionFile = (input: {
  athleteId: string;
  id: string;
  format: SessionFormat;
}) => Promise<Uint8Array>;

/**
 * A session as a file for other services, out of what the rules made of its recordings (Z3–Z10).
 *
 * @throws AppError `session_moved` for an absorbed id, `not_found` also for a session without a recording.
 */
export function readSessionFile({ stores, evaluate, encodeSession }: ReadSessionFileDeps): ReadSessionFile {
  return async ({ athleteId, id, format }) => {
    const session = await findSession(stores, athleteId, id);
    const athlete = await stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    const recordings = await stores.recordings.load(athleteId, session.recordingIds);
    const track =
      recordings.length === 0
        ? { stretches: [] }
        : trackOf((await evaluate(recordings, athlete.timeZones)).timeline);
    if (track.stretches.length === 0) {
      throw new AppError('not_found', 'This session has no recording that a file could be made of.');
    }
    const { sport, subSport } = session.evidence;
    const sets = recordings.find(({ facts }) => facts.sets.length > 0)?.facts.sets ?? [];
    return encodeSession({ sport, subSport, track, sets }, format);
  };
}
