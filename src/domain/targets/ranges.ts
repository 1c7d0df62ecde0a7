import { bandRange, edgesOfTarget, type BpmRange } from '../bands/band.ts';
import { missingBasis, type BasisName, type HeartBasis } from '../bands/heart-basis.ts';
import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import type { Prescription, Target } from '../prescription/prescription.ts';
import { HIGHEST_BPM } from '../units.ts';
import type { TargetWeek } from './target-week.ts';
import type { TargetRanges } from './target-kind.ts';

/** What a target counts in, and what lies above; null without its basis (P2), and where heart rate is not used. */
export function targetRanges(
  prescription: Pick<Prescription, 'bands'>,
  target: Target,
  basis: HeartBasis,
): TargetRanges | null {
  const edges = edgesOfTarget(prescription, target);
  const within = edges === null ? null : bandRange(edges, basis);
  if (within === null) return null;
  const above = { lowBpm: Math.max(within.lowBpm, within.highBpm + 1), highBpm: HIGHEST_BPM };
  return { basis, within, above };
}

/** A range for sentences: `highBpm` 0 stands for "and above", `lowBpm` 0 for "not known". */
export function spokenRange(
  prescription: Pick<Prescription, 'bands'>,
  target: Target,
  basis: HeartBasis,
): { lowBpm: number; highBpm: number } {
  const edges = edgesOfTarget(prescription, target);
  const range = edges === null ? null : bandRange(edges, basis);
  if (edges === null || range === null) return { lowBpm: 0, highBpm: 0 };
  return { lowBpm: range.lowBpm, highBpm: edges.high === null ? 0 : range.highBpm };
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

/** The basis that a target misses on every date of a week, as a sentence (P2, M1); null where a date has it. */
export function lacksBasis(facts: TargetWeek, target: Target): Note | null {
  let missing: BasisName | null = null;
  for (const { basis } of facts.days) {
    missing = missingOn(facts.prescription, target, basis);
    if (missing === null) return null;
  }
  return missing === null ? null : note(MISSING[missing]);
}

function missingOn(
  prescription: Pick<Prescription, 'bands'>,
  target: Target,
  basis: HeartBasis,
): BasisName | null {
  const band = edgesOfTarget(prescription, target);
  const edges = band === null ? [] : [band.low, ...(band.high === null ? [] : [band.high])];
  if (target.dose.unit === 'intervals') edges.push(target.dose.structure.floor);
  for (const edge of edges) {
    const missing = missingBasis(edge, basis);
    if (missing !== null) return missing;
  }
  return null;
}
