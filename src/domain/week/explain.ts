import { basesOf, ofMax, type BasisName } from '../bands/heart-basis.ts';
import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import type { Prescription } from '../prescription/prescription.ts';
import { kindOf } from '../targets/targets.ts';
import { holds, shiftOf } from './robustness.ts';
import { DAILY_MOVEMENT } from './target-report.ts';
import type { ShiftedVerdict, Status, TargetReport, WeekReport } from './week-report.ts';

/** The answer to "why?": the rules with their numbers, then what counted and what did not (T12). */
export interface Explanation {
  readonly target: TargetReport;
  /** By which the target is credited. */
  readonly rule: string;
  /** The rules that were applied, each by id, with the athlete's own numbers. */
  readonly rules: readonly { readonly rule: string; readonly note: Note }[];
  /** Whether the verdict holds where a basis is not quite right (M6, P4); null where nothing is judged. */
  readonly robustness: Note | null;
}

/** Explains one target of a report (T12), by the prescription that the report names; null for a target it has not. */
export function explainTarget(
  report: WeekReport,
  prescription: Prescription,
  id: string,
): Explanation | null {
  const target = report.targets.find((each) => each.id === id);
  const own = ruleOf(report, prescription, id);
  if (target === undefined || own === null) return null;
  const rules = [own];
  if (target.unit === 'sessions') rules.push({ rule: 'T2', note: note('rule.one_a_day') });
  if (target.status !== null) {
    const { minimum } = target;
    // 0 leaves the upper end unsaid where there is none above the minimum.
    const maximum = target.maximum > minimum ? target.maximum : 0;
    rules.push({ rule: 'T8', note: note('rule.status', { minimum, maximum }) });
  }
  return { target, rule: own.rule, rules, robustness: robustnessNote(target) };
}

/** Whether a verdict holds where a basis is not quite right (M6, P4); null where nothing is judged or shifted. */
export function robustnessNote({
  status,
  robustness,
}: {
  readonly status: Status | null;
  readonly robustness: readonly ShiftedVerdict[] | null;
}): Note | null {
  if (status === null || robustness === null || robustness.length === 0) return null;
  const isOfMaxAlone = robustness.every((shifted) => shiftOf(shifted).basis === 'max');
  if (holds(status, robustness)) return note(isOfMaxAlone ? 'robustness.holds' : 'robustness.holds_all');
  const changing = robustness.filter((shifted) => shifted.status !== status).map(shiftOf);
  const { basis } = changing[0]!;
  const deltaBpm = Math.min(
    ...changing.filter((shift) => shift.basis === basis).map((shift) => Math.abs(shift.deltaBpm)),
  );
  return note(WOULD_CHANGE[basis], { deltaBpm });
}

const WOULD_CHANGE = {
  max: 'robustness.would_change',
  resting: 'robustness.would_change_resting',
  threshold: 'robustness.would_change_threshold',
} as const satisfies Record<BasisName, string>;

function ruleOf(
  report: WeekReport,
  prescription: Prescription,
  id: string,
): { rule: string; note: Note } | null {
  if (id === DAILY_MOVEMENT) return { rule: 'T14', note: note('rule.daily_movement') };
  const target = prescription.targets.find((each) => each.id === id);
  if (target === undefined) return null;
  const { maxHeartRates, restingHeartRates, thresholdHeartRates } = report.basis;
  const uses = basesOf(prescription);
  const basis = {
    ...ofMax(maxHeartRates.at(-1)?.bpm ?? null),
    restingBpm: uses.includes('resting') ? (restingHeartRates?.at(-1)?.bpm ?? null) : null,
    thresholdBpm: uses.includes('threshold') ? (thresholdHeartRates?.at(-1)?.bpm ?? null) : null,
  };
  const kind = kindOf(target);
  return { rule: kind.rule, note: kind.ruleNote(target, { prescription, basis }) };
}
