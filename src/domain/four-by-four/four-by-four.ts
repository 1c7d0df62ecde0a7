/** Credited intervals that make a completed session (I5). */
export const COMPLETE_INTERVALS = 4;

/** Edges the recogniser needs, whole bpm (I, preamble): W = ceil(85M/100), F = ceil(80M/100), above = first bpm > 90 %. */
export interface FourByFourEdges {
  readonly workBpm: number;
  readonly floorBpm: number;
  readonly aboveBpm: number;
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
}

export interface FourByFourResult {
  /** Credited bouts in the best run (I4). */
  readonly credited: number;
  readonly of: typeof COMPLETE_INTERVALS;
  /** Milliseconds above 90 % inside bouts (I2). */
  readonly aboveMs: number;
  /** Blips are not listed (I7). */
  readonly bouts: readonly Bout[];
}
