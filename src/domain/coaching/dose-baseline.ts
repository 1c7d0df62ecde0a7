import { chooseBasis, type BasisValues } from '../basis/choose-basis.ts';
import { basesOf, type HeartBasis } from '../bands/heart-basis.ts';
import { usableMaxHeartRates } from '../max-heart-rate/choose-max-heart-rate.ts';
import type { Prescription } from '../prescription/prescription.ts';
import type { IsoWeek, LocalDate } from '../units.ts';
import { SECOND_MS } from '../units.ts';
import { datesOf } from '../calendar/week.ts';
import { missingMs } from '../targets/missing-ms.ts';
import { judgeWeek } from '../week/judge-week.ts';
import type { WeekFacts } from '../week/week-facts.ts';
import { weekFacts } from '../week/week-facts.ts';
import type { WeekInput } from '../week/week-input.ts';

/** What stays the same while a session runs. */
export type DoseFacts = Pick<WeekFacts, 'monday' | 'sunday' | 'prescription' | 'basisOn'>;

/** What one target has without the running session. */
export interface DoseSoFar {
  readonly credited: ReadonlySet<LocalDate>;
  /** Milliseconds by date, of a target that counts time by the date of the sample. */
  readonly ms: ReadonlyMap<LocalDate, number>;
}

/**
 * The week without the running session, judged once when a stream starts and when the local week changes. One is kept per
 * running stream, so it holds the verdicts and none of the evidence.
 */
export interface DoseBaseline {
  readonly facts: DoseFacts;
  /** By the id of the target; one that is left out has nothing so far. */
  readonly soFar: ReadonlyMap<string, DoseSoFar>;
}

/** Judges the week without some sessions: those that are running (T9). */
export function doseBaseline(input: WeekInput, excludeSessionIds: readonly string[]): DoseBaseline {
  const sessions = input.sessions.filter(({ id }) => !excludeSessionIds.includes(id));
  // What is worked out by date is kept with the list of values, and the stream keeps that: here it goes with a copy.
  const facts = weekFacts({ ...input, maxHeartRates: [...input.maxHeartRates], sessions });
  const { monday, sunday, prescription } = facts;
  const values = {
    maxHeartRates: usableMaxHeartRates(input.maxHeartRates, input.athlete.flags),
    restingHeartRates: input.restingHeartRates,
    thresholdHeartRates: input.thresholdHeartRates ?? [],
  };
  return {
    facts: { monday, sunday, prescription, basisOn: basisOf(usedBy(prescription, values, monday)) },
    soFar: soFarIn(facts),
  };
}

/** Most running streams have most of their week still before them: what has nothing is left out, and they share that. */
function soFarIn(facts: WeekFacts): DoseBaseline['soFar'] {
  const soFar = new Map<string, DoseSoFar>();
  for (const { target, tally } of judgeWeek(facts).targets) {
    const credited = tally.creditedDates;
    const ms = tally.doses.flatMap(({ date, inBandMs }) => (inBandMs > 0 ? [[date, inBandMs] as const] : []));
    if (credited.size > 0 || ms.length > 0) soFar.set(target.id, { credited, ms: new Map(ms) });
  }
  return soFar.size === 0 ? NOTHING_YET : soFar;
}

/** What is remembered of a week that was judged elsewhere. */
export interface KnownWeek extends Pick<DoseBaseline, 'soFar'> {
  readonly week: IsoWeek;
}

/** The week as somebody else has judged it; `values` are the max heart rates that may be used (M7), and the other bases. */
export function baselineOf(
  { week, soFar }: KnownWeek,
  prescription: Prescription,
  values: BasisValues,
): DoseBaseline {
  const dates = datesOf(week);
  return {
    facts: { monday: dates[0]!, sunday: dates[6]!, prescription, basisOn: basisOf(values) },
    soFar,
  };
}

/** Two halves of one week's evidence, such as what is remembered of it and what was recorded since. */
export function joinBaselines(one: DoseBaseline, other: DoseBaseline): DoseBaseline {
  const soFar = new Map(
    one.facts.prescription.targets.map(({ id, dose }) => {
      const [here, there] = [one.soFar.get(id) ?? NOTHING, other.soFar.get(id) ?? NOTHING];
      const credited = new Set([...here.credited, ...there.credited]);
      const ms = new Map(here.ms);
      for (const [date, more] of there.ms) ms.set(date, (ms.get(date) ?? 0) + more);
      if (dose.unit === 'days') {
        const neededMs = SECOND_MS * dose.seconds.least;
        for (const [date, inBandMs] of ms) if (missingMs(neededMs, inBandMs) === 0) credited.add(date);
      }
      return [id, { credited, ms }] as const;
    }),
  );
  return { facts: one.facts, soFar };
}

export const NOTHING: DoseSoFar = { credited: new Set(), ms: new Map() };
const NOTHING_YET: DoseBaseline['soFar'] = new Map();

/** Only what the prescription uses, so that a stream doesn't keep months of resting heart rates alive. */
function usedBy(prescription: Prescription, values: BasisValues, from: LocalDate): BasisValues {
  const used = basesOf(prescription);
  const { maxHeartRates, restingHeartRates = [], thresholdHeartRates = [] } = values;
  // In force on the first date, or later.
  const latest = restingHeartRates.reduce<LocalDate | null>(
    (last, { date }) => (date <= from && (last === null || date > last) ? date : last),
    null,
  );
  return {
    maxHeartRates,
    ...(used.includes('resting') && {
      restingHeartRates: restingHeartRates.filter(({ date }) => latest === null || date >= latest),
    }),
    ...(used.includes('threshold') && { thresholdHeartRates }),
  };
}

/** A separate function: a closure made beside the evidence would keep all of it. */
function basisOf(values: BasisValues): DoseFacts['basisOn'] {
  let last: { readonly date: LocalDate; readonly basis: HeartBasis } | null = null;
  return (date) => {
    if (last?.date !== date) last = { date, basis: chooseBasis(values, date) };
    return last.basis;
  };
}
