import type { JudgedTargetId } from './judge-week.ts';
import { judgeWeek } from './judge-week.ts';
import type { WeekFacts } from './week-facts.ts';
import type { Status, TargetReport } from './week-report.ts';

/**
 * Shifts of every max heart rate under which a verdict is judged again (M6). With stored values of 100…230 the shifted
 * ones are 90…240: outside what may be stored, still a ratio that can be computed.
 */
export const ROBUSTNESS_DELTAS = [-10, -5, 5, 10] as const;

/** The status of a target where every max heart rate is so many bpm another. */
export interface ShiftedVerdict {
  readonly maxHeartRateDelta: number;
  readonly status: Status;
}

/** The status of every target under each shift (M6); null without any max heart rate. */
export function robustnessOf(
  facts: WeekFacts,
): ((target: JudgedTargetId) => NonNullable<TargetReport['robustness']>) | null {
  if (facts.days.every((day) => day.maxHeartRate === null)) return null;
  const judged = ROBUSTNESS_DELTAS.map((delta) => ({ delta, statuses: judgeWeek(facts, delta).statuses }));
  return (target) =>
    judged.map(({ delta, statuses }) => ({ maxHeartRateDelta: delta, status: statuses[target] }));
}

/** Whether a verdict stays what it is under every shift (M6: "holds" or "would change"). */
export function holds(status: Status, robustness: readonly ShiftedVerdict[]): boolean {
  return robustness.every((shifted) => shifted.status === status);
}
