import type { IntervalsTarget } from '../four-by-four/edges-for.ts';
import { isIntervals } from '../four-by-four/edges-for.ts';
import type { BoutKind, FourByFourResult } from '../four-by-four/four-by-four.ts';
import { bandInPercent, isArticleTarget } from '../prescription/article.ts';
import { note } from '../note-ids.ts';
import type { JudgedSession, SessionVerdict } from './session-verdict.ts';
import { creditOrUndetermined, NOT_CONCERNED, sessionRangeMs } from './session-verdict.ts';
import { wholeSeconds } from '../bands/round-to-seconds.ts';
import { lacksRange, spokenRange, targetRanges } from './ranges.ts';
import { rangeSeconds } from './range-seconds.ts';
import { creditsLeft, possibleByDate, uncertainDates } from './session-kind.ts';
import { isOfSports } from './sports.ts';
import { tallySession, tallySessions } from './tally.ts';
import type { TargetKind } from './target-kind.ts';

const RULE = 'T4';

/** Sessions of intervals (T4): as many credited bouts in one run as the structure has repetitions (I5). The article's is 4×4. */
export const intervals: TargetKind<IntervalsTarget> = {
  rule: RULE,
  unit: 'sessions',
  takes: isIntervals,
  lacks: lacksRange,
  tally: ({ sessions }, target) => tallySessions(sessions, RULE, (session) => judge(session, target)),
  ofSession: (session, target) => tallySession(session, RULE, judge(session, target)),
  seconds: rangeSeconds,
  possible: possibleByDate,
  uncertain: uncertainDates,

  ruleNote: (target, { prescription, basis }) => {
    const range = spokenRange(prescription, target, basis);
    if (isArticleTarget(target, prescription)) {
      return note('rule.interval_4x4', { ...bandInPercent(prescription.bands, target), ...range });
    }
    const { reps, work, recovery } = target.dose.structure;
    return note('rule.intervals', {
      reps,
      leastSeconds: work.least,
      mostSeconds: work.most,
      effortSeconds: work.effort,
      shortestSeconds: recovery.least,
      longestSeconds: recovery.most,
      belowFloor: (recovery.belowFloor ?? 0) > 0 ? 1 : 0,
      belowFloorSeconds: recovery.belowFloor ?? 0,
      ...range,
    });
  },
  leftNote: (target, { prescription, basis, count, byDate }) => {
    const range = spokenRange(prescription, target, basis);
    if (isArticleTarget(target, prescription))
      return note('remaining.interval_4x4', { count, ...range, byDate });
    const { reps, work } = target.dose.structure;
    return note('remaining.intervals', { count, reps, leastSeconds: work.least, ...range, byDate });
  },
  live: (target, running) => {
    if (running.rangesOn(running.localDate) === null) return null;
    const earned = (running.intervals ?? 0) >= target.dose.structure.reps;
    const count = creditsLeft(target.dose.minimum, running, earned);
    return {
      todayMs: null,
      count,
      earned,
      sentence: count === 0 ? 'done' : 'counted',
      date: running.localDate,
    };
  },
};

/** Sessions without a bout are none of its business. */
function judge(session: JudgedSession, target: IntervalsTarget): SessionVerdict {
  const { basis, prescription, evidence, isShifted } = session;
  const ranges = targetRanges(prescription, target, basis);
  const result = ranges === null ? null : session.intervalsOf(target);
  if (ranges === null || result === null || result.bouts.length === 0) return NOT_CONCERNED;
  if (!isOfSports(evidence, target)) return NOT_CONCERNED;
  const inBandMs = sessionRangeMs(session, ranges.within);
  const { credited } = result;
  const { reps } = target.dose.structure;
  if (credited >= reps) {
    if (isShifted) return creditOrUndetermined(session, inBandMs, null);
    const aboveSeconds = wholeSeconds(result.aboveMs);
    const words = isArticleTarget(target, prescription) ? 'interval_4x4' : 'intervals';
    const id = `${words}.${aboveSeconds > 0 ? 'credited_above' : 'credited'}` as const;
    return creditOrUndetermined(session, inBandMs, note(id, { credited, aboveSeconds }));
  }
  const couldHaveCounted = credited === reps - 1 && result.bouts.some((bout) => bout.touchedByUnknown);
  if (isShifted) return { outcome: 'refusal', ms: inBandMs, couldHaveCounted, note: null };
  const values = {
    credited,
    of: reps,
    short: countOf(result, 'short'),
    easy: countOf(result, 'easy'),
    long: countOf(result, 'long'),
  };
  const id = couldHaveCounted ? 'interval_4x4.could_have_counted' : 'interval_4x4.partial';
  return { outcome: 'refusal', ms: inBandMs, couldHaveCounted, note: note(id, values) };
}

function countOf({ bouts }: FourByFourResult, kind: BoutKind): number {
  return bouts.reduce((sum, bout) => (bout.kind === kind ? sum + 1 : sum), 0);
}
