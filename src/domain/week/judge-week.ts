import { edgesFor } from '../four-by-four/four-by-four-reducer.ts';
import type { TargetId } from '../prescription/prescription.ts';
import type { SessionEvidence } from '../session/session.ts';
import { statusOf } from './status.ts';
import type { DayTally } from './targets/anti-inflammatory.ts';
import { tallyAntiInflammatory } from './targets/anti-inflammatory.ts';
import { judgeCardio } from './targets/cardio.ts';
import { judgeInterval4x4 } from './targets/interval-4x4.ts';
import type { JudgedSession } from './targets/session-verdict.ts';
import { judgedSession } from './targets/session-verdict.ts';
import { judgeStrength } from './targets/strength.ts';
import type { Tally } from './targets/tally.ts';
import { tallySessions } from './targets/tally.ts';
import { judgeZone2 } from './targets/zone2.ts';
import type { LocalDate } from '../units.ts';
import type { WeekFacts } from './week-facts.ts';
import { isSilent } from './week-facts.ts';
import type { Status } from './week-report.ts';

/** Every target that is judged; daily movement is only shown (T14). */
export type JudgedTargetId = Exclude<TargetId, 'daily_movement'>;

export const JUDGED_TARGET_IDS: readonly JudgedTargetId[] = [
  'zone2',
  'interval_4x4',
  'anti_inflammatory',
  'strength',
  'cardio',
];

export interface WeekJudgement {
  readonly sessions: readonly JudgedSession[];
  readonly tallies: Readonly<Record<JudgedTargetId, Tally>> & { readonly anti_inflammatory: DayTally };
  readonly statuses: Readonly<Record<JudgedTargetId, Status>>;
}

/**
 * Judges every target of a week (T3–T8) with every max heart rate shifted by `delta` bpm (M6; 0 for the verdict
 * itself). Without a max heart rate on any date the targets that need one are undetermined (M1).
 */
export function judgeWeek(facts: WeekFacts, delta: number): WeekJudgement {
  const sessions = facts.sessions.map((evidence) => judged(facts, evidence, delta));
  const zone2 = tallySessions(sessions, 'T3', judgeZone2);
  const interval4x4 = tallySessions(sessions, 'T4', judgeInterval4x4);
  const creditedIds = new Set([...zone2.credits, ...interval4x4.credits].map((credit) => credit.sessionId));
  const tallies = {
    zone2,
    interval_4x4: interval4x4,
    anti_inflammatory: tallyAntiInflammatory(facts.days, facts.prescription, delta),
    strength: tallySessions(sessions, 'T6', judgeStrength),
    cardio: tallySessions(sessions, 'T7', (session) =>
      judgeCardio(session, creditedIds.has(session.evidence.id)),
    ),
  };
  const silent = facts.phase === 'finished' && isSilent(facts);
  const needsHeartRate = (target: JudgedTargetId): Status =>
    facts.days.every((day) => day.maxHeartRate === null)
      ? 'undetermined'
      : status(facts, target, tallies[target], silent);
  return {
    sessions,
    tallies,
    statuses: {
      zone2: needsHeartRate('zone2'),
      interval_4x4: needsHeartRate('interval_4x4'),
      anti_inflammatory: needsHeartRate('anti_inflammatory'),
      cardio: needsHeartRate('cardio'),
      strength: lacksStrengthEvidence(facts)
        ? 'undetermined'
        : status(facts, 'strength', tallies.strength, silent),
    },
  };
}

/** No strength session up to the end of the week: perhaps the watch is just not worn for it (T6). */
export function lacksStrengthEvidence({ input, sunday }: WeekFacts): boolean {
  return input.firstStrengthDate === null || input.firstStrengthDate > sunday;
}

/** What a week has to bring at least and at most, in credits (T3–T7). */
export function doseOf(
  facts: Pick<WeekFacts, 'prescription'>,
  target: JudgedTargetId,
): { minimum: number; maximum: number } {
  const { zone2, interval4x4, antiInflammatory, strength, cardio } = facts.prescription;
  switch (target) {
    case 'zone2':
      return zone2;
    case 'interval_4x4':
      return interval4x4;
    case 'anti_inflammatory':
      return { minimum: antiInflammatory.minimumDays, maximum: antiInflammatory.maximumDays };
    case 'strength':
      return strength;
    case 'cardio':
      return cardio;
  }
}

function status(facts: WeekFacts, target: JudgedTargetId, tally: Tally, silent: boolean): Status {
  return statusOf({
    credited: tally.credited,
    minimum: doseOf(facts, target).minimum,
    done: facts.done,
    creditedToday: isCreditedToday(facts, tally),
    couldHaveCounted: tally.couldHaveCounted.size,
    silent,
  });
}

function isCreditedToday(
  facts: WeekFacts,
  tally: { readonly creditedDates: ReadonlySet<LocalDate> },
): boolean {
  return tally.creditedDates.has(facts.today);
}

function judged(facts: WeekFacts, evidence: SessionEvidence, delta: number): JudgedSession {
  const inForce = facts.maxHeartRateOn(evidence.localDate);
  const maxHeartRate = inForce === null ? null : inForce + delta;
  const fourByFour =
    maxHeartRate === null || evidence.logged
      ? null
      : facts.input.fourByFour(evidence.id, edgesFor(facts.prescription, maxHeartRate));
  return judgedSession(evidence, maxHeartRate, facts.prescription, fourByFour);
}
