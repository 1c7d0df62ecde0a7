import { lowestAtOrAbove, rangeMs } from '../../bands/band.ts';
import { choosePrescription } from '../../prescription/choose-prescription.ts';
import { edgesFor } from '../../four-by-four/edges-for.ts';
import type { SessionEvidence } from '../../session/session.ts';
import type { LocalDate } from '../../units.ts';
import { HIGHEST_BPM, MINUTE_MS } from '../../units.ts';
import type { WeekFacts } from '../week-facts.ts';
import { isoWeekOf } from '../../calendar/week.ts';

/** At this share of max heart rate and above, time is hard (G1–G4), in per cent. */
export const HARD_PERCENT = 85;
/** At this share and above, time is exercise at all (G3), in per cent. */
const EXERCISE_PERCENT = 50;
/** A day is hard from this much hard time on, or from this many 4×4 intervals (G). */
const HARD_DAY_MS = 10 * MINUTE_MS;
const HARD_DAY_INTERVALS = 2;

export interface HardDay {
  readonly date: LocalDate;
  readonly hardMs: number;
  readonly exerciseMs: number;
  readonly isHard: boolean;
}

/** The days of the look-back and the week, ascending, with their hard time under each date's max heart rate (G). */
export function hardDays(facts: WeekFacts): readonly HardDay[] {
  const totals = new Map<string, { hardMs: number; exerciseMs: number; started: SessionEvidence[] }>();
  const totalOn = (date: LocalDate): { hardMs: number; exerciseMs: number; started: SessionEvidence[] } => {
    let total = totals.get(date);
    if (total === undefined) totals.set(date, (total = { hardMs: 0, exerciseMs: 0, started: [] }));
    return total;
  };
  for (const session of facts.recent) {
    totalOn(session.localDate).started.push(session);
    for (const { date, msUpTo } of session.days) {
      const maxHeartRate = facts.maxHeartRateOn(date);
      if (maxHeartRate === null) continue;
      const total = totalOn(date);
      const hardBpm = lowestAtOrAbove(HARD_PERCENT, maxHeartRate);
      const exerciseBpm = lowestAtOrAbove(EXERCISE_PERCENT, maxHeartRate);
      const hardMs = rangeMs(msUpTo, { lowBpm: hardBpm, highBpm: HIGHEST_BPM });
      total.hardMs += hardMs;
      total.exerciseMs += hardMs + rangeMs(msUpTo, { lowBpm: exerciseBpm, highBpm: hardBpm - 1 });
    }
  }
  return facts.lookBackDates.map((date) => {
    const total = totals.get(date);
    if (total === undefined) return { date, hardMs: 0, exerciseMs: 0, isHard: false };
    const { hardMs, exerciseMs, started } = total;
    const isHard = hardMs >= HARD_DAY_MS || started.some((session) => hasHardIntervals(facts, session));
    return { date, hardMs, exerciseMs, isHard };
  });
}

function hasHardIntervals(facts: WeekFacts, session: SessionEvidence): boolean {
  if (session.logged) return false;
  const prescription = choosePrescription(facts.input.prescriptions, isoWeekOf(session.localDate));
  const edges = edgesFor(prescription, facts.basisOn(session.localDate));
  const result = edges === null ? null : facts.input.fourByFour(session.id, edges);
  return result !== null && result.credited >= HARD_DAY_INTERVALS;
}
