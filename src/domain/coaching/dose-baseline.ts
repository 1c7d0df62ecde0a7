import { chooseMaxHeartRate, usableMaxHeartRates } from '../max-heart-rate/choose-max-heart-rate.ts';
import type { MaxHeartRate } from '../max-heart-rate/max-heart-rate.ts';
import type { Prescription } from '../prescription/prescription.ts';
import type { IsoWeek, LocalDate } from '../units.ts';
import { MINUTE_MS } from '../units.ts';
import { datesOf } from '../calendar/week.ts';
import type { JudgedTargetId } from '../week/judge-week.ts';
import { judgeWeek } from '../week/judge-week.ts';
import type { WeekFacts } from '../week/week-facts.ts';
import { missingMs } from '../week/targets/missing-ms.ts';
import { weekFacts } from '../week/week-facts.ts';
import type { WeekInput } from '../week/week-input.ts';

/** The targets a running heart works on. */
export type LiveTargetId = Exclude<JudgedTargetId, 'strength'>;

/** What stays the same while a session runs. */
export type DoseFacts = Pick<WeekFacts, 'monday' | 'sunday' | 'prescription' | 'maxHeartRateOn'>;

/**
 * The week without the running session, judged once when a stream starts and when the local week changes. One is kept per
 * running stream, so it holds the verdicts and none of the evidence.
 */
export interface DoseBaseline {
  readonly facts: DoseFacts;
  readonly credited: Readonly<Record<JudgedTargetId, ReadonlySet<LocalDate>>>;
  /** Milliseconds in the light band by date (T5). */
  readonly lightMs: ReadonlyMap<LocalDate, number>;
}

/** Judges the week without some sessions: those that are running (T9). */
export function doseBaseline(input: WeekInput, excludeSessionIds: readonly string[]): DoseBaseline {
  const sessions = input.sessions.filter(({ id }) => !excludeSessionIds.includes(id));
  const facts = weekFacts({ ...input, sessions });
  const { tallies } = judgeWeek(facts, 0);
  const { monday, sunday, prescription } = facts;
  const values = usableMaxHeartRates(input.maxHeartRates, input.athlete.flags);
  return {
    facts: { monday, sunday, prescription, maxHeartRateOn: maxHeartRateOf(values) },
    credited: {
      zone2: kept(tallies.zone2.creditedDates),
      interval_4x4: kept(tallies.interval_4x4.creditedDates),
      anti_inflammatory: kept(tallies.anti_inflammatory.creditedDates),
      strength: kept(tallies.strength.creditedDates),
      cardio: kept(tallies.cardio.creditedDates),
    },
    lightMs: new Map(tallies.anti_inflammatory.doses.map((dose) => [dose.date, dose.inBandMs])),
  };
}

/** What is remembered of a week that was judged elsewhere. */
export interface KnownWeek extends Pick<DoseBaseline, 'credited' | 'lightMs'> {
  readonly week: IsoWeek;
}

/** The week as somebody else has judged it; `values` are the max heart rates that may be used (M7). */
export function baselineOf(
  { week, credited, lightMs }: KnownWeek,
  prescription: Prescription,
  values: readonly MaxHeartRate[],
): DoseBaseline {
  const dates = datesOf(week);
  return {
    facts: {
      monday: dates[0]!,
      sunday: dates[6]!,
      prescription,
      maxHeartRateOn: maxHeartRateOf(values),
    },
    credited,
    lightMs,
  };
}

/** Two halves of one week's evidence, such as what is remembered of it and what was recorded since. */
export function joinBaselines(one: DoseBaseline, other: DoseBaseline): DoseBaseline {
  const lightMs = new Map(one.lightMs);
  for (const [date, ms] of other.lightMs) lightMs.set(date, (lightMs.get(date) ?? 0) + ms);
  const neededMs = one.facts.prescription.antiInflammatory.minimumMinutes * MINUTE_MS;
  const either = (target: JudgedTargetId): Set<LocalDate> =>
    new Set([...one.credited[target], ...other.credited[target]]);
  const light = either('anti_inflammatory');
  for (const [date, ms] of lightMs) if (missingMs(neededMs, ms) === 0) light.add(date);
  return {
    facts: one.facts,
    credited: {
      zone2: either('zone2'),
      interval_4x4: either('interval_4x4'),
      anti_inflammatory: light,
      strength: either('strength'),
      cardio: either('cardio'),
    },
    lightMs,
  };
}

const NO_DATES: ReadonlySet<LocalDate> = new Set();

/** Most running streams have most of their week still before them: they share the empty set. */
function kept(dates: ReadonlySet<LocalDate>): ReadonlySet<LocalDate> {
  return dates.size === 0 ? NO_DATES : dates;
}

/** A function of its own: a closure made beside the evidence would keep all of it. */
function maxHeartRateOf(values: readonly MaxHeartRate[]): DoseFacts['maxHeartRateOn'] {
  let last: { readonly date: LocalDate; readonly bpm: number | null } | null = null;
  return (date) => {
    if (last?.date !== date) last = { date, bpm: chooseMaxHeartRate(values, date)?.value.bpm ?? null };
    return last.bpm;
  };
}
