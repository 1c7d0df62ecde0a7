import { basesOf, type BasisName, type BasisShift } from '../bands/heart-basis.ts';
import type { Prescription } from '../prescription/prescription.ts';
import { judgeWeek } from './judge-week.ts';
import type { WeekFacts } from './week-facts.ts';
import type { ShiftedVerdict, Status } from './week-report.ts';

/**
 * Bpm by which each basis in use is shifted on every date when a verdict is judged again (M6, P4). With stored max heart
 * rates of 100…230 the shifted ones are 90…240: outside what may be stored, still a ratio that can be computed.
 */
const SHIFTS: Readonly<Record<BasisName, readonly BasisShift[]>> = {
  max: shiftsBy('max', [-10, -5, 5, 10]),
  resting: shiftsBy('resting', [-6, -3, 3, 6]),
  threshold: shiftsBy('threshold', [-6, -3, 3, 6]),
};

function shiftsBy(basis: BasisName, deltas: readonly number[]): BasisShift[] {
  return deltas.map((deltaBpm) => ({ basis, deltaBpm }));
}

const shiftsOfBases = new WeakMap<readonly BasisName[], readonly BasisShift[]>();

/** Every shift of the bases in use (P4). */
export function shiftsOf(prescription: Prescription): readonly BasisShift[] {
  const bases = basesOf(prescription);
  let shifts = shiftsOfBases.get(bases);
  if (shifts === undefined) shiftsOfBases.set(bases, (shifts = bases.flatMap((basis) => SHIFTS[basis])));
  return shifts;
}

/** The status of every target, in their order, under each shift of a basis that a date has (M6, P4); null where none has. */
export function robustnessOf(facts: WeekFacts): ShiftedVerdict[][] | null {
  const shifts = shiftsOf(facts.prescription);
  const possible = shifts.filter(({ basis }) => facts.days.some((day) => hasBasis(day.basis, basis)));
  if (shifts.length > 0 && possible.length === 0) return null;
  const judged = possible.map((shift) => ({ shift, targets: judgeWeek(facts, shift).targets }));
  return facts.prescription.targets.map((_, index) =>
    judged.map(({ shift, targets }) => shiftedVerdict(shift, targets[index]!.status)),
  );
}

/** How far, and of what, a verdict was shifted. */
export function shiftOf(verdict: ShiftedVerdict): BasisShift {
  const { maxHeartRateDelta, restingHeartRateDelta, thresholdHeartRateDelta } = verdict;
  if (maxHeartRateDelta !== undefined) return { basis: 'max', deltaBpm: maxHeartRateDelta };
  if (restingHeartRateDelta !== undefined) return { basis: 'resting', deltaBpm: restingHeartRateDelta };
  return { basis: 'threshold', deltaBpm: thresholdHeartRateDelta ?? 0 };
}

const verdicts = new WeakMap<BasisShift, Map<Status, ShiftedVerdict>>();

/** One of each: a report has some thirty, and two reports are compared by what is not the same. */
function shiftedVerdict(shift: BasisShift, status: Status): ShiftedVerdict {
  let ofShift = verdicts.get(shift);
  if (ofShift === undefined) verdicts.set(shift, (ofShift = new Map<Status, ShiftedVerdict>()));
  let verdict = ofShift.get(status);
  if (verdict === undefined) ofShift.set(status, (verdict = newVerdict(shift, status)));
  return verdict;
}

function newVerdict({ basis, deltaBpm }: BasisShift, status: Status): ShiftedVerdict {
  switch (basis) {
    case 'max':
      return { maxHeartRateDelta: deltaBpm, status };
    case 'resting':
      return { restingHeartRateDelta: deltaBpm, status };
    case 'threshold':
      return { thresholdHeartRateDelta: deltaBpm, status };
  }
}

function hasBasis(basis: WeekFacts['days'][number]['basis'], name: BasisName): boolean {
  const bpm = { max: basis.maxBpm, resting: basis.restingBpm, threshold: basis.thresholdBpm };
  return bpm[name] !== null;
}

/** Whether a verdict stays what it is under every shift (M6: "holds" or "would change"). */
export function holds(status: Status, robustness: readonly ShiftedVerdict[]): boolean {
  return robustness.every((shifted) => shifted.status === status);
}
