import type { Command } from 'commander';
import { Option } from 'commander';
import { LOCALES, type Locale } from '../domain/athlete.ts';
import type { NewMaxHeartRate } from '../application/athlete/preview-max-heart-rate.ts';
import {
  DEFAULT_FORMULA,
  estimateMaxHeartRate,
  HIGHEST_MAX_BPM,
  LOWEST_MAX_BPM,
} from '../domain/max-heart-rate/formulas.ts';
import { localDateAt } from '../domain/calendar/local-time.ts';
import type { LocalDate } from '../domain/units.ts';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, printResult, withService } from './command.ts';
import { parseDateOption, parseTimeZoneOption, wholeNumberOption } from './parse-option.ts';

interface CreateOptions extends OutputOptions {
  readonly name: string;
  readonly timeZone: string;
  readonly locale: Locale;
  readonly maxHeartRate?: number;
  readonly validFrom?: LocalDate;
  readonly birthDate?: LocalDate;
}

export function addAthleteCommands(program: Command, context: CliContext): void {
  const athlete = program.command('athlete').description('athletes of this installation');
  addCommand(athlete, 'create', 'make an athlete and a token that may do everything as this athlete')
    .requiredOption('--name <name>', 'how the athlete is called')
    .requiredOption('--time-zone <zone>', 'IANA time zone, e.g. Europe/Copenhagen', parseTimeZoneOption)
    .addOption(new Option('--locale <locale>', 'language').choices(LOCALES).default('en'))
    .option(
      '--max-heart-rate <bpm>',
      'measured max heart rate',
      wholeNumberOption(LOWEST_MAX_BPM, HIGHEST_MAX_BPM),
    )
    .option('--valid-from <date>', 'first day of that max heart rate; default today', parseDateOption)
    .option(
      '--birth-date <date>',
      'date of birth; estimates the max heart rate when none is given',
      parseDateOption,
    )
    .action((options: CreateOptions) => create(context, options));
}

async function create(context: CliContext, options: CreateOptions): Promise<void> {
  await withService(context, async ({ verbs }) => {
    const { athleteId } = await verbs.createAthlete({
      name: options.name,
      timeZone: options.timeZone,
      locale: options.locale,
      birthDate: options.birthDate ?? null,
      ownerUserId: null,
    });
    const { timeZones } = await verbs.readAthlete({ athleteId });
    const value = firstMaxHeartRate(options, localDateAt(context.nowMs(), timeZones));
    if (value !== null) await verbs.addMaxHeartRate({ athleteId, value, previewId: null });
    const { token } = await verbs.issueDeviceToken({
      athleteId,
      name: 'command line',
      scopes: ['live', 'upload', 'read', 'manage'],
    });
    printResult(
      context,
      options,
      { athleteId, token },
      `Athlete  ${athleteId}\nToken    ${token}\nThe token is shown only now: keep it.`,
    );
  });
}

/** The measured value, else the estimate from the age (M2), else none: bands stay unknown until one is entered. */
function firstMaxHeartRate(options: CreateOptions, today: LocalDate): NewMaxHeartRate | null {
  const validFrom = options.validFrom ?? today;
  if (options.maxHeartRate !== undefined) {
    return { bpm: options.maxHeartRate, source: 'measured', validFrom, method: null };
  }
  if (options.birthDate === undefined) return null;
  const bpm = estimateMaxHeartRate(DEFAULT_FORMULA, options.birthDate, validFrom);
  return bpm === null ? null : { bpm, source: 'formula', validFrom, method: DEFAULT_FORMULA };
}
