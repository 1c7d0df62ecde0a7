import type { JudgedSession } from '../../targets/session-verdict.ts';
import { GUARD_LOOK_BACK_DAYS } from '../week-input.ts';
import type { WeekFacts } from '../week-facts.ts';
import type { Guard } from '../week-report.ts';
import { hardShare } from './hard-share.ts';
import { hardDays } from './hard-time.ts';
import { hardWeek } from './hard-week.ts';
import type { RaisedGuard } from './raised-guard.ts';
import { restingRaised } from './resting-raised.ts';
import { tooHardForZone2 } from './too-hard-for-zone2.ts';
import { twoHardDays } from './two-hard-days.ts';

const SEVERITY: Readonly<Record<Guard['severity'], number>> = { strong: 2, caution: 1, note: 0 };

/**
 * The guard rails of a week up to today, at most one a day: the most severe, of equal ones the lowest rule (G).
 * Suggestions; nothing is blocked by them.
 */
export function weekGuards(facts: WeekFacts, sessions: readonly JudgedSession[]): Guard[] {
  const days = hardDays(facts);
  const lastIndex = Math.min(6, facts.phase === 'open' ? facts.done : facts.phase === 'future' ? -1 : 6);
  const intentOf = facts.input.intentOf;
  const guards: Guard[] = [];
  for (let index = 0; index <= lastIndex; index++) {
    const date = facts.dates[index]!;
    const at = GUARD_LOOK_BACK_DAYS + index;
    const ofDay = [
      twoHardDays(days, at),
      hardWeek(days, at),
      index === lastIndex ? hardShare(days, at) : null,
      restingRaised(facts.input.restingHeartRates, date),
      ...sessions
        .filter((session) => intentOf !== undefined && session.evidence.localDate === date)
        .map((session) => tooHardForZone2(session, intentOf?.(session.evidence.id) ?? null)),
    ].filter((guard) => guard !== null);
    const worst = worstFirst(ofDay.toSorted((a, b) => SEVERITY[b.severity] - SEVERITY[a.severity]));
    if (worst !== null) guards.push(worst);
  }
  return guards;
}

/** The first of them, each with the next that somebody may see who does not see it (C6). */
function worstFirst([worst, ...others]: readonly RaisedGuard[]): Guard | null {
  if (worst === undefined) return null;
  return { ...worst, lesser: worstFirst(others.filter(({ restsFrom }) => restsFrom > worst.restsFrom)) };
}
