import { isArticleTarget } from '../prescription/article.ts';
import { note } from '../note-ids.ts';
import { SECOND_MS } from '../units.ts';
import type { TargetWeek } from './target-week.ts';
import type { JudgedSession, SessionVerdict } from './session-verdict.ts';
import { NOT_CONCERNED } from './session-verdict.ts';
import { wholeSeconds } from '../bands/round-to-seconds.ts';
import { minutesOf, possibleByDate, uncertainDates } from './session-kind.ts';
import { isOfSports, STRENGTH } from './sports.ts';
import { tallySession, tallySessions } from './tally.ts';
import type { TargetKind, TargetOf } from './target-kind.ts';

type SessionsTarget = TargetOf<'sessions'>;
const RULE = 'T6';

/** Sessions told by their sport, with the prescribed time active; heart rate is not used (T6). The article's is strength. */
export const sessionsOfSport: TargetKind<SessionsTarget> = {
  rule: RULE,
  unit: 'sessions',
  takes: (target): target is SessionsTarget => target.dose.unit === 'sessions' && target.band === null,
  lacks: (facts, { sports }) =>
    sports?.length === 1 && sports[0] === STRENGTH && lacksStrengthEvidence(facts)
      ? note('strength.no_evidence')
      : null,
  tally: ({ sessions }, target) => tallySessions(sessions, RULE, (session) => judge(session, target)),
  ofSession: (session, target) => tallySession(session, RULE, judge(session, target)),
  seconds: ({ sessions }, target) =>
    wholeSeconds(
      sessions.reduce((ms, { evidence }) => (isOfSports(evidence, target) ? ms + evidence.activeMs : ms), 0),
    ),
  possible: possibleByDate,
  uncertain: uncertainDates,

  ruleNote: (target, { prescription }) => {
    const { least } = target.dose.seconds;
    return isArticleTarget(target, prescription)
      ? note('rule.strength', { minimumMinutes: minutesOf(least) })
      : note('rule.sport', { neededSeconds: least });
  },
  leftNote: (target, { prescription, count, byDate }) => {
    const { least } = target.dose.seconds;
    return isArticleTarget(target, prescription)
      ? note('remaining.strength', { count, minimumMinutes: minutesOf(least), byDate })
      : note('remaining.sport', { count, neededSeconds: least, byDate });
  },
  live: null,
};

/** No strength session up to the end of the week: perhaps the watch is just not worn for it (T6). */
function lacksStrengthEvidence({ firstStrengthDate, sunday }: TargetWeek): boolean {
  return firstStrengthDate === null || firstStrengthDate > sunday;
}

function judge({ evidence, prescription, isShifted }: JudgedSession, target: SessionsTarget): SessionVerdict {
  if (!isOfSports(evidence, target)) return NOT_CONCERNED;
  const neededMs = SECOND_MS * target.dose.seconds.least;
  const counts = evidence.activeMs >= neededMs;
  const outcome = counts ? 'credit' : 'refusal';
  if (isShifted) return { outcome, ms: evidence.activeMs, couldHaveCounted: false, note: null };
  const activeSeconds = wholeSeconds(evidence.activeMs);
  const neededSeconds = wholeSeconds(neededMs);
  const words = isArticleTarget(target, prescription) ? 'strength' : 'sport';
  return {
    outcome,
    ms: evidence.activeMs,
    couldHaveCounted: false,
    note: counts
      ? note(`${words}.credited`, { activeSeconds })
      : note(`${words}.too_short`, { activeSeconds, neededSeconds }),
  };
}
