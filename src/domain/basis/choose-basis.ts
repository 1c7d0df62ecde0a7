import { heartBasis, type HeartBasis } from '../bands/heart-basis.ts';
import { chooseMaxHeartRate } from '../max-heart-rate/choose-max-heart-rate.ts';
import type { MaxHeartRate } from '../max-heart-rate/max-heart-rate.ts';
import { restingOn, type RestingHeartRate } from '../monitoring/resting.ts';
import type { LocalDate } from '../units.ts';
import type { ThresholdHeartRate } from './threshold-heart-rate.ts';

/** The dated values that bands are measured by. */
export interface BasisValues {
  /** Those that may be used (M7). */
  readonly maxHeartRates: readonly MaxHeartRate[];
  readonly restingHeartRates?: readonly RestingHeartRate[];
  readonly thresholdHeartRates?: readonly ThresholdHeartRate[];
}

/** What is in force on a local date (M1, P2). Before the first value of a kind, its first applies. */
export function chooseBasis(values: BasisValues, date: LocalDate): HeartBasis {
  return heartBasis(
    chooseMaxHeartRate(values.maxHeartRates, date)?.value.bpm ?? null,
    chooseResting(values.restingHeartRates ?? [], date)?.bpm ?? null,
    chooseThreshold(values.thresholdHeartRates ?? [], date)?.bpm ?? null,
  );
}

/** The resting heart rate in force: of the latest date with one (R), whole bpm. */
export function chooseResting(values: readonly RestingHeartRate[], date: LocalDate): RestingHeartRate | null {
  let latest: LocalDate | null = null;
  let first: LocalDate | null = null;
  for (const value of values) {
    if (value.date <= date) {
      if (latest === null || value.date > latest) latest = value.date;
    } else if (first === null || value.date < first) first = value.date;
  }
  const chosen = latest ?? first;
  const value = chosen === null ? null : restingOn(values, chosen);
  return value === null ? null : { ...value, bpm: Math.round(value.bpm) };
}

/** The threshold in force: the latest `validFrom`, of equal dates the measured one, then the latest created. */
export function chooseThreshold(
  values: readonly ThresholdHeartRate[],
  date: LocalDate,
): ThresholdHeartRate | null {
  const inForce = values.filter(({ validFrom }) => validFrom <= date);
  if (inForce.length > 0) return inForce.reduce((best, value) => (isLater(value, best) ? value : best));
  const [first = null] = values.toSorted(
    (a, b) => compare(a.validFrom, b.validFrom) || (isLater(a, b) ? -1 : 1),
  );
  return first;
}

function isLater(a: ThresholdHeartRate, b: ThresholdHeartRate): boolean {
  if (a.validFrom !== b.validFrom) return a.validFrom > b.validFrom;
  if (a.source !== b.source) return a.source === 'measured';
  return a.createdAtMs === b.createdAtMs ? a.id > b.id : a.createdAtMs > b.createdAtMs;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
