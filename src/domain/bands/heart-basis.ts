import { BoundedMap } from '../bounded-map.ts';
import type { Edge, Prescription } from '../prescription/prescription.ts';

/** What edges of bands are measured by on one date, whole bpm; null where nothing is in force. */
export interface HeartBasis {
  readonly maxBpm: number | null;
  readonly restingBpm: number | null;
  readonly thresholdBpm: number | null;
}

export type BasisName = 'max' | 'resting' | 'threshold';

/** Bpm by which a verdict is judged again with one basis another (M6, P4). */
export interface BasisShift {
  readonly basis: BasisName;
  readonly deltaBpm: number;
}

/** Most values that people have, each in use with few of the others. */
const KEPT_BASES = 4_096;
const bases = new BoundedMap<string, HeartBasis>(KEPT_BASES);

/**
 * The basis of these values, whole bpm. Equal ones are one as long as it is kept: what is worked out by a basis (`byBasis`,
 * `shiftBasis`) is then kept once for all dates, athletes and streams that have it.
 */
export function heartBasis(
  maxBpm: number | null,
  restingBpm: number | null,
  thresholdBpm: number | null,
): HeartBasis {
  const key = `${maxBpm} ${restingBpm} ${thresholdBpm}`;
  let basis = bases.get(key);
  if (basis === undefined) bases.set(key, (basis = { maxBpm, restingBpm, thresholdBpm }));
  return basis;
}

export function ofMax(maxBpm: number | null): HeartBasis {
  return heartBasis(maxBpm, null, null);
}

const shifted = new WeakMap<HeartBasis, WeakMap<BasisShift, HeartBasis>>();

/** The same basis and shift give the same one again: what is worked out by it is looked up by it. */
export function shiftBasis(basis: HeartBasis, shift: BasisShift | null): HeartBasis {
  if (shift === null) return basis;
  let ofBasis = shifted.get(basis);
  if (ofBasis === undefined) shifted.set(basis, (ofBasis = new WeakMap<BasisShift, HeartBasis>()));
  let moved = ofBasis.get(shift);
  if (moved === undefined) ofBasis.set(shift, (moved = movedBasis(basis, shift)));
  return moved;
}

function movedBasis(basis: HeartBasis, shift: BasisShift): HeartBasis {
  const { deltaBpm } = shift;
  const moved = (name: BasisName, bpm: number | null): number | null =>
    bpm === null || shift.basis !== name ? bpm : bpm + deltaBpm;
  return heartBasis(
    moved('max', basis.maxBpm),
    moved('resting', basis.restingBpm),
    moved('threshold', basis.thresholdBpm),
  );
}

/** A hundred times the bpm of an edge, a whole number, so that no rounding ever decides (Z1); null without its basis (P2). */
export function hundredfoldBpm(edge: Edge, { maxBpm, restingBpm, thresholdBpm }: HeartBasis): number | null {
  if ('bpm' in edge) return 100 * edge.bpm;
  if ('percentOfMax' in edge) return maxBpm === null ? null : edge.percentOfMax * maxBpm;
  if ('percentOfThreshold' in edge) {
    return thresholdBpm === null ? null : edge.percentOfThreshold * thresholdBpm;
  }
  if (maxBpm === null || restingBpm === null) return null;
  return 100 * restingBpm + edge.percentOfReserve * (maxBpm - restingBpm);
}

/** The bases that an edge needs. */
function basesOfEdge(edge: Edge): readonly BasisName[] {
  if ('bpm' in edge) return [];
  if ('percentOfMax' in edge) return ['max'];
  return 'percentOfThreshold' in edge ? ['threshold'] : ['max', 'resting'];
}

const IN_ORDER: readonly BasisName[] = ['max', 'resting', 'threshold'];

const basesOfPrescriptions = new WeakMap<Prescription, readonly BasisName[]>();

/** The bases in use by the bands, targets and ceiling of a prescription, in a fixed order (P4, M5). */
export function basesOf(prescription: Prescription): readonly BasisName[] {
  let bases = basesOfPrescriptions.get(prescription);
  if (bases === undefined) {
    bases = findBases(prescription);
    basesOfPrescriptions.set(prescription, bases);
  }
  return bases;
}

function findBases({ bands, targets, ceiling }: Prescription): readonly BasisName[] {
  const edges: Edge[] = ceiling === null ? [] : [ceiling.at];
  for (const { low, high } of bands) edges.push(low, ...(high === null ? [] : [high]));
  for (const { band, dose } of targets) {
    if (band !== null && typeof band !== 'string') edges.push(band.atOrAbove);
    if (dose.unit === 'intervals') edges.push(dose.structure.floor);
  }
  const used = new Set(edges.flatMap(basesOfEdge));
  return IN_ORDER.filter((name) => used.has(name));
}

/** The first basis that an edge needs and the date has not; null when the edge stands. */
export function missingBasis(edge: Edge, basis: HeartBasis): BasisName | null {
  const bpm = { max: basis.maxBpm, resting: basis.restingBpm, threshold: basis.thresholdBpm };
  return basesOfEdge(edge).find((name) => bpm[name] === null) ?? null;
}
