import type { IsoWeek } from '../units.ts';
import type { Status } from './week-report.ts';
import { nextWeek } from '../calendar/week.ts';

/** A week of one target, as the streak sees it. */
export interface StreakWeek {
  readonly week: IsoWeek;
  readonly status: Status | null;
  /** Set by the athlete: illness, holiday (T11). */
  readonly excused: boolean;
  /** The week has not finished. */
  readonly open: boolean;
}

/** Consecutive weeks met, by the id of the target (T11); a target that is not named has none. */
export type Streaks = Readonly<Record<string, number>>;

export const NO_STREAKS: Streaks = {};

/**
 * The streak after one more week (T11): an excused week freezes it, an open week adds to it once it is met and never
 * breaks it, a finished one that was not met ends it.
 */
export function advanceStreak(streak: number, { status, excused, open }: Omit<StreakWeek, 'week'>): number {
  if (excused) return streak;
  if (status === 'met') return streak + 1;
  return open ? streak : 0;
}

/** The streak that is alive after the last of `weeks` (T11), which ascend; a gap in the list ends it. */
export function streakOf(weeks: readonly StreakWeek[]): number {
  let streak = 0;
  let previous: IsoWeek | null = null;
  for (const each of weeks) {
    if (previous !== null && nextWeek(previous) !== each.week) streak = 0;
    streak = advanceStreak(streak, each);
    previous = each.week;
  }
  return streak;
}
