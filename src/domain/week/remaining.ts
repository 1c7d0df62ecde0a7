import { bandRange, findBand, lowestAtOrAbove } from '../bands/band.ts';
import type { JudgedTargetId, WeekJudgement } from './judge-week.ts';
import { doseOf, lacksStrengthEvidence } from './judge-week.ts';
import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import { creditsStillPossible } from './status.ts';
import { missingMs } from './targets/missing-ms.ts';
import { MINUTE_MS, SECOND_MS } from '../units.ts';
import type { WeekFacts } from './week-facts.ts';
import { isSilent } from './week-facts.ts';
import type { TargetReport } from './week-report.ts';

/** What is left of a target's minimum, and what would satisfy it (T9). After the week: what was missing. */
export function remainingOf(
  facts: WeekFacts,
  judgement: WeekJudgement,
  target: JudgedTargetId,
): NonNullable<TargetReport['remaining']> {
  const tally = judgement.tallies[target];
  const left = Math.max(0, doseOf(facts, target).minimum - tally.credited);
  if (target !== 'anti_inflammatory') {
    return {
      sessions: left,
      days: null,
      todaySeconds: null,
      note: sessionsNote(facts, judgement, target, left),
    };
  }
  const todayMs = antiInflammatoryMsToday(facts, judgement);
  return {
    sessions: null,
    days: left,
    todaySeconds: todayMs === null ? null : Math.ceil(todayMs / SECOND_MS),
    note: daysNote(facts, judgement, left, todayMs),
  };
}

/** Milliseconds in the light band that today still needs (T5); null when the week is not open or nothing can be told. */
function antiInflammatoryMsToday(facts: WeekFacts, judgement: WeekJudgement): number | null {
  if (facts.phase !== 'open') return null;
  const dose = judgement.tallies.anti_inflammatory.doses.find(({ date }) => date === facts.today);
  if (dose === undefined) return null;
  return missingMs(facts.prescription.antiInflammatory.minimumMinutes * MINUTE_MS, dose.inBandMs);
}

/** Sentences that hold for every target before its own is said; null where its own applies. */
function generalNote(
  facts: WeekFacts,
  judgement: WeekJudgement,
  target: JudgedTargetId,
  left: number,
): Note | null {
  if (left === 0) return note('remaining.done');
  const unit = target === 'anti_inflammatory' ? 'days' : 'sessions';
  if (facts.phase === 'finished') {
    // What cannot be judged was not missing either (T6, T8).
    if (isSilent(facts)) return note('week.silent');
    if (target === 'strength' && lacksStrengthEvidence(facts)) return note('strength.no_evidence');
    return note(`remaining.finished_${unit}`, { count: left });
  }
  const creditedToday = judgement.tallies[target].creditedDates.has(facts.today);
  if (creditsStillPossible({ done: facts.done, creditedToday }) < left) {
    return note(`remaining.out_of_reach_${unit}`, { count: left });
  }
  return null;
}

function sessionsNote(
  facts: WeekFacts,
  judgement: WeekJudgement,
  target: Exclude<JudgedTargetId, 'anti_inflammatory'>,
  left: number,
): Note {
  const general = generalNote(facts, judgement, target, left);
  if (general !== null) return general;
  const { prescription } = facts;
  const byDate = facts.sunday;
  if (target === 'strength') {
    const { minimumMinutes } = prescription.strength;
    return note('remaining.strength', { count: left, minimumMinutes, byDate });
  }
  const maxHeartRate = maxHeartRateNow(facts);
  if (maxHeartRate === null) return note('remaining.no_max_heart_rate', { count: left });
  if (target === 'cardio') {
    const { minimumMinutes, lowPercent } = prescription.cardio;
    const lowBpm = lowestAtOrAbove(lowPercent, maxHeartRate);
    return note('remaining.cardio', { count: left, minimumMinutes, lowBpm, byDate });
  }
  const range = bandRange(findBand(prescription.bands, target), maxHeartRate);
  if (target === 'interval_4x4') return note('remaining.interval_4x4', { count: left, ...range, byDate });
  const { minimumMinutes, maximumMinutes } = prescription.zone2;
  return note('remaining.zone2', { count: left, minimumMinutes, maximumMinutes, ...range, byDate });
}

function daysNote(facts: WeekFacts, judgement: WeekJudgement, left: number, todayMs: number | null): Note {
  const maxHeartRate = maxHeartRateNow(facts);
  const general = generalNote(facts, judgement, 'anti_inflammatory', left);
  if (general !== null) return general;
  if (maxHeartRate === null) return note('remaining.no_max_heart_rate', { count: left });
  const range = bandRange(findBand(facts.prescription.bands, 'anti_inflammatory'), maxHeartRate);
  if (todayMs === null || todayMs === 0) {
    const { minimumMinutes } = facts.prescription.antiInflammatory;
    return note('remaining.anti_inflammatory', {
      count: left,
      minimumMinutes,
      ...range,
      byDate: facts.sunday,
    });
  }
  const minutes = Math.ceil(todayMs / MINUTE_MS);
  return note('remaining.anti_inflammatory_today', { minutes, ...range, count: left });
}

/** Of today while the week is open, else of its last day. */
function maxHeartRateNow(facts: WeekFacts): number | null {
  return facts.maxHeartRateOn(facts.phase === 'open' ? facts.today : facts.sunday);
}
