import { weeksCsv } from '../adapters/wire/api/weeks-csv.ts';
import type { ExportAthlete, ExportEntry } from '../application/export/export-athlete.ts';
import type { Clock } from '../application/ports/clock.ts';
import type { Stores } from '../application/ports/stores.ts';
import type { ReportWeeks } from '../application/reports/report-week.ts';
import type { WeekReport } from '../domain/week/week-report.ts';
import { isoWeekAt, isoWeekOf, weeksBetween } from '../domain/calendar/week.ts';

export interface ExportFilesDeps {
  readonly exportAthlete: ExportAthlete;
  readonly reportWeeks: ReportWeeks;
  readonly stores: Pick<Stores, 'athletes' | 'sessions'>;
  readonly clock: Clock;
}

/** Weeks judged at a time. */
const STEP = 104;

/** The files of an export, and last the verdicts of every week as a table: for people, since an import judges again. */
export async function* exportFiles(
  deps: ExportFilesDeps,
  input: { readonly athleteId: string },
): AsyncGenerator<ExportEntry> {
  yield* deps.exportAthlete(input);
  const [athlete, first] = await Promise.all([
    deps.stores.athletes.find(input.athleteId),
    deps.stores.sessions.firstDates(input.athleteId),
  ]);
  if (athlete === null || first.any === null) return;
  const weeks = weeksBetween(isoWeekOf(first.any), isoWeekAt(deps.clock.nowMs(), athlete.timeZones));
  const reports: WeekReport[] = [];
  for (let i = 0; i < weeks.length; i += STEP) {
    const [from, to] = [weeks[i]!, weeks[Math.min(i + STEP, weeks.length) - 1]!];
    reports.push(...(await deps.reportWeeks({ ...input, from, to })));
  }
  yield { path: 'weeks.csv', bytes: new TextEncoder().encode(weeksCsv(reports, athlete.locale)) };
}
