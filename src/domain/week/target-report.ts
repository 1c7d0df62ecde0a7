import type { JudgedTargetId, WeekJudgement } from './judge-week.ts';
import { doseOf, lacksStrengthEvidence } from './judge-week.ts';
import { lowestAtOrAbove, rangeMs } from '../bands/band.ts';
import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import { remainingOf } from './remaining.ts';
import { creditsStillPossible } from './status.ts';
import { isStrength } from '../session/strength-sport.ts';
import { reportDays } from './targets/anti-inflammatory.ts';
import { movementDates } from './targets/daily-movement.ts';
import { passiveInBandMs } from './targets/passive-time.ts';
import { wholeSeconds } from '../bands/round-to-seconds.ts';
import { HIGHEST_BPM, LOWEST_BPM } from '../units.ts';
import type { WeekFacts } from './week-facts.ts';
import { isSilent } from './week-facts.ts';
import type { Status, TargetReport } from './week-report.ts';
import type { BandTime } from '../bands/band.ts';

/** One judged target of the week, with what counted, what did not and why, and what is left (T9, T12). */
export function targetReport(
  facts: WeekFacts,
  judgement: WeekJudgement,
  bands: readonly BandTime[],
  target: JudgedTargetId,
  beside: Pick<TargetReport, 'robustness' | 'streakWeeks'>,
): TargetReport {
  const tally = judgement.tallies[target];
  const days =
    target === 'anti_inflammatory' ? reportDays(judgement.tallies.anti_inflammatory, facts.dates) : null;
  const { minimum, maximum } = doseOf(facts, target);
  const status = judgement.statuses[target];
  return {
    id: target,
    unit: target === 'anti_inflammatory' ? 'days' : 'sessions',
    credited: tally.credited,
    minimum,
    maximum,
    status,
    seconds: secondsOf(facts, judgement, bands, target),
    remaining: remainingOf(facts, judgement, target),
    credits: tally.credits,
    refusals: tally.refusals,
    days,
    ...beside,
    notes: targetNotes(facts, judgement, target, status),
  };
}

/** Daily movement is shown, never judged (T14). */
export function dailyMovementReport(facts: WeekFacts): TargetReport {
  const anyBpm = { lowBpm: LOWEST_BPM, highBpm: HIGHEST_BPM };
  const passive = new Set(
    facts.days.filter((day) => passiveInBandMs(day.passive, anyBpm) > 0).map((day) => day.date),
  );
  return {
    id: 'daily_movement',
    unit: 'days',
    credited: movementDates(facts.days, passive).length,
    minimum: 7,
    maximum: 7,
    status: null,
    seconds: null,
    remaining: null,
    credits: [],
    refusals: [],
    days: null,
    robustness: null,
    streakWeeks: null,
    notes: [],
  };
}

function secondsOf(
  facts: WeekFacts,
  judgement: WeekJudgement,
  bands: readonly BandTime[],
  target: JudgedTargetId,
): number {
  switch (target) {
    case 'zone2':
    case 'interval_4x4':
      return bands.find((band) => band.id === target)?.seconds ?? 0;
    case 'anti_inflammatory':
      return wholeSeconds(sum(judgement.tallies.anti_inflammatory.doses.map((dose) => dose.inBandMs)));
    case 'strength':
      return wholeSeconds(sum(facts.sessions.filter(isStrength).map((session) => session.activeMs)));
    case 'cardio':
      return wholeSeconds(cardioMs(facts));
  }
}

/** Time at cardio intensity in the week, by the date of the sample, strength left out (T7). */
function cardioMs(facts: WeekFacts): number {
  let ms = 0;
  for (const { maxHeartRate, parts } of facts.days) {
    if (maxHeartRate === null) continue;
    const lowBpm = lowestAtOrAbove(facts.prescription.cardio.lowPercent, maxHeartRate);
    for (const { evidence, part } of parts) {
      if (!isStrength(evidence)) ms += rangeMs(part.msUpTo, { lowBpm, highBpm: HIGHEST_BPM });
    }
  }
  return ms;
}

function targetNotes(
  facts: WeekFacts,
  judgement: WeekJudgement,
  target: JudgedTargetId,
  status: Status,
): Note[] {
  const tally = judgement.tallies[target];
  const { minimum, maximum } = doseOf(facts, target);
  const notes: Note[] = [];
  if (target === 'strength') {
    if (lacksStrengthEvidence(facts)) notes.push(note('strength.no_evidence'));
  } else if (facts.days.every((day) => day.maxHeartRate === null)) {
    return [note('no_max_heart_rate')];
  }
  if (notes.length === 0 && facts.phase === 'finished' && isSilent(facts)) {
    notes.push(note('week.silent'));
  } else if (notes.length === 0) {
    const possible = creditsStillPossible({
      done: facts.done,
      creditedToday: tally.creditedDates.has(facts.today),
    });
    notes.push(note(`status.${status}`, { credited: tally.credited, minimum, possible }));
  }
  // Where no upper end is prescribed there is none to be above: cardio is what Zone 2 and 4×4 bring anyway.
  if (maximum > minimum && tally.credited > maximum)
    notes.push(note('target.above_maximum', { credited: tally.credited, maximum }));
  if (tally.couldHaveCounted.size > 0) {
    notes.push(note('target.could_have_counted', { count: tally.couldHaveCounted.size }));
  }
  return notes;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
