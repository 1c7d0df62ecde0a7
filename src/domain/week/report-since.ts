import { addDays } from '../calendar/local-time.ts';
import { isoWeekOf, mondayOf, weeksBetween } from '../calendar/week.ts';
import { RESTING_LOOK_BACK_DAYS, TOO_EARLY, type RestingTrend } from '../monitoring/resting.ts';
import type { IsoWeek, LocalDate } from '../units.ts';
import type { WeekReport } from './week-report.ts';

/** A week as it stands for its streaks, and those of its athlete that are excused (T11). */
interface EndOfStreak {
  readonly week: IsoWeek;
  readonly excusedWeeks: readonly IsoWeek[];
}

/**
 * A streak as it would be had it begun in the week `since` (C6). One that is longer than the weeks which could have added
 * to it there was alive before; of it as many are left as those weeks.
 */
export function streakSince(
  { streakWeeks, status }: Pick<WeekReport['targets'][number], 'streakWeeks' | 'status'>,
  { week, excusedWeeks }: EndOfStreak,
  since: IsoWeek,
): number | null {
  if (streakWeeks === null) return null;
  const counting = weeksBetween(since, week).filter((each) => !excusedWeeks.includes(each));
  // The last week, where it is not met and yet ends nothing, is still open.
  const open = status !== 'met' && counting.at(-1) === week ? 1 : 0;
  return Math.min(streakWeeks, counting.length - open);
}

interface Hideable<Told> {
  readonly restsFrom: LocalDate;
  readonly lesser: Told | null;
}

/** Of each day the worst guard that rests on nothing before the week `since` (C6). */
export function guardsSince<Told extends Hideable<Told>>(guards: readonly Told[], since: IsoWeek): Told[] {
  const first = mondayOf(since);
  return guards.flatMap((worst) => {
    let told: Told | null = worst;
    while (told !== null && told.restsFrom < first) told = told.lesser;
    return told === null ? [] : [told];
  });
}

/** The trend of resting heart rates compares twelve weeks: of fewer it tells nothing (C6, R). */
function restingSince({ from, restingHeartRate }: WeekReport, since: IsoWeek): RestingTrend {
  return mondayOf(since) <= addDays(from, 1 - RESTING_LOOK_BACK_DAYS) ? restingHeartRate : TOO_EARLY;
}

/** A report for who sees no week before the one that a grant begins in (C6); null: for who sees all. */
export function reportSince(
  report: WeekReport,
  excusedWeeks: readonly IsoWeek[],
  since: LocalDate | null,
): WeekReport {
  if (since === null) return report;
  const { week } = report;
  const first = isoWeekOf(since);
  return {
    ...report,
    targets: report.targets.map((target) => ({
      ...target,
      streakWeeks: streakSince(target, { week, excusedWeeks }, first),
    })),
    guards: guardsSince(report.guards, first),
    // Hard days of the six before decide what suits a day: in the first week those are of before (G1, G2).
    plan: week > first ? report.plan : [],
    restingHeartRate: restingSince(report, first),
  };
}
