import type { BpmRange } from './band.ts';
import { bandRange, rangeMs } from './band.ts';
import type { Band, Prescription } from '../prescription/prescription.ts';
import type { HeartBasis } from './heart-basis.ts';
import { roundToSeconds } from './round-to-seconds.ts';
import { HIGHEST_BPM, LOWEST_BPM } from '../units.ts';

/** A disjoint piece of the bpm scale (Z3). */
export interface Cell extends BpmRange {
  readonly id: string;
}

/** Time in a cell. */
export interface CellTime {
  readonly id: string;
  readonly seconds: number;
}

/** The cell of active time without a trustworthy value. */
const UNKNOWN_CELL = 'unknown';

/** The article's edges name their cells by per cent, in this order (Z3). */
const NAMED_EDGES: Readonly<Record<string, readonly [number, number]>> = {
  zone2: [60, 70],
  interval_4x4: [85, 90],
  anti_inflammatory: [50, 65],
};
const NAMED_CELLS = ['lt50', '50to60', '60to65', '65to70', '70to85', '85to90', 'gt90'];

/**
 * The cells of a prescription: maximal runs of whole bpm with the same band membership and on the same side of every
 * edge (Z3), ascending, covering every believable bpm. The article's edges give the ids `lt50` … `gt90`, others
 * `"<lo>-<hi>"` in bpm. A band without its basis has no edges.
 */
export function cellsFor(bands: readonly Band[], basis: HeartBasis): Cell[] {
  const starts = new Set([LOWEST_BPM]);
  for (const band of bands) {
    const range = bandRange(band, basis);
    if (range === null) continue;
    const { lowBpm, highBpm } = range;
    for (const startBpm of [lowBpm, highBpm + 1]) {
      if (startBpm > LOWEST_BPM && startBpm <= HIGHEST_BPM) starts.add(startBpm);
    }
  }
  const ascending = [...starts].sort((a, b) => a - b);
  const named = hasNamedEdges(bands) && ascending.length === NAMED_CELLS.length;
  return ascending.map((lowBpm, i) => {
    const highBpm = (ascending[i + 1] ?? HIGHEST_BPM + 1) - 1;
    return { id: named ? NAMED_CELLS[i]! : `${lowBpm}-${highBpm}`, lowBpm, highBpm };
  });
}

/** Milliseconds per cell, in the order of `cells`. */
export function cellMs(msUpTo: Float64Array, cells: readonly Cell[]): number[] {
  return cells.map((cell) => rangeMs(msUpTo, cell));
}

/** Whole seconds per cell and `unknown` under one basis, summing to the floored active seconds (Z3). */
export function cellTimes(
  msUpTo: Float64Array,
  unknownMs: number,
  prescription: Pick<Prescription, 'bands'>,
  basis: HeartBasis,
): CellTime[] {
  const cells = cellsFor(prescription.bands, basis);
  const ms = cellMs(msUpTo, cells);
  return roundCells(
    cells.map(({ id }, i) => ({ id, ms: ms[i]! })),
    unknownMs,
  );
}

/** The same for cells summed over days of different bases. */
export function roundCells(
  cells: readonly { readonly id: string; readonly ms: number }[],
  unknownMs: number,
): CellTime[] {
  const all = [...cells, { id: UNKNOWN_CELL, ms: unknownMs }];
  const seconds = roundToSeconds(all.map(({ ms }) => ms));
  return all.map(({ id }, i) => ({ id, seconds: seconds[i]! }));
}

function hasNamedEdges(bands: readonly Band[]): boolean {
  return (
    bands.length === 3 &&
    bands.every(({ id, low, high }) => {
      const edges = NAMED_EDGES[id];
      return edges !== undefined && isPercent(low, edges[0]) && isPercent(high, edges[1]);
    })
  );
}

function isPercent(edge: Band['high'], percent: number): boolean {
  return edge !== null && 'percentOfMax' in edge && edge.percentOfMax === percent;
}
