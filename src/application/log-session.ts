import { addDays, localDateAt, startOfDayMs, zoneAt } from '../domain/local-time.ts';
import type { SessionDay, SessionEvidence } from '../domain/session.ts';
import type { Athlete } from '../domain/athlete.ts';
import { AppError } from './errors.ts';
import type { Clock, Stores } from './ports.ts';
import type { ReadAthlete } from './read-athlete.ts';

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
    const endMs = startMs + activeMs;
    if (endMs > deps.clock.nowMs()) {
      throw new AppError('invalid_input', 'A session can be logged when it has ended.', {
        field: 'startedAt',
      });
    }
    const localDate = localDateAt(startMs, athlete.timeZones);
    const evidence: SessionEvidence = {
      id: deps.newId(),
      startMs,
      endMs,
      timeZone: zoneAt(athlete.timeZones, localDate),
      localDate,
      sport,
      subSport,
      simulated: false,
      logged: true,
      activeMs,
      days: daysOf(startMs, endMs, athlete),
      sources: [],
      setCount: 0,
      sustainedMaxBpm: null,
      invalidCount: 0,
      suspectCount: 0,
    };
    await deps.stores.sessions.addLogged(athleteId, evidence, note);
    return { id: evidence.id };
  };
}

/** The local dates that the session reaches into (T2); all of its time is without a value. */
function daysOf(startMs: number, endMs: number, athlete: Athlete): SessionDay[] {
  const days: SessionDay[] = [];
  for (let fromMs = startMs; fromMs < endMs;) {
    const date = localDateAt(fromMs, athlete.timeZones);
    const toMs = Math.min(endMs, startOfDayMs(addDays(date, 1), athlete.timeZones));
    days.push({ date, msPerBpm: new Float64Array(256), unknownMs: toMs - fromMs });
    fromMs = toMs;
  }
  return days;
}
