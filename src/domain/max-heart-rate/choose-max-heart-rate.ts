import type { AthleteFlag } from '../athlete.ts';
import type { MaxHeartRate, MaxHeartRateSource } from './max-heart-rate.ts';
import type { LocalDate } from '../units.ts';

export interface ChosenMaxHeartRate {
  readonly value: MaxHeartRate;
  /** The date lies before every value: the first one stands in, and the report says so (M1). */
  readonly beforeFirst: boolean;
}

const RANK: Readonly<Record<MaxHeartRateSource, number>> = {
  measured: 3,
  entered: 2,
  confirmed: 1,
  formula: 0,
};

/**
 * The value in force on a local date (M1): the latest `validFrom` ≤ date; of equal dates the best source, then the
 * latest created. Before the first value the first applies. Null without any value.
 */
export function chooseMaxHeartRate(
  values: readonly MaxHeartRate[],
  date: LocalDate,
): ChosenMaxHeartRate | null {
  let inForce: MaxHeartRate | null = null;
  let first: MaxHeartRate | null = null;
  for (const value of values) {
    if (value.validFrom <= date) {
      if (inForce === null || value.validFrom > inForce.validFrom) inForce = value;
      else if (value.validFrom === inForce.validFrom && outranks(value, inForce)) inForce = value;
    } else if (first === null || value.validFrom < first.validFrom) first = value;
    else if (value.validFrom === first.validFrom && outranks(value, first)) first = value;
  }
  if (inForce !== null) return { value: inForce, beforeFirst: false };
  return first === null ? null : { value: first, beforeFirst: true };
}

/** The values that may be used: with rate-limiting medication or a pacemaker no formula applies (M7). */
export function usableMaxHeartRates(
  values: readonly MaxHeartRate[],
  flags: readonly AthleteFlag[],
): readonly MaxHeartRate[] {
  return flags.length === 0 ? values : values.filter((value) => value.source !== 'formula');
}

function outranks(a: MaxHeartRate, b: MaxHeartRate): boolean {
  if (a.source !== b.source) return RANK[a.source] > RANK[b.source];
  if (a.createdAtMs !== b.createdAtMs) return a.createdAtMs > b.createdAtMs;
  return a.id > b.id;
}
