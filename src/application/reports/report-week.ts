import { evaluateWeek } from '../../domain/week/evaluate-week.ts';
import { reportSince } from '../../domain/week/report-since.ts';
import type { IsoWeek, LocalDate } from '../../domain/units.ts';
import type { WeekReport } from '../../domain/week/week-report.ts';
import { streaksOf } from '../../domain/week/week-streaks.ts';
import { weeksBetween } from '../../domain/calendar/week.ts';
import { AppError } from '../errors.ts';
import { loadWeeksWithStreaks, type WeeksDeps } from './load-streaks.ts';
import type { Clock } from '../ports/clock.ts';

export interface ReportWeekDeps extends WeeksDeps {
  readonly clock: Clock;
  /** Lets other work of the process run between weeks. */
  readonly breathe: () => Promise<void>;
}

/** Most weeks one question may span: ten years. */
const WEEKS_MAX = 530;

/** For whom a report is made. */
export interface ReportReader {
  /** The first day of what they see (C6); left out or null: all of it. */
  readonly since?: LocalDate | null;
}

export type ReportWeek = (input: { athleteId: string; week: IsoWeek } & ReportReader) => Promise<WeekReport>;
export type ReportWeeks = (
  input: { athleteId: string; from: IsoWeek; to: IsoWeek } & ReportReader,
) => Promise<WeekReport[]>;

/** One week, judged now from what is stored (T10: derived, never stored as truth). */
export function reportWeek(deps: ReportWeekDeps): ReportWeek {
  return async ({ athleteId, week, since = null }) => {
    const span = { from: week, to: week };
    const loaded = await loadWeeksWithStreaks(deps, athleteId, span, deps.clock.nowMs());
    const { input, streaksBefore } = loaded;
    const report = reportSince(evaluateWeek({ ...input, week, streaksBefore }), input.excusedWeeks, since);
    await loaded.kept;
    return report;
  };
}

/** The weeks from…to inclusive, ascending; each is the same report as of the week alone. */
export function reportWeeks(deps: ReportWeekDeps): ReportWeeks {
  return async ({ athleteId, from, to, since = null }) => {
    const weeks = weeksBetween(from, to);
    if (weeks.length === 0)
      throw new AppError('invalid_input', '`from` must not be after `to`.', { field: 'from' });
    if (weeks.length > WEEKS_MAX) {
      throw new AppError('invalid_input', `At most ${WEEKS_MAX} weeks at a time.`, { field: 'to' });
    }
    const loaded = await loadWeeksWithStreaks(deps, athleteId, { from, to }, deps.clock.nowMs());
    let { streaksBefore } = loaded;
    const reports: WeekReport[] = [];
    for (const week of weeks) {
      await deps.breathe();
      const report = evaluateWeek({ ...loaded.input, week, streaksBefore });
      streaksBefore = streaksOf(report);
      reports.push(report);
    }
    await loaded.kept;
    return reports.map((report) => reportSince(report, loaded.input.excusedWeeks, since));
  };
}
