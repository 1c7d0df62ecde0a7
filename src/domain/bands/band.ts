import type { Band, Edge, Prescription, Target } from '../prescription/prescription.ts';
import type { Words } from '../words.ts';
import { HIGHEST_BPM, LOWEST_BPM } from '../units.ts';
import { hundredfoldBpm, type HeartBasis } from './heart-basis.ts';

/** Time in a band, with what a reader sees of it. */
export interface BandTime {
  readonly id: string;
  readonly seconds: number;
  /** What a person called it; left out for a band of the article. */
  readonly name?: Words;
  /** Shown range (Z2); null without its basis, `highBpm` also for a band that is open upwards. */
  readonly lowBpm: number | null;
  readonly highBpm: number | null;
}

/** Whole beats per minute, both inclusive. Empty when `lowBpm > highBpm`. */
export interface BpmRange {
  readonly lowBpm: number;
  readonly highBpm: number;
}

type Edges = Pick<Band, 'low' | 'high'>;

/** Whether a beat is in a band: a closed interval, whole numbers only (Z1); in none without its basis. */
export function isInBand(bpm: number, { low, high }: Edges, basis: HeartBasis): boolean {
  const from = hundredfoldBpm(low, basis);
  const to = high === null ? Infinity : hundredfoldBpm(high, basis);
  return from !== null && to !== null && from <= 100 * bpm && 100 * bpm <= to;
}

/** The same set as `isInBand`, as a range of whole bpm (Z2); null without its basis (P2). */
export function bandRange({ low, high }: Edges, basis: HeartBasis): BpmRange | null {
  const lowBpm = lowestBpm(low, basis);
  const highBpm = high === null ? HIGHEST_BPM : highestBpm(high, basis);
  return lowBpm === null || highBpm === null ? null : { lowBpm, highBpm };
}

/** The same of a band that holds some whole bpm; null also for one so narrow that none lies in it. */
export function filledRange(edges: Edges, basis: HeartBasis): BpmRange | null {
  const range = bandRange(edges, basis);
  return range === null || range.lowBpm > range.highBpm ? null : range;
}

/** The first whole bpm at or above an edge; null without its basis. */
export function lowestBpm(edge: Edge, basis: HeartBasis): number | null {
  const hundredfold = hundredfoldBpm(edge, basis);
  return hundredfold === null ? null : Math.ceil(hundredfold / 100);
}

/** The last whole bpm at or below an edge; null without its basis. */
function highestBpm(edge: Edge, basis: HeartBasis): number | null {
  const hundredfold = hundredfoldBpm(edge, basis);
  return hundredfold === null ? null : Math.floor(hundredfold / 100);
}

/** The first whole bpm at or above a percentage of the max heart rate. */
export function lowestAtOrAbove(percent: number, maxHeartRateBpm: number): number {
  return Math.ceil((percent * maxHeartRateBpm) / 100);
}

/** The first whole bpm above a percentage of the max heart rate. */
export function lowestAbove(percent: number, maxHeartRateBpm: number): number {
  return Math.floor((percent * maxHeartRateBpm) / 100) + 1;
}

/** Milliseconds in a range, from running milliseconds (`runningMs`); none in an empty one. */
export function rangeMs(msUpTo: Float64Array, { lowBpm, highBpm }: BpmRange): number {
  const low = Math.max(lowBpm, LOWEST_BPM);
  const high = Math.min(highBpm, HIGHEST_BPM);
  return low > high ? 0 : msUpTo[high]! - msUpTo[low - 1]!;
}

/** Milliseconds in a band; none without its basis. */
export function bandMs(msUpTo: Float64Array, band: Edges, basis: HeartBasis): number {
  const range = bandRange(band, basis);
  return range === null ? 0 : rangeMs(msUpTo, range);
}

/** What a reader sees of a band (Z2): nulls without its basis, and for one so narrow that no whole bpm lies in it. */
export function shownRange(band: Edges, basis: HeartBasis): Pick<BandTime, 'lowBpm' | 'highBpm'> {
  const range = filledRange(band, basis);
  if (range === null) return { lowBpm: null, highBpm: null };
  return { lowBpm: range.lowBpm, highBpm: band.high === null ? null : range.highBpm };
}

const AT_OR_ABOVE = 'at_or_above:';

/** The edges of a target; null where heart rate is not used. A validated prescription has every band that it names. */
export function edgesOfTarget({ bands }: Pick<Prescription, 'bands'>, { band }: Target): Edges | null {
  if (band === null) return null;
  if (typeof band !== 'string') return { low: band.atOrAbove, high: null };
  const isOpen = band.startsWith(AT_OR_ABOVE);
  const found = findBand(bands, isOpen ? band.slice(AT_OR_ABOVE.length) : band);
  return isOpen ? { low: found.low, high: null } : found;
}

/** A band that is named and missing is a broken assumption, not bad input. */
export function findBand(bands: readonly Band[], id: string): Band {
  const band = bands.find((candidate) => candidate.id === id);
  if (!band) throw new Error(`the prescription has no band ${id}`);
  return band;
}
