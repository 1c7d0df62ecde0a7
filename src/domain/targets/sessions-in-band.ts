import { bandInPercent, isArticleTarget } from '../prescription/article.ts';
import { note } from '../note-ids.ts';
import { SECOND_MS } from '../units.ts';
import { missingMs } from './missing-ms.ts';
import type { JudgedSession, SessionVerdict } from './session-verdict.ts';
import { creditOrUndetermined, NOT_CONCERNED, sessionRangeMs, shiftedVerdict } from './session-verdict.ts';
import { wholeSeconds } from '../bands/round-to-seconds.ts';
import { lacksRange, spoken, spokenRange, targetRanges } from './ranges.ts';
import { minutesOf, possibleByDate, sessionLeft, uncertainDates } from './session-kind.ts';
import { isOfSports } from './sports.ts';
import { rangeSeconds } from './range-seconds.ts';
import { tallySession, tallySessions } from './tally.ts';
import type { TargetKind, TargetOf } from './target-kind.ts';

type SessionsTarget = TargetOf<'sessions'>;
const RULE = 'T3';

/**
 * Sessions with the prescribed time cumulative in a band, where the dose says so with a limit to the time above it (T3).
 * Both limits count: 30:00 is enough and exactly twice is easy enough. The article's is Zone 2.
 */
export const sessionsInBand: TargetKind<SessionsTarget> = {
  rule: RULE,
  unit: 'sessions',
  takes: (target): target is SessionsTarget =>
    target.dose.unit === 'sessions' &&
    typeof target.band === 'string' &&
    !target.band.startsWith('at_or_above:'),
  lacks: lacksRange,
  tally: ({ sessions, isCredited }, target) =>
    tallySessions(sessions, RULE, (session) =>
      judge(session, target, isCredited(target.alsoCounts ?? [], session.evidence.id)),
    ),
  ofSession: (session, target, isCredited) => tallySession(session, RULE, judge(session, target, isCredited)),
  seconds: rangeSeconds,
  possible: possibleByDate,
  uncertain: uncertainDates,

  ruleNote: (target, { prescription, basis }) => {
    const { seconds, cap } = target.dose;
    const range = spokenRange(prescription, target, basis);
    if (isArticleTarget(target, prescription)) {
      const minimumMinutes = minutesOf(seconds.least);
      return note('rule.zone2', { minimumMinutes, ...bandInPercent(prescription.bands, target), ...range });
    }
    const sharePercent = cap === undefined ? 0 : Math.round(100 * cap.aboveBand);
    return note('rule.sessions', { neededSeconds: seconds.least, ...range, sharePercent });
  },

  leftNote: (target, { prescription, basis, count, byDate, minutesNow, isRunning }) => {
    const { seconds } = target.dose;
    const range = spokenRange(prescription, target, basis);
    const isArticles = isArticleTarget(target, prescription);
    if (isRunning && minutesNow !== null) {
      const id = isArticles ? 'remaining.zone2_live' : 'remaining.sessions_live';
      return note(id, { minutes: minutesNow, ...range, count });
    }
    if (!isArticles)
      return note('remaining.sessions', { count, neededSeconds: seconds.least, ...range, byDate });
    const minutes = {
      minimumMinutes: minutesOf(seconds.least),
      maximumMinutes: minutesOf(seconds.most ?? seconds.least),
    };
    return note('remaining.zone2', { count, ...minutes, ...range, byDate });
  },

  live: (target, running) => {
    const { minimum, seconds, cap } = target.dose;
    const ranges = running.rangesOn(running.localDate);
    if (ranges === null) return null;
    const inMs = running.inRangeMs(ranges.within);
    const aboveMs = cap === undefined ? 0 : running.inRangeMs(ranges.above);
    const leftMs = missingMs(SECOND_MS * seconds.least, inMs, aboveMs, cap?.aboveBand);
    return sessionLeft(minimum, running, running.isCredited ? 0 : leftMs);
  },
};

function judge(session: JudgedSession, target: SessionsTarget, isCredited: boolean): SessionVerdict {
  const { evidence, basis, prescription, unknownMs, isShifted } = session;
  const ranges = targetRanges(prescription, target, basis);
  if (ranges === null || evidence.logged) return NOT_CONCERNED;
  const { seconds, cap } = target.dose;
  const inBandMs = sessionRangeMs(session, ranges.within);
  const inBandSeconds = wholeSeconds(inBandMs);
  if (isCredited) {
    return {
      outcome: 'credit',
      ms: inBandMs,
      couldHaveCounted: false,
      note: isShifted ? null : note('dose.credited_too', { inBandSeconds }),
    };
  }
  if (!isOfSports(evidence, target)) return NOT_CONCERNED;
  const aboveMs = cap === undefined ? 0 : sessionRangeMs(session, ranges.above);
  const neededMs = SECOND_MS * seconds.least;
  const leftMs = missingMs(neededMs, inBandMs, aboveMs, cap?.aboveBand);
  if (isShifted) return shiftedVerdict(session, inBandMs, leftMs);
  const isArticles = isArticleTarget(target, prescription);
  const range = isArticles ? {} : spoken(ranges.within);

  if (leftMs === 0) {
    const long = seconds.most !== null && inBandMs > SECOND_MS * seconds.most;
    const maximumMinutes = minutesOf(seconds.most ?? 0);
    const id = `${isArticles ? 'zone2' : 'dose'}.${long ? 'credited_long' : 'credited'}` as const;
    return creditOrUndetermined(session, inBandMs, note(id, { inBandSeconds, maximumMinutes, ...range }));
  }
  const couldHaveCounted = leftMs <= unknownMs;
  if (inBandMs === 0 && !couldHaveCounted) return NOT_CONCERNED;
  const words = isArticles ? 'zone2' : 'dose';
  const neededSeconds = wholeSeconds(neededMs);
  const reason =
    inBandMs >= neededMs
      ? note(`${words}.too_hard`, {
          inBandSeconds,
          aboveSeconds: wholeSeconds(aboveMs),
          ...(isArticles ? {} : { ...range, sharePercent: Math.round(100 * (cap?.aboveBand ?? 0)) }),
        })
      : note(`${words}.too_short`, { inBandSeconds, neededSeconds, ...range });
  return {
    outcome: 'refusal',
    ms: inBandMs,
    couldHaveCounted,
    note: couldHaveCounted
      ? note(`${words}.could_have_counted`, {
          inBandSeconds,
          neededSeconds,
          unknownSeconds: wholeSeconds(unknownMs),
          ...range,
        })
      : reason,
  };
}
