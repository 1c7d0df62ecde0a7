import { weeksBetween } from '../calendar/week.ts';
import type { Note } from '../note.ts';
import type { IsoWeek, LocalDate } from '../units.ts';
import { guardsSince, streakSince } from '../week/report-since.ts';
import type { Status, WeekReport } from '../week/week-report.ts';

/** What a list of athletes shows of one athlete's week: remembered as long as what it rests on stands. */
export interface RosterWeek {
  readonly status: Status;
  readonly excused: boolean;
  readonly targets: readonly {
    readonly id: string;
    readonly status: Status | null;
    readonly credited: number;
    readonly minimum: number;
    readonly streakWeeks: number | null;
  }[];
  /** 0…1, null when nothing was recorded. */
  readonly coverage: number | null;
  readonly guards: readonly {
    readonly rule: string;
    readonly severity: 'note' | 'caution' | 'strong';
    /** Not in rows that were remembered before it was asked for: of them nobody is told who is bounded. */
    readonly restsFrom: LocalDate;
    readonly note: Note;
  }[];
  /** This week's status and those of the three before it, oldest first. */
  readonly weeks: readonly Status[];
}

/** Weeks whose statuses make the trend. */
export const ROSTER_TREND_WEEKS = 4;

/** The row of the last of some consecutive weeks. */
export function rosterWeekOf(reports: readonly WeekReport[]): RosterWeek {
  const report = reports.at(-1)!;
  return {
    status: report.status,
    excused: report.excused,
    targets: report.targets.map(({ id, status, credited, minimum, streakWeeks }) => ({
      id,
      status,
      credited,
      minimum,
      streakWeeks,
    })),
    coverage: report.coverage,
    guards: report.guards.map(({ rule, severity, restsFrom, note }) => ({ rule, severity, restsFrom, note })),
    weeks: reports.slice(-ROSTER_TREND_WEEKS).map(({ status }) => status),
  };
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
