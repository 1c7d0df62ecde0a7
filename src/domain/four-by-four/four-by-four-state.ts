import type { Bout } from './four-by-four.ts';
import { INACTIVE } from '../timeline/timeline.ts';
import { SECOND_MS } from '../units.ts';

/** `work_started` needs this much rest before it (I7). */
export const RESTED_MS = 60 * SECOND_MS;

/**
 * All that the recogniser has seen. Flat: a shallow copy shares nothing that changes, since `bouts` is replaced and never
 * changed.
 */
export interface FourByFourState {
  /** Closed bouts, ascending. */
  bouts: readonly Bout[];
  startedMs: number;
  /** State of the last segment. */
  previous: number;

  open: boolean;
  startMs: number;
  effortMs: number;
  aboveMs: number;
  startsAfterUnknown: boolean;
  announced: boolean;
  /** The last instant at or above the floor, and the bpm there. */
  highMs: number;
  highBpm: number;

  /** Since that instant, while the bout may still go on. */
  dipMs: number;
  unknownMs: number;
  unknownRunMs: number;
  lapseStartsUnknown: boolean;
  lapseDropBpm: number | null;

  /** The closed bout whose recovery is still to be read or to be done. */
  readMs: number;
  readFromBpm: number;
  recoveredMs: number;

  /** Milliseconds below the floor so far; up to the start, the last high instant and the end of the last bout (P6). */
  belowMs: number;
  belowAtStartMs: number;
  belowAtHighMs: number;
  belowAtEndMs: number;

  restedMs: number;
  workingMs: number;
  complete: boolean;
}

export function initialState(): FourByFourState {
  return {
    bouts: [],
    startedMs: NaN,
    previous: INACTIVE,
    open: false,
    startMs: 0,
    effortMs: 0,
    aboveMs: 0,
    startsAfterUnknown: false,
    announced: false,
    highMs: 0,
    highBpm: 0,
    dipMs: 0,
    unknownMs: 0,
    unknownRunMs: 0,
    lapseStartsUnknown: false,
    lapseDropBpm: null,
    readMs: Infinity,
    readFromBpm: 0,
    recoveredMs: Infinity,
    belowMs: 0,
    belowAtStartMs: 0,
    belowAtHighMs: 0,
    belowAtEndMs: 0,
    // The start of a stream counts as below (I7).
    restedMs: RESTED_MS,
    workingMs: 0,
    complete: false,
  };
}
