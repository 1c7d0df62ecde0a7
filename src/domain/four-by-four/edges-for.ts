import { byBasis } from '../bands/by-basis.ts';
import { edgesOfTarget, lowestBpm } from '../bands/band.ts';
import { hundredfoldBpm, type HeartBasis } from '../bands/heart-basis.ts';
import { targetOfIntent, type Intent } from '../intent.ts';
import type { IntervalsDose, Prescription, Structure, Target } from '../prescription/prescription.ts';
import { targetOfUnit } from '../prescription/prescription.ts';
import { HIGHEST_BPM, SECOND_MS } from '../units.ts';
import { FOUR_BY_FOUR_TIMES, isSameTimes, type FourByFourEdges, type IntervalTimes } from './four-by-four.ts';

export type IntervalsTarget = Target & { readonly dose: IntervalsDose };

/** W, F and the first bpm above the band of a target of intervals, whole bpm (I); null without its basis (P2). */
export const edgesOfIntervals = byBasis(
  (prescription, target: IntervalsTarget, basis): FourByFourEdges | null => {
    const band = edgesOfTarget(prescription, target);
    if (band === null) return null;
    const { structure } = target.dose;
    const workBpm = lowestBpm(band.low, basis);
    const floorBpm = lowestBpm(structure.floor, basis);
    const high = band.high === null ? 100 * HIGHEST_BPM : hundredfoldBpm(band.high, basis);
    if (workBpm === null || floorBpm === null || high === null) return null;
    const edges = { workBpm, floorBpm, aboveBpm: Math.floor(high / 100) + 1 };
    const times = timesOf(structure);
    return isSameTimes(times, FOUR_BY_FOUR_TIMES) ? edges : { ...edges, times };
  },
);

/** Intervals that a run may earn, and what they are recognised by. */
export interface TargetEdges {
  readonly target: string;
  readonly edges: FourByFourEdges;
}

/**
 * Of every target of intervals that has its basis, those of the run's intent first: by them it is coached. A run without
 * such an intent is coached by the first of the prescription.
 */
export function edgesForRun(
  prescription: Pick<Prescription, 'bands' | 'targets'>,
  basis: HeartBasis,
  intent: Intent,
): TargetEdges[] {
  const all = prescription.targets.flatMap((target): TargetEdges[] => {
    const edges = isIntervals(target) ? edgesOfIntervals(prescription, target, basis) : null;
    return edges === null ? [] : [{ target: target.id, edges }];
  });
  const wanted = targetOfIntent(intent);
  return all.toSorted((a, b) => Number(b.target === wanted) - Number(a.target === wanted));
}

/** Of the first target of intervals: what a session is shown by, and hard days are told by (G). */
export function edgesFor(
  prescription: Pick<Prescription, 'bands' | 'targets'>,
  basis: HeartBasis,
): FourByFourEdges | null {
  const target = targetOfUnit(prescription, 'intervals');
  return target === null ? null : edgesOfIntervals(prescription, target, basis);
}

/** Of every target of intervals: what has to be recognised before a week is judged. */
export function allEdgesFor(
  prescription: Pick<Prescription, 'bands' | 'targets'>,
  basis: HeartBasis,
): FourByFourEdges[] {
  return prescription.targets.flatMap((target) =>
    isIntervals(target) ? (edgesOfIntervals(prescription, target, basis) ?? []) : [],
  );
}

export function isIntervals(target: Target): target is IntervalsTarget {
  return target.dose.unit === 'intervals';
}

function timesOf({ reps, work, recovery }: Structure): IntervalTimes {
  return {
    reps,
    shortestWorkMs: SECOND_MS * work.least,
    longestWorkMs: SECOND_MS * work.most,
    leastEffortMs: SECOND_MS * work.effort,
    shortestRecoveryMs: SECOND_MS * recovery.least,
    longestRecoveryMs: SECOND_MS * recovery.most,
    belowFloorMs: SECOND_MS * (recovery.belowFloor ?? 0),
  };
}
