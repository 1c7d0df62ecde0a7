import { bandRange, findBand, rangeMs } from '../../bands/band.ts';
import { note } from '../../note-ids.ts';
import type { Prescription } from '../../prescription/prescription.ts';
import type { LocalDate } from '../../units.ts';
import { HIGHEST_BPM, MINUTE_MS } from '../../units.ts';
import type { WeekDay } from '../week-facts.ts';
import type { Credit, Refusal, TargetReport } from '../week-report.ts';
import { missingMs } from './missing-ms.ts';
import { passiveInBandMs } from './passive-time.ts';
import { wholeSeconds } from '../../bands/round-to-seconds.ts';
import type { Tally } from './tally.ts';

export interface DayDose {
  readonly date: LocalDate;
  readonly inBandMs: number;
  readonly aboveMs: number;
  readonly met: boolean;
}

export interface DayTally extends Tally {
  readonly doses: readonly DayDose[];
}

/**
 * Days with the prescribed minutes in the light band (T5), each day under its own max heart rate. Sessions count by the
 * date of the sample, all-day monitoring through Z11. `delta` shifts every max heart rate (M6), and
 * leaves out what only a reader of the verdict itself asks for.
 */
export function tallyAntiInflammatory(
  days: readonly WeekDay[],
  prescription: Prescription,
  delta: number,
): DayTally {
  const band = findBand(prescription.bands, 'anti_inflammatory');
  const neededMs = prescription.antiInflammatory.minimumMinutes * MINUTE_MS;
  const doses: DayDose[] = [];
  const credits: Credit[] = [];
  const refusals: Refusal[] = [];
  const creditedDates = new Set<LocalDate>();
  const couldHaveCounted = new Set<LocalDate>();
  for (const day of days) {
    if (day.maxHeartRate === null) continue;
    if (day.parts.length === 0 && day.passive === null) {
      doses.push({ date: day.date, inBandMs: 0, aboveMs: 0, met: false });
      continue;
    }
    const range = bandRange(band, day.maxHeartRate + delta);
    const above = { lowBpm: Math.max(range.lowBpm, range.highBpm + 1), highBpm: HIGHEST_BPM };
    let inBandMs = passiveInBandMs(day.passive, range);
    let aboveMs = 0;
    let unknownMs = 0;
    for (const { evidence, part } of day.parts) {
      inBandMs += rangeMs(part.msUpTo, range);
      if (delta === 0) aboveMs += rangeMs(part.msUpTo, above);
      if (!evidence.logged) unknownMs += part.unknownMs;
    }
    const leftMs = missingMs(neededMs, inBandMs);
    const met = leftMs === 0;
    doses.push({ date: day.date, inBandMs, aboveMs, met });
    if (met) creditedDates.add(day.date);
    else if (leftMs <= unknownMs) couldHaveCounted.add(day.date);

    // A shifted judgement is asked for its status only.
    if (delta !== 0) continue;
    for (const { evidence, part } of day.parts) {
      const partMs = rangeMs(part.msUpTo, range);
      if (evidence.logged || (partMs === 0 && !couldHaveCounted.has(day.date))) continue;
      const at = { sessionId: evidence.id, localDate: day.date };
      const values = { inBandSeconds: wholeSeconds(inBandMs), neededSeconds: wholeSeconds(neededMs) };
      if (met) {
        const seconds = wholeSeconds(partMs);
        credits.push({ ...at, seconds, note: note('anti_inflammatory.day_met', values) });
      } else if (couldHaveCounted.has(day.date)) {
        const unknownSeconds = wholeSeconds(unknownMs);
        refusals.push({
          ...at,
          rule: 'T5',
          note: note('anti_inflammatory.could_have_counted', { ...values, unknownSeconds }),
        });
      } else {
        refusals.push({ ...at, rule: 'T5', note: note('anti_inflammatory.day_too_short', values) });
      }
    }
  }
  return { credited: creditedDates.size, creditedDates, couldHaveCounted, credits, refusals, doses };
}

/** The days of the report, all seven: a day without a max heart rate shows no seconds. */
export function reportDays(tally: DayTally, dates: readonly LocalDate[]): NonNullable<TargetReport['days']> {
  const byDate = new Map(tally.doses.map((dose) => [dose.date, dose]));
  return dates.map((date) => {
    const dose = byDate.get(date);
    return {
      date,
      seconds: wholeSeconds(dose?.inBandMs ?? 0),
      aboveSeconds: wholeSeconds(dose?.aboveMs ?? 0),
      met: dose?.met ?? false,
    };
  });
}
