import type { Command } from 'commander';
import { Option } from 'commander';
import { presentWeekReport } from '../adapters/wire/api/present-week-report.ts';
import { LOCALES, type Locale } from '../domain/athlete.ts';
import type { IsoWeek } from '../domain/units.ts';
import { isoWeekAt } from '../domain/calendar/week.ts';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, chooseAthlete, printResult, withService } from './command.ts';
import { parseAthleteOption, parseWeekOption } from './parse-option.ts';
import { reportTable } from './report-table.ts';

interface ReportOptions extends OutputOptions {
  readonly athlete?: string;
  readonly week?: IsoWeek;
  readonly locale?: Locale;
}

export function addReportCommand(program: Command, context: CliContext): void {
  addCommand(program, 'report', "one week's verdict as a table")
    .option('--athlete <id>', 'whose; default the only one', parseAthleteOption)
    .option('--week <week>', 'ISO week like 2026-W47; default the current one', parseWeekOption)
    .addOption(new Option('--locale <locale>', "language; default the athlete's").choices(LOCALES))
    .action((options: ReportOptions) =>
      withService(context, async (service) => {
        const athleteId = await chooseAthlete(service, options.athlete);
        const athlete = await service.verbs.readAthlete({ athleteId });
        const week = options.week ?? isoWeekAt(context.nowMs(), athlete.timeZones);
        const locale = options.locale ?? athlete.locale;
        const report = presentWeekReport(await service.verbs.reportWeek({ athleteId, week }), locale);
        printResult(context, options, report, reportTable(report, locale));
      }),
    );
}
