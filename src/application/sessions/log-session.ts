import { AppError } from '../errors.ts';
import { loggedEvidence } from './logged-evidence.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import type { ReadAthlete } from '../athlete/read-athlete.ts';

export interface LogSessionDeps {
  readonly stores: Pick<Stores, 'sessions'>;
  readonly readAthlete: ReadAthlete;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type LogSession = (input: {
  athleteId: string;
  startMs: number;
  activeMs: number;
  sport: string;
  subSport: string | null;
  note: string | null;
}) => Promise<{ id: string }>;

/** A session without heart rate, as the athlete tells it (T6): active time, no seconds in any band. */
export function logSession(deps: LogSessionDeps): LogSession {
  return async ({ athleteId, startMs, activeMs, sport, subSport, note }) => {
    const athlete = await deps.readAthlete({ athleteId });
    if (startMs + activeMs > deps.clock.nowMs()) {
      throw new AppError('invalid_input', 'A session can be logged when it has ended.', {
        field: 'startedAt',
      });
    }
    const session = { id: deps.newId(), startMs, activeMs, sport, subSport };
    await deps.stores.sessions.addLogged(athleteId, loggedEvidence(session, athlete.timeZones), note);
    return { id: session.id };
  };
}
