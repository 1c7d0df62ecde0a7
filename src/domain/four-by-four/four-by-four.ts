import { SECOND_MS } from '../units.ts';

/** Lengths that intervals are graded by: those of a prescribed structure (I3–I5), in milliseconds. */
export interface IntervalTimes {
  /** Credited intervals that make a completed session (I5). */
  readonly reps: number;
  readonly shortestWorkMs: number;
  readonly longestWorkMs: number;
  readonly leastEffortMs: number;
  readonly shortestRecoveryMs: number;
  readonly longestRecoveryMs: number;
  /** Time below the floor that each recovery has to bring; 0 asks for none (P6). */
  readonly belowFloorMs: number;
}

/** The 4×4 of the article (I3–I5). */
export const FOUR_BY_FOUR_TIMES: IntervalTimes = {
  reps: 4,
  shortestWorkMs: 180 * SECOND_MS,
  longestWorkMs: 330 * SECOND_MS,
  leastEffortMs: 90 * SECOND_MS,
  shortestRecoveryMs: 60 * SECOND_MS,
  longestRecoveryMs: 360 * SECOND_MS,
  belowFloorMs: 0,
};

/**
 * Edges the recogniser needs, whole bpm (I, preamble): of the 4×4 W = ceil(85M/100), F = ceil(80M/100), above = first
 * bpm > 90 %. Without `times` the intervals are those of the 4×4.
 */
export interface FourByFourEdges {
  readonly workBpm: number;
  readonly floorBpm: number;
  readonly aboveBpm: number;
  readonly times?: IntervalTimes;
}

/** What a session's intervals come to under some edges. */
export interface KnownFourByFour {
  readonly edges: FourByFourEdges;
  readonly result: FourByFourResult;
}

/** The result under these edges; null where none is known. */
export function findIntervals(
  known: readonly KnownFourByFour[],
  edges: FourByFourEdges,
): FourByFourResult | null {
  for (const { edges: each, result } of known) {
    if (isSameEdges(each, edges)) return result;
  }
  return null;
}

/** Whether a result under one set of edges is that under another. */
export function isSameEdges(one: FourByFourEdges, other: FourByFourEdges): boolean {
  return (
    one.workBpm === other.workBpm &&
    one.floorBpm === other.floorBpm &&
    one.aboveBpm === other.aboveBpm &&
    (one.times === other.times ||
      isSameTimes(one.times ?? FOUR_BY_FOUR_TIMES, other.times ?? FOUR_BY_FOUR_TIMES))
  );
}

export function isSameTimes(one: IntervalTimes, other: IntervalTimes): boolean {
  return (
    one.reps === other.reps &&
    one.shortestWorkMs === other.shortestWorkMs &&
    one.longestWorkMs === other.longestWorkMs &&
    one.leastEffortMs === other.leastEffortMs &&
    one.shortestRecoveryMs === other.shortestRecoveryMs &&
    one.longestRecoveryMs === other.longestRecoveryMs &&
    one.belowFloorMs === other.belowFloorMs
  );
}

export type BoutKind = 'credited' | 'short' | 'easy' | 'long';

export interface Bout {
  readonly startMs: number;
  readonly lengthMs: number;
  readonly effortMs: number;
  readonly aboveMs: number;
  readonly kind: BoutKind;
  /** Drop in bpm 60 s after the end of the bout, where known (trend of heart-rate recovery). */
  readonly recoveryBpm: number | null;
  /** Unknown time cut or split this bout (T8: evidence that could have earned a credit). */
  readonly touchedByUnknown: boolean;
  /** Milliseconds below the floor since the bout before; left out where no structure asks for it (P6). */
  readonly belowBeforeMs?: number;
}

export interface FourByFourResult {
  /** Credited bouts in the best run (I4). */
  readonly credited: number;
  /** As many make a session (I5). */
  readonly of: number;
  /** Milliseconds above 90 % inside bouts (I2). */
  readonly aboveMs: number;
  /** Blips are not listed (I7). */
  readonly bouts: readonly Bout[];
}
