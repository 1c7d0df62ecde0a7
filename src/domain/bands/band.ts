import type { BandEdges, BandTargetId } from '../prescription/prescription.ts';
import { HIGHEST_BPM, LOWEST_BPM } from '../units.ts';

/** Time in a band, with what a reader sees of it. */
export interface BandTime {
  readonly id: string;
  readonly seconds: number;
  /** Shown range (Z2); null without a max heart rate. */
  readonly lowBpm: number | null;
  readonly highBpm: number | null;
}

/** Whole beats per minute, both inclusive. Empty when `lowBpm > highBpm`. */
export interface BpmRange {
  readonly lowBpm: number;
  readonly highBpm: number;
}

/** Whether a beat is in a band: a closed interval on the true ratio, whole numbers only (Z1). */
export function isInBand(bpm: number, band: BandEdges, maxHeartRateBpm: number): boolean {
  return band.lowPercent * maxHeartRateBpm <= 100 * bpm && 100 * bpm <= band.highPercent * maxHeartRateBpm;
}

/** The same set as `isInBand`, as a range of whole bpm (Z2). */
export function bandRange(
  band: Pick<BandEdges, 'lowPercent' | 'highPercent'>,
  maxHeartRateBpm: number,
): BpmRange {
  return {
    lowBpm: lowestAtOrAbove(band.lowPercent, maxHeartRateBpm),
    highBpm: Math.floor((band.highPercent * maxHeartRateBpm) / 100),
  };
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

/** Milliseconds in a band. */
export function bandMs(msUpTo: Float64Array, band: BandEdges, maxHeartRateBpm: number): number {
  return rangeMs(msUpTo, bandRange(band, maxHeartRateBpm));
}

/** A prescription always has its three bands: one missing is a broken assumption, not bad input. */
export function findBand(bands: readonly BandEdges[], id: BandTargetId): BandEdges {
  const band = bands.find((candidate) => candidate.id === id);
  if (!band) throw new Error(`the prescription has no band ${id}`);
  return band;
}
