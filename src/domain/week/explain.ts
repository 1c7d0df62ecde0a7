import { bandRange, findBand, lowestAtOrAbove } from '../bands/band.ts';
import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import type { Prescription, TargetId } from '../prescription/prescription.ts';
import { holds, type ShiftedVerdict } from './robustness.ts';
import type { Status, TargetReport, WeekReport } from './week-report.ts';

/** The answer to "why?": the rules with their numbers, then what counted and what did not (T12). */
export interface Explanation {
  readonly target: TargetReport;
  /** The rules that were applied, each by id, with the athlete's own numbers. */
  readonly rules: readonly { readonly rule: string; readonly note: Note }[];
  /** Whether the verdict holds at max heart rate ±5 and ±10 (M6); null where nothing is judged. */
  readonly robustness: Note | null;
}

/** The rule by which each target is credited. */
export const RULE_OF: Readonly<Record<TargetId, string>> = {
  zone2: 'T3',
  interval_4x4: 'T4',
  anti_inflammatory: 'T5',
  strength: 'T6',
  cardio: 'T7',
  daily_movement: 'T14',
};

/** Explains one target of a report (T12), by the prescription that the report names; null for a target it has not. */
export function explainTarget(
  report: WeekReport,
  prescription: Prescription,
  id: TargetId,
): Explanation | null {
  const target = report.targets.find((each) => each.id === id);
  if (target === undefined) return null;
  const rules = [{ rule: RULE_OF[id], note: ruleNote(report, prescription, id) }];
  if (target.unit === 'sessions') rules.push({ rule: 'T2', note: note('rule.one_a_day') });
  if (target.status !== null) {
    const { minimum } = target;
    // 0 leaves the upper end unsaid where there is none above the minimum.
    const maximum = target.maximum > minimum ? target.maximum : 0;
    rules.push({ rule: 'T8', note: note('rule.status', { minimum, maximum }) });
  }
  return { target, rules, robustness: robustnessNote(target) };
}

/** Whether a verdict holds where the max heart rate is not quite right (M6); null where nothing is judged. */
export function robustnessNote({
  status,
  robustness,
}: {
  readonly status: Status | null;
  readonly robustness: readonly ShiftedVerdict[] | null;
}): Note | null {
  if (status === null || robustness === null) return null;
  if (holds(status, robustness)) return note('robustness.holds');
  const changing = robustness.filter((shifted) => shifted.status !== status);
  const deltaBpm = Math.min(...changing.map((shifted) => Math.abs(shifted.maxHeartRateDelta)));
  return note('robustness.would_change', { deltaBpm });
}

function ruleNote(report: WeekReport, prescription: Prescription, id: TargetId): Note {
  const maxHeartRate = report.basis.maxHeartRates.at(-1)?.bpm ?? null;
  switch (id) {
    case 'zone2': {
      const { minimumMinutes } = prescription.zone2;
      return note('rule.zone2', { minimumMinutes, ...band(prescription, id, maxHeartRate) });
    }
    case 'interval_4x4':
      return note('rule.interval_4x4', band(prescription, id, maxHeartRate));
    case 'anti_inflammatory': {
      const { minimumMinutes } = prescription.antiInflammatory;
      return note('rule.anti_inflammatory', { minimumMinutes, ...band(prescription, id, maxHeartRate) });
    }
    case 'cardio': {
      const { minimumMinutes, lowPercent } = prescription.cardio;
      const lowBpm = maxHeartRate === null ? 0 : lowestAtOrAbove(lowPercent, maxHeartRate);
      return note('rule.cardio', { minimumMinutes, lowPercent, lowBpm });
    }
    case 'strength':
      return note('rule.strength', { minimumMinutes: prescription.strength.minimumMinutes });
    case 'daily_movement':
      return note('rule.daily_movement');
  }
}

/** Percentages and bpm of a band; bpm 0 stands for "no max heart rate" and is left unsaid by the message. */
function band(
  { bands }: Prescription,
  id: 'zone2' | 'interval_4x4' | 'anti_inflammatory',
  maxHeartRate: number | null,
): Record<string, number> {
  const { lowPercent, highPercent } = findBand(bands, id);
  const range =
    maxHeartRate === null ? { lowBpm: 0, highBpm: 0 } : bandRange({ lowPercent, highPercent }, maxHeartRate);
  return { lowPercent, highPercent, ...range };
}
