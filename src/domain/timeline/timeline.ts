/**
 * The attributed timeline: what is known of the heart at every instant from `boundaryMs[0]` to `boundaryMs[count]`.
 * Segment i covers [boundaryMs[i], boundaryMs[i+1]) and holds `state[i]`: a bpm (30…230), UNKNOWN or INACTIVE.
 * Neighbouring segments differ in state. Everything the product says of a session is a fold over these segments.
 */
export interface Timeline {
  readonly count: number;
  /** count + 1 instants, strictly increasing. */
  readonly boundaryMs: Float64Array;
  readonly state: Uint8Array;
}

/** Active time without a trustworthy value (Z4, Z6, Z7). */
export const UNKNOWN = 0;
/** Not active time: paused, or between the segments of a recording (Z3, Z5). */
export const INACTIVE = 1;

/** Receives the segments of a timeline in order of time, without gaps between them. */
export interface SegmentSink {
  segment(state: number, fromMs: number, toMs: number): void;
}
