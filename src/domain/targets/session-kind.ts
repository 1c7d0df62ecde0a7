import { MINUTE_MS, SECOND_MS } from '../units.ts';
import type { TargetWeek } from './target-week.ts';
import type { LiveLeft, RunningSession } from './target-kind.ts';
import type { Tally } from './tally.ts';

/** Credits of at most one a date that the days left could still bring: minus 1 if today is credited (T8). */
export function possibleByDate({ done, today }: Pick<TargetWeek, 'done' | 'today'>, tally: Tally): number {
  return Math.max(0, 7 - done - (tally.creditedDates.has(today) ? 1 : 0));
}

/** Dates whose unknown time could have earned a credit (u of T8). */
export function uncertainDates(tally: Tally): number {
  return tally.couldHaveCounted.size;
}

/** Credits that the week still needs; a running session adds one where it has earned it and its date has none. */
export function creditsLeft(
  minimum: number,
  { creditedBefore, localDate, monday, sunday }: RunningSession,
  earned: boolean,
): number {
  const adds = earned && localDate >= monday && localDate <= sunday && !creditedBefore.has(localDate);
  return Math.max(0, minimum - creditedBefore.size - (adds ? 1 : 0));
}

/** What is left of a target that a session earns by time in a range (T3, T7). */
export function sessionLeft(minimum: number, running: RunningSession, neededMs: number): LiveLeft {
  const earned = neededMs === 0;
  const count = creditsLeft(minimum, running, earned);
  const counted = earned || running.creditedBefore.has(running.localDate);
  return {
    todayMs: counted ? 0 : neededMs,
    count,
    earned,
    sentence: count === 0 ? 'done' : counted ? 'counted' : 'running',
    date: running.localDate,
  };
}

/** Prescribed seconds as the minutes that a sentence names: whole, or with a fraction. */
export function minutesOf(seconds: number): number {
  return (seconds * SECOND_MS) / MINUTE_MS;
}
