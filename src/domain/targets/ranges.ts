import { byBasis } from '../bands/by-basis.ts';
import { filledRange, edgesOfTarget, type BpmRange } from '../bands/band.ts';
import { missingBasis, type HeartBasis } from '../bands/heart-basis.ts';
import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import type { Prescription, Target } from '../prescription/prescription.ts';
import { HIGHEST_BPM } from '../units.ts';
import type { TargetWeek } from './target-week.ts';
import type { TargetRanges } from './target-kind.ts';

/**
 * What a target counts in, and what lies above; null without its basis (P2), where no whole bpm lies in its band, and where
 * heart rate is not used.
 */
export const targetRanges = byBasis((prescription, target, basis): TargetRanges | null => {
  const within = rangeOf(prescription, target, basis);
  if (within === null) return null;
  const above = { lowBpm: within.highBpm + 1, highBpm: HIGHEST_BPM };
  return { basis, within, above };
});

function rangeOf(
  prescription: Pick<Prescription, 'bands'>,
  target: Target,
  basis: HeartBasis,
): BpmRange | null {
  const edges = edgesOfTarget(prescription, target);
  return edges === null ? null : filledRange(edges, basis);
}

/** A range for sentences: `highBpm` 0 stands for "and above", `lowBpm` 0 for "not known". */
export function spokenRange(
  prescription: Pick<Prescription, 'bands'>,
  target: Target,
  basis: HeartBasis,
): { lowBpm: number; highBpm: number } {
  const range = rangeOf(prescription, target, basis);
  if (range === null) return { lowBpm: 0, highBpm: 0 };
  const isOpen = edgesOfTarget(prescription, target)?.high === null;
  return { lowBpm: range.lowBpm, highBpm: isOpen ? 0 : range.highBpm };
}

/** The same of a range that is already known. */
export function spoken({ lowBpm, highBpm }: BpmRange): { lowBpm: number; highBpm: number } {
  return { lowBpm, highBpm: highBpm === HIGHEST_BPM ? 0 : highBpm };
}

const MISSING = {
  max: 'no_max_heart_rate',
  resting: 'no_resting_heart_rate',
  threshold: 'no_threshold_heart_rate',
} as const;

/**
 * Why a target can be judged on no date of a week, as a sentence (P2, M1): a basis is missing, or the band is so narrow
 * there that no whole bpm lies in it. Null where it can be judged on some date.
 */
export function lacksRange(facts: TargetWeek, target: Target): Note | null {
  let lacks: Note | null = null;
  for (const { basis } of facts.days) {
    lacks = lacksRangeOn(facts.prescription, target, basis);
    if (lacks === null) return null;
  }
  return lacks;
}

/** The same of one date. */
export const lacksRangeOn = byBasis((prescription, target, basis): Note | null => {
  const band = edgesOfTarget(prescription, target);
  if (band === null) return null;
  const edges = [band.low, ...(band.high === null ? [] : [band.high])];
  if (target.dose.unit === 'intervals') edges.push(target.dose.structure.floor);
  for (const edge of edges) {
    const missing = missingBasis(edge, basis);
    if (missing !== null) return note(MISSING[missing]);
  }
  return rangeOf(prescription, target, basis) === null ? note('empty_band') : null;
});
