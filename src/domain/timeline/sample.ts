/**
 * What a source recorded, in columns: the items of one recording in the order of (instant, sequence).
 *
 * A column form because a year is millions of items and because every consumer is one loop.
 */
export interface Items {
  readonly count: number;
  /** Instants, milliseconds since the epoch, never decreasing. Length ≥ count. */
  readonly atMs: Float64Array;
  /** What happened at the instant: a bpm as captured (1 and more), or one of the codes below. Length ≥ count. */
  readonly code: Int16Array;
  /** A fingerprint of the RR intervals delivered with the item, 0 = none. Of live sources only: it
   * decides the flat line of Z7 and nothing else.
   */
  readonly rrKey?: Uint32Array;
}

/** The source was heard but had no value: bpm 0, 255, 65535 or sensor contact lost (Z6). */
export const NO_VALUE = 0;
/** Recording paused: timer stop in a file, `pause` live (Z5). */
export const PAUSE = -1;
/** Recording resumed: timer start in a file, `resume` live (Z5). */
export const RESUME = -2;
/** An unreadable value in a sound envelope (L10): no value, and counted. */
export const INVALID = -3;
