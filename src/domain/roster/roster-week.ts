import { weeksBetween } from '../calendar/week.ts';
import type { IsoWeek } from '../units.ts';
import { guardsSince, streakSince } from '../week/report-since.ts';
import type { Guard, Status, WeekReport } from '../week/week-report.ts';
import type { Words } from '../words.ts';

/** What a list of athletes shows of one athlete's week: remembered as long as what it rests on stands. */
export interface RosterWeek {
  readonly status: Status;
  readonly excused: boolean;
  readonly targets: readonly {
    readonly id: string;
    /** What a person called it; left out for a target of the article. */
    readonly name?: Words;
    readonly status: Status | null;
    readonly credited: number;
    readonly minimum: number;
    readonly streakWeeks: number | null;
  }[];
  /** 0…1, null when nothing was recorded. */
  readonly coverage: number | null;
  readonly guards: readonly RosterGuard[];
  /** This week's status and those of the three before it, oldest first. */
  readonly weeks: readonly Status[];
}

type RosterGuard = Omit<Guard, 'date' | 'lesser'> & { readonly lesser: RosterGuard | null };

/** Raised whenever a row holds something else than before: rows that were remembered in another form are made again. */
export const ROSTER_WEEK_VERSION = 3;

/** Weeks whose statuses make the trend. */
export const ROSTER_TREND_WEEKS = 4;

/** The row of the last of some consecutive weeks. */
export function rosterWeekOf(reports: readonly WeekReport[]): RosterWeek {
  const report = reports.at(-1)!;
  return {
    status: report.status,
    excused: report.excused,
    targets: report.targets.map(({ id, name, status, credited, minimum, streakWeeks }) => ({
      id,
      ...(name && { name }),
      status,
      credited,
      minimum,
      streakWeeks,
    })),
    coverage: report.coverage,
    guards: report.guards.map(rosterGuardOf),
    weeks: reports.slice(-ROSTER_TREND_WEEKS).map(({ status }) => status),
  };
}

function rosterGuardOf({ rule, severity, restsFrom, note, lesser }: Guard): RosterGuard {
  return { rule, severity, restsFrom, note, lesser: lesser && rosterGuardOf(lesser) };
}

/**
 * The row of `week` for who sees no week before `since` (C6): a shorter trend, and neither a streak nor a guard of weeks that
 * are not seen.
 */
export function rosterWeekSince(
  row: RosterWeek,
  at: { readonly week: IsoWeek; readonly excusedWeeks: readonly IsoWeek[] },
  since: IsoWeek,
): RosterWeek {
  const seen = Math.max(1, weeksBetween(since, at.week).length);
  return {
    ...row,
    targets: row.targets.map((target) => ({ ...target, streakWeeks: streakSince(target, at, since) })),
    guards: guardsSince(row.guards, since),
    weeks: row.weeks.slice(-seen),
  };
}
