import { rangeMs } from '../bands/band.ts';
import { shiftBasis } from '../bands/heart-basis.ts';
import { wholeSeconds } from '../bands/round-to-seconds.ts';
import { note } from '../note-ids.ts';
import type { LocalDate } from '../units.ts';
import { MINUTE_MS } from '../units.ts';
import type { Credit } from './target-week.ts';
import { missingMs } from './missing-ms.ts';
import { lacksRange, spoken, spokenRange, targetRanges } from './ranges.ts';
import { isOfSports } from './sports.ts';
import type { DayDose } from './tally.ts';
import type { TargetKind, TargetOf } from './target-kind.ts';

type MinutesTarget = TargetOf<'minutes'>;
const MINUTES_OF_A_DAY = 24 * 60;

/** Whole minutes of the week in a band, each minute once (Z10), by the date of the sample (T16). */
export const minutesInBand: TargetKind<MinutesTarget> = {
  rule: 'T16',
  unit: 'minutes',
  takes: (target): target is MinutesTarget => target.dose.unit === 'minutes',
  lacks: lacksRange,
  tally: ({ days, facts, shift }, target) => {
    const doses: DayDose[] = [];
    const credits: Credit[] = [];
    const uncertain: DayDose[] = [];
    let sumMs = 0;
    for (const { date, basis, parts } of days) {
      const ranges = targetRanges(facts.prescription, target, shiftBasis(basis, shift));
      if (ranges === null) continue;
      let inBandMs = 0;
      let unknownMs = 0;
      for (const { evidence, part } of parts) {
        if (evidence.logged || !isOfSports(evidence, target)) continue;
        const ms = rangeMs(part.msUpTo, ranges.within);
        inBandMs += ms;
        unknownMs += part.unknownMs;
        if (shift !== null || ms === 0) continue;
        const seconds = wholeSeconds(ms);
        const counted = note('dose.minutes', { inBandSeconds: seconds, ...spoken(ranges.within) });
        credits.push({ sessionId: evidence.id, localDate: date, seconds, note: counted });
      }
      sumMs += inBandMs;
      doses.push({ date, inBandMs, aboveMs: 0, met: false });
      if (unknownMs > 0) uncertain.push({ date, inBandMs: unknownMs, aboveMs: 0, met: false });
    }
    const credited = Math.floor(sumMs / MINUTE_MS);
    return {
      credited,
      creditedDates: datesWith(doses),
      couldHaveCounted: credited >= target.dose.minimum ? new Set() : datesWith(uncertain),
      credits,
      refusals: [],
      doses,
      uncertainMs: Math.max(0, sumMs % MINUTE_MS) + uncertain.reduce((ms, each) => ms + each.inBandMs, 0),
    };
  },
  ofSession: ({ evidence, basis, prescription }, target) => {
    const ranges = targetRanges(prescription, target, basis);
    if (ranges === null || evidence.logged || !isOfSports(evidence, target))
      return { credits: [], refusals: [] };
    const credits = evidence.days.flatMap(({ date, msUpTo }) => {
      const ms = rangeMs(msUpTo, ranges.within);
      if (ms === 0) return [];
      const seconds = wholeSeconds(ms);
      const counted = note('dose.minutes', { inBandSeconds: seconds, ...spoken(ranges.within) });
      return [{ sessionId: evidence.id, localDate: date, seconds, note: counted }];
    });
    return { credits, refusals: [] };
  },
  seconds: (_week, _target, { doses }) => wholeSeconds(doses.reduce((ms, dose) => ms + dose.inBandMs, 0)),
  possible: ({ done }) => MINUTES_OF_A_DAY * (7 - done),
  uncertain: (tally) => Math.floor((tally.uncertainMs ?? 0) / MINUTE_MS),

  ruleNote: (target, { prescription, basis }) =>
    note('rule.minutes', { count: target.dose.minimum, ...spokenRange(prescription, target, basis) }),
  leftNote: (target, { prescription, basis, count, byDate }) =>
    note('remaining.minutes', { count, ...spokenRange(prescription, target, basis), byDate }),
  live: (target, running) => {
    const today = running.dates.at(-1) ?? running.localDate;
    if (running.rangesOn(today) === null) return null;
    let ms = 0;
    for (const before of running.msBefore.values()) ms += before;
    for (const date of running.dates) {
      if (date < running.monday || date > running.sunday) continue;
      const ranges = running.rangesOn(date);
      if (ranges !== null) ms += running.inRangeMs(ranges.within, date);
    }
    const leftMs = missingMs(MINUTE_MS * target.dose.minimum, ms);
    const count = Math.ceil(leftMs / MINUTE_MS);
    return {
      todayMs: leftMs,
      count,
      earned: false,
      sentence: leftMs === 0 ? 'done' : 'counted',
      date: today,
    };
  },
};

function datesWith(doses: readonly DayDose[]): ReadonlySet<LocalDate> {
  return new Set(doses.filter(({ inBandMs }) => inBandMs > 0).map(({ date }) => date));
}
