import { rangeMs } from '../bands/band.ts';
import { bandInPercent, isArticleTarget } from '../prescription/article.ts';
import { note } from '../note-ids.ts';
import type { Prescription } from '../prescription/prescription.ts';
import type { LocalDate } from '../units.ts';
import { SECOND_MS } from '../units.ts';
import type { WeekDay } from './target-week.ts';
import type { Credit, Refusal } from './target-week.ts';
import { shiftBasis, type BasisShift, type HeartBasis } from '../bands/heart-basis.ts';
import { missingMs } from './missing-ms.ts';
import { passiveInBandMs } from './passive-time.ts';
import { wholeSeconds } from '../bands/round-to-seconds.ts';
import { lacksRange, spoken, spokenRange, targetRanges } from './ranges.ts';
import { minutesOf, possibleByDate, uncertainDates } from './session-kind.ts';
import { isAnySport, isOfSports } from './sports.ts';
import type { DayDose, Tally } from './tally.ts';
import type { TargetKind, TargetOf, TargetRanges } from './target-kind.ts';

type DaysTarget = TargetOf<'days'>;
const RULE = 'T5';

/**
 * Days with the prescribed time in a band (T5), by the date of the sample and each date's own basis; all-day monitoring
 * counts through Z11. The article's is light daily activity.
 */
export const daysInBand: TargetKind<DaysTarget> = {
  rule: RULE,
  unit: 'days',
  takes: (target): target is DaysTarget => target.dose.unit === 'days',
  lacks: lacksRange,
  tally: ({ days, facts, shift }, target) => tallyDays(days, facts.prescription, target, shift),
  // As if nothing else was recorded on its dates.
  ofSession: ({ evidence, basis, prescription }, target) =>
    tallyDays(
      evidence.days.map((part) => ({
        date: part.date,
        chosen: null,
        maxHeartRate: basis.maxBpm,
        basis,
        parts: [{ evidence, part }],
        started: [],
        passive: null,
      })),
      prescription,
      target,
      null,
    ),
  seconds: (_week, _target, { doses }) => wholeSeconds(doses.reduce((ms, dose) => ms + dose.inBandMs, 0)),
  possible: possibleByDate,
  uncertain: uncertainDates,

  ruleNote: (target, { prescription, basis }) => {
    const { least } = target.dose.seconds;
    const range = spokenRange(prescription, target, basis);
    return isArticleTarget(target, prescription)
      ? note('rule.anti_inflammatory', {
          minimumMinutes: minutesOf(least),
          ...bandInPercent(prescription.bands, target),
          ...range,
        })
      : note('rule.days', { neededSeconds: least, ...range });
  },
  leftNote: (target, { prescription, basis, count, byDate, minutesNow }) => {
    const range = spokenRange(prescription, target, basis);
    const isArticles = isArticleTarget(target, prescription);
    if (minutesNow !== null) {
      const id = isArticles ? 'remaining.anti_inflammatory_today' : 'remaining.days_today';
      return note(id, { minutes: minutesNow, ...range, count });
    }
    const { least } = target.dose.seconds;
    return isArticles
      ? note('remaining.anti_inflammatory', { count, minimumMinutes: minutesOf(least), ...range, byDate })
      : note('remaining.days', { count, neededSeconds: least, ...range, byDate });
  },
  live: (target, running) => {
    const { dates, msBefore, creditedBefore } = running;
    const neededMs = SECOND_MS * target.dose.seconds.least;
    const today = dates.at(-1) ?? running.localDate;
    if (running.rangesOn(today) === null) return null;
    let met = creditedBefore.size;
    let todayInRangeMs = msBefore.get(today) ?? 0;
    for (const date of dates) {
      const ranges = running.rangesOn(date) ?? running.rangesOn(today);
      if (ranges === null) continue;
      const ms = running.inRangeMs(ranges.within, date);
      const before = msBefore.get(date);
      const enough = before !== undefined && missingMs(neededMs, before + ms) === 0;
      if (enough && !creditedBefore.has(date)) met += 1;
      if (date === today) todayInRangeMs += ms;
    }
    const todayMs = missingMs(neededMs, todayInRangeMs);
    const count = Math.max(0, target.dose.minimum - met);
    return {
      todayMs,
      count,
      earned: todayMs === 0,
      sentence: todayMs > 0 ? 'running' : count === 0 ? 'done' : 'counted',
      date: today,
    };
  },
};

/** `shift` moves a basis of every date (M6), and leaves out what only a reader of the verdict itself asks for. */
function tallyDays(
  days: readonly WeekDay[],
  prescription: Pick<Prescription, 'bands'>,
  target: DaysTarget,
  shift: BasisShift | null,
): Tally {
  const neededMs = SECOND_MS * target.dose.seconds.least;
  const words = isArticleTarget(target, prescription) ? 'anti_inflammatory' : 'dose';
  const anySport = isAnySport(target);
  const doses: DayDose[] = [];
  const credits: Credit[] = [];
  const refusals: Refusal[] = [];
  const creditedDates = new Set<LocalDate>();
  const couldHaveCounted = new Set<LocalDate>();
  let basis: HeartBasis | null = null;
  let ranges: TargetRanges | null = null;
  for (const day of days) {
    // Mostly that of the date before.
    if (day.basis !== basis) {
      basis = day.basis;
      ranges = targetRanges(prescription, target, shiftBasis(basis, shift));
    }
    if (ranges === null) continue;
    if (day.parts.length === 0 && day.passive === null) {
      doses.push({ date: day.date, inBandMs: 0, aboveMs: 0, met: false });
      continue;
    }
    const { within, above } = ranges;
    const parts = anySport ? day.parts : day.parts.filter(({ evidence }) => isOfSports(evidence, target));
    let inBandMs = anySport ? passiveInBandMs(day.passive, within) : 0;
    let aboveMs = 0;
    let unknownMs = 0;
    for (const { evidence, part } of parts) {
      inBandMs += rangeMs(part.msUpTo, within);
      if (shift === null) aboveMs += rangeMs(part.msUpTo, above);
      if (!evidence.logged) unknownMs += part.unknownMs;
    }
    const leftMs = missingMs(neededMs, inBandMs);
    const met = leftMs === 0;
    doses.push({ date: day.date, inBandMs, aboveMs, met });
    if (met) creditedDates.add(day.date);
    else if (leftMs <= unknownMs) couldHaveCounted.add(day.date);

    // A shifted judgement is asked for its status only.
    if (shift !== null) continue;
    for (const { evidence, part } of parts) {
      const partMs = rangeMs(part.msUpTo, within);
      if (evidence.logged || (partMs === 0 && !couldHaveCounted.has(day.date))) continue;
      const at = { sessionId: evidence.id, localDate: day.date };
      const range = words === 'dose' ? spoken(within) : {};
      const values = {
        inBandSeconds: wholeSeconds(inBandMs),
        neededSeconds: wholeSeconds(neededMs),
        ...range,
      };
      if (met) {
        credits.push({ ...at, seconds: wholeSeconds(partMs), note: note(`${words}.day_met`, values) });
      } else if (couldHaveCounted.has(day.date)) {
        const unknownSeconds = wholeSeconds(unknownMs);
        const id = words === 'dose' ? 'dose.day_could_have_counted' : 'anti_inflammatory.could_have_counted';
        refusals.push({ ...at, rule: RULE, note: note(id, { ...values, unknownSeconds }) });
      } else {
        refusals.push({ ...at, rule: RULE, note: note(`${words}.day_too_short`, values) });
      }
    }
  }
  return { credited: creditedDates.size, creditedDates, couldHaveCounted, credits, refusals, doses };
}
