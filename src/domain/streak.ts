import type { IsoWeek } from './units.ts';
import type { Status } from './week-report.ts';
import { nextWeek } from './week.ts';

/** A week of one target, as the streak sees it. */
export interface StreakWeek {
  readonly week: IsoWeek;
  readonly status: Status | null;
  /** Set by the athlete: illness, holiday (T11). */
  readonly excused: boolean;
  /** The week has not finished. */
  readonly open: boolean;
}

/**
 * Consecutive weeks met, counted back from the last of `weeks` (T11), which ascend. An open week adds to it once it is
 * met and never breaks it; an excused week is passed over; anything else, or a gap in the list, ends it.
 */
export function streakOf(weeks: readonly StreakWeek[]): number {
  let streak = 0;
  for (let index = weeks.length - 1; index >= 0; index--) {
    const { week, status, excused, open } = weeks[index]!;
    const follower = weeks[index + 1];
    if (follower !== undefined && nextWeek(week) !== follower.week) break;
    if (excused) continue;
    if (status === 'met') streak += 1;
    else if (!open) break;
  }
  return streak;
}
