import type { Athlete } from '../../domain/athlete.ts';
import { addDays, localDateAt, startOfDayMs, zoneAt } from '../../domain/calendar/local-time.ts';
import type { SessionDay, SessionEvidence } from '../../domain/session/session.ts';
import type { LoggedSession } from '../ports/session-store.ts';

/** What a session without heart rate contributes (T6): active time, no seconds in any band. */
export function loggedEvidence(
  logged: Omit<LoggedSession, 'note'>,
  timeZones: Athlete['timeZones'],
): SessionEvidence {
  const { id, startMs, activeMs, sport, subSport } = logged;
  const endMs = startMs + activeMs;
  const localDate = localDateAt(startMs, timeZones);
  return {
    id,
    startMs,
    endMs,
    timeZone: zoneAt(timeZones, localDate),
    localDate,
    sport,
    subSport,
    simulated: false,
    logged: true,
    activeMs,
    days: daysOf(startMs, endMs, timeZones),
    sources: [],
    setCount: 0,
    sustainedMaxBpm: null,
    invalidCount: 0,
    suspectCount: 0,
  };
}

/** The local dates that the session reaches into (T2); all of its time is without a value. */
function daysOf(startMs: number, endMs: number, timeZones: Athlete['timeZones']): SessionDay[] {
  const days: SessionDay[] = [];
  for (let fromMs = startMs; fromMs < endMs;) {
    const date = localDateAt(fromMs, timeZones);
    const toMs = Math.min(endMs, startOfDayMs(addDays(date, 1), timeZones));
    days.push({ date, msUpTo: new Float64Array(256), unknownMs: toMs - fromMs });
    fromMs = toMs;
  }
  return days;
}
