import { addDays } from '../calendar/local-time.ts';
import type { LocalDate } from '../units.ts';

/** Where a resting heart rate came from, best first (R). */
export type RestingHeartRateSource = 'device' | 'monitoring' | 'guided' | 'entered';

export interface RestingHeartRate {
  readonly date: LocalDate;
  readonly bpm: number;
  readonly source: RestingHeartRateSource;
}

export const RESTING_SOURCES: readonly RestingHeartRateSource[] = [
  'device',
  'monitoring',
  'guided',
  'entered',
];

/** Days of each of the two windows that are compared (R). */
const WINDOW_DAYS = 28;
/** The earlier window ends this many days before the later one (R). */
const APART_DAYS = 56;
/** Days to and including a date whose values decide its trend (R). */
export const RESTING_LOOK_BACK_DAYS = APART_DAYS + WINDOW_DAYS;
/** Days with a value that each window needs (R). */
const NEEDED_DAYS = 14;
const FALLING_BPM = -2;
const RISING_BPM = 3;

export interface RestingTrend {
  /** `too_early`: less than twelve weeks of values; `too_few`: too many days without one. */
  readonly trend: 'falling' | 'steady' | 'rising' | 'too_early' | 'too_few';
  readonly source: RestingHeartRateSource | null;
  readonly medianBpm: number | null;
  readonly earlierMedianBpm: number | null;
}

/** Of who has fewer weeks of values than are compared. */
export const TOO_EARLY: RestingTrend = {
  trend: 'too_early',
  source: null,
  medianBpm: null,
  earlierMedianBpm: null,
};

/** The value shown for a date: of the first source that has one (R). */
export function restingOn(values: readonly RestingHeartRate[], date: LocalDate): RestingHeartRate | null {
  const onDate = values.filter((value) => value.date === date);
  for (const source of RESTING_SOURCES) {
    const found = onDate.find((value) => value.source === source);
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * Median of the 28 days to `date` against the 28 days ending 56 days earlier, of one source: −2 and below is falling,
 * +3 and above rising (R). The best source with enough days in both windows decides; sources are never mixed.
 */
export function restingTrend(values: readonly RestingHeartRate[], date: LocalDate): RestingTrend {
  const earlierTo = addDays(date, -APART_DAYS);
  for (const source of RESTING_SOURCES) {
    const recent = within(values, source, addDays(date, 1 - WINDOW_DAYS), date);
    const earlier = within(values, source, addDays(earlierTo, 1 - WINDOW_DAYS), earlierTo);
    if (recent.length < NEEDED_DAYS || earlier.length < NEEDED_DAYS) continue;
    const medianBpm = median(recent);
    const earlierMedianBpm = median(earlier);
    const change = medianBpm - earlierMedianBpm;
    const trend = change <= FALLING_BPM ? 'falling' : change >= RISING_BPM ? 'rising' : 'steady';
    return { trend, source, medianBpm, earlierMedianBpm };
  }
  const first = values.reduce<LocalDate | null>(
    (least, value) => (least === null || value.date < least ? value.date : least),
    null,
  );
  const early = first === null || first > addDays(earlierTo, 1 - WINDOW_DAYS);
  return early ? TOO_EARLY : { ...TOO_EARLY, trend: 'too_few' };
}

/** Values of one source on the dates from…to inclusive, one per date. */
export function within(
  values: readonly RestingHeartRate[],
  source: RestingHeartRateSource,
  from: LocalDate,
  to: LocalDate,
): number[] {
  return values
    .filter((value) => value.source === source && value.date >= from && value.date <= to)
    .map((value) => value.bpm);
}

/** Middle of a non-empty list; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
