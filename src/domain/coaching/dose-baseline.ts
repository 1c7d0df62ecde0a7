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
  /** By the id of the target. */
  readonly soFar: ReadonlyMap<string, DoseSoFar>;
}

/** Judges the week without some sessions: those that are running (T9). */
export function doseBaseline(input: WeekInput, excludeSessionIds: readonly string[]): DoseBaseline {
  const sessions = input.sessions.filter(({ id }) => !excludeSessionIds.includes(id));
  const facts = weekFacts({ ...input, sessions });
  const { monday, sunday, prescription } = facts;
  const values = {
    maxHeartRates: usableMaxHeartRates(input.maxHeartRates, input.athlete.flags),
    restingHeartRates: input.restingHeartRates,
    thresholdHeartRates: input.thresholdHeartRates ?? [],
  };
  return {
    facts: { monday, sunday, prescription, basisOn: basisOf(usedBy(prescription, values, monday)) },
    soFar: new Map(
      judgeWeek(facts).targets.map(({ target: { id }, tally }) => [
        id,
        {
          credited: tally.creditedDates.size === 0 ? NO_DATES : tally.creditedDates,
          ms:
            tally.doses.length === 0 ? NO_MS : new Map(tally.doses.map((dose) => [dose.date, dose.inBandMs])),
        },
      ]),
    ),
  };
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

const NO_DATES: ReadonlySet<LocalDate> = new Set();
const NO_MS: ReadonlyMap<LocalDate, number> = new Map();
/** Most running streams have most of their week still before them: they share the empty ones. */
export const NOTHING: DoseSoFar = { credited: NO_DATES, ms: NO_MS };

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
    restingHeartRates: used.includes('resting')
      ? restingHeartRates.filter(({ date }) => latest === null || date >= latest)
      : [],
    thresholdHeartRates: used.includes('threshold') ? thresholdHeartRates : [],
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
