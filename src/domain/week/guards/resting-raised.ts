import { addDays } from '../../calendar/local-time.ts';
import { note } from '../../note-ids.ts';
import type { RestingHeartRate } from '../../monitoring/resting.ts';
import { median, RESTING_SOURCES, within } from '../../monitoring/resting.ts';
import type { LocalDate } from '../../units.ts';
import type { RaisedGuard } from './raised-guard.ts';

const MEDIAN_DAYS = 28;
const RECENT_DAYS = 3;
const RAISED_DAYS = 2;
const RAISED_BPM = 5;
/** Days with a value before a median means anything; the same as for the trend (R). */
const NEEDED_DAYS = 14;

/**
 * Resting heart rate at least 5 above the median of the 28 days before, on two of the last three days and on `date`
 * itself, all of one source (G5): an easy day could suit. It is never presented as illness.
 */
export function restingRaised(values: readonly RestingHeartRate[], date: LocalDate): RaisedGuard | null {
  if (values.length === 0) return null;
  const recentFrom = addDays(date, 1 - RECENT_DAYS);
  for (const source of RESTING_SOURCES) {
    const from = addDays(recentFrom, -MEDIAN_DAYS);
    const before = within(values, source, from, addDays(recentFrom, -1));
    if (before.length < NEEDED_DAYS) continue;
    const usualBpm = median(before);
    const isRaised = (bpm: number): boolean => bpm >= usualBpm + RAISED_BPM;
    const today = within(values, source, date, date);
    if (!today.some(isRaised)) continue;
    if (within(values, source, recentFrom, date).filter(isRaised).length < RAISED_DAYS) continue;
    const restsFrom = firstDate(values, source, from);
    return { rule: 'G5', severity: 'note', date, restsFrom, note: note('guard.resting_raised') };
  }
  return null;
}

/** Of the values of a source, which has some from then on. */
function firstDate(
  values: readonly RestingHeartRate[],
  source: RestingHeartRate['source'],
  from: LocalDate,
): LocalDate {
  const dates = values.filter((each) => each.source === source && each.date >= from).map(({ date }) => date);
  return dates.reduce((first, date) => (date < first ? date : first));
}
