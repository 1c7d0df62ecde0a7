import { shiftBasis, type BasisShift } from '../bands/heart-basis.ts';
import { edgesOfIntervals, type IntervalsTarget } from '../four-by-four/edges-for.ts';
import type { FourByFourResult } from '../four-by-four/four-by-four.ts';
import type { Target } from '../prescription/prescription.ts';
import type { SessionEvidence } from '../session/session.ts';
import type { JudgedSession } from '../targets/session-verdict.ts';
import { judgedSession } from '../targets/session-verdict.ts';
import type { Tally } from '../targets/tally.ts';
import type { CountedWeek, TargetKind } from '../targets/target-kind.ts';
import { kindOf } from '../targets/targets.ts';
import { statusOf } from './status.ts';
import type { WeekFacts } from './week-facts.ts';
import { isSilent } from './week-facts.ts';
import type { Status } from './week-report.ts';

/** One target of a week, counted and judged. */
export interface JudgedTarget {
  readonly target: Target;
  readonly kind: TargetKind;
  readonly tally: Tally;
  readonly status: Status;
}

export interface WeekJudgement extends CountedWeek {
  readonly facts: WeekFacts;
  /** In the order of the prescription. */
  readonly targets: readonly JudgedTarget[];
}

/**
 * Judges every target of a week (T3–T8, T16), with one basis of every date shifted where `shift` says so (M6, P4). A target
 * whose basis is missing on every date is undetermined (M1, P2).
 */
export function judgeWeek(facts: WeekFacts, shift: BasisShift | null = null): WeekJudgement {
  const sessions = facts.sessions.map((evidence) => judged(facts, evidence, shift));
  const silent = facts.phase === 'finished' && isSilent(facts);
  const found = new Map<string, JudgedTarget>();
  const week: CountedWeek = {
    facts,
    days: facts.days,
    sessions,
    shift,
    isCredited: (ids, sessionId) =>
      ids.some((id) => found.get(id)?.tally.credits.some((credit) => credit.sessionId === sessionId)),
  };
  for (const target of countingOrder(facts.prescription.targets)) {
    const kind = kindOf(target);
    const tally = kind.tally(week, target);
    const status =
      kind.lacks(facts, target) === null
        ? statusOf({
            credited: tally.credited,
            minimum: target.dose.minimum,
            done: facts.done,
            possible: kind.possible(facts, tally),
            couldHaveCounted: kind.uncertain(tally),
            silent,
          })
        : 'undetermined';
    found.set(target.id, { target, kind, tally, status });
  }
  return { ...week, facts, targets: facts.prescription.targets.map(({ id }) => found.get(id)!) };
}

/** What other targets are credited by is counted before what counts it too (T7). */
export function countingOrder(targets: readonly Target[]): readonly Target[] {
  const depends = ({ alsoCounts }: Target): boolean => alsoCounts !== undefined && alsoCounts.length > 0;
  return targets.some(depends)
    ? [...targets.filter((target) => !depends(target)), ...targets.filter(depends)]
    : targets;
}

function judged(facts: WeekFacts, evidence: SessionEvidence, shift: BasisShift | null): JudgedSession {
  const basis = shiftBasis(facts.basisOn(evidence.localDate), shift);
  const { prescription } = facts;
  const recognised = (target: IntervalsTarget): FourByFourResult | null => {
    const edges = edgesOfIntervals(prescription, target, basis);
    return edges === null ? null : facts.input.fourByFour(evidence.id, edges);
  };
  return judgedSession(evidence, basis, prescription, recognised, shift !== null);
}
