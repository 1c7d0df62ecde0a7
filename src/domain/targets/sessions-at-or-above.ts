import { isArticleTarget, percentOfTarget } from '../prescription/article.ts';
import { note } from '../note-ids.ts';
import { SECOND_MS } from '../units.ts';
import { missingMs } from './missing-ms.ts';
import type { JudgedSession, SessionVerdict } from './session-verdict.ts';
import { creditOrUndetermined, NOT_CONCERNED, sessionRangeMs, shiftedVerdict } from './session-verdict.ts';
import { wholeSeconds } from '../bands/round-to-seconds.ts';
import { lacksRange, spoken, spokenRange, targetRanges } from './ranges.ts';
import { rangeSeconds } from './range-seconds.ts';
import { minutesOf, possibleByDate, sessionLeft, uncertainDates } from './session-kind.ts';
import { isOfSports } from './sports.ts';
import { tallySession, tallySessions } from './tally.ts';
import type { TargetKind, TargetOf } from './target-kind.ts';

type SessionsTarget = TargetOf<'sessions'>;
const RULE = 'T7';

/**
 * Sessions with the prescribed time at an edge and above (T7). The article's is cardio: not strength, and a session
 * credited as Zone 2 or 4×4 counts whatever its sport.
 */
export const sessionsAtOrAbove: TargetKind<SessionsTarget> = {
  rule: RULE,
  unit: 'sessions',
  takes: (target): target is SessionsTarget =>
    target.dose.unit === 'sessions' &&
    target.band !== null &&
    (typeof target.band !== 'string' || target.band.startsWith('at_or_above:')),
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
    const { lowBpm } = spokenRange(prescription, target, basis);
    const { least } = target.dose.seconds;
    if (!isArticleTarget(target, prescription)) {
      return note('rule.sessions', { neededSeconds: least, lowBpm, highBpm: 0, sharePercent: 0 });
    }
    const lowPercent = percentOfTarget(prescription.bands, target) ?? 0;
    return note('rule.cardio', { minimumMinutes: minutesOf(least), lowPercent, lowBpm });
  },

  leftNote: (target, { prescription, basis, count, byDate, minutesNow, isRunning }) => {
    const { lowBpm } = spokenRange(prescription, target, basis);
    const { least } = target.dose.seconds;
    const isArticles = isArticleTarget(target, prescription);
    if (isRunning && minutesNow !== null) {
      return isArticles
        ? note('remaining.cardio_live', { minutes: minutesNow, lowBpm, count })
        : note('remaining.sessions_live', { minutes: minutesNow, lowBpm, highBpm: 0, count });
    }
    return isArticles
      ? note('remaining.cardio', { count, minimumMinutes: minutesOf(least), lowBpm, byDate })
      : note('remaining.sessions', { count, neededSeconds: least, lowBpm, highBpm: 0, byDate });
  },

  live: (target, running) => {
    const { minimum, seconds } = target.dose;
    const ranges = running.rangesOn(running.localDate);
    if (ranges === null) return null;
    const leftMs = running.isCredited
      ? 0
      : missingMs(SECOND_MS * seconds.least, running.inRangeMs(ranges.within));
    return sessionLeft(minimum, running, leftMs);
  },
};

function judge(session: JudgedSession, target: SessionsTarget, isCredited: boolean): SessionVerdict {
  const { evidence, basis, prescription, unknownMs, isShifted } = session;
  const ranges = targetRanges(prescription, target, basis);
  if (ranges === null || evidence.logged) return NOT_CONCERNED;
  const ms = sessionRangeMs(session, ranges.within);
  const seconds = wholeSeconds(ms);
  const isArticles = isArticleTarget(target, prescription);
  if (isCredited) {
    if (isShifted) return { outcome: 'credit', ms, couldHaveCounted: false, note: null };
    const counted = isArticles
      ? note('cardio.credited_too', { seconds })
      : note('dose.credited_too', { inBandSeconds: seconds });
    return { outcome: 'credit', ms, couldHaveCounted: false, note: counted };
  }
  if (!isOfSports(evidence, target)) return NOT_CONCERNED;
  const neededMs = SECOND_MS * target.dose.seconds.least;
  const leftMs = missingMs(neededMs, ms);
  if (isShifted) return shiftedVerdict(session, ms, leftMs);
  const lowPercent = percentOfTarget(prescription.bands, target) ?? 0;
  const range = spoken(ranges.within);
  if (leftMs === 0) {
    const credited = isArticles
      ? note('cardio.credited', { seconds, lowPercent })
      : note('dose.credited', { inBandSeconds: seconds, ...range });
    return creditOrUndetermined(session, ms, credited);
  }
  const couldHaveCounted = leftMs <= unknownMs;
  if (ms === 0 && !couldHaveCounted) return NOT_CONCERNED;
  const outcome = couldHaveCounted ? 'could_have_counted' : 'too_short';
  const needed = { neededSeconds: wholeSeconds(neededMs) };
  const unknown = { unknownSeconds: wholeSeconds(unknownMs) };
  const refused = isArticles
    ? note(`cardio.${outcome}`, { seconds, ...needed, lowPercent, ...unknown })
    : note(`dose.${outcome}`, { inBandSeconds: seconds, ...needed, ...unknown, ...range });
  return { outcome: 'refusal', ms, couldHaveCounted, note: refused };
}
