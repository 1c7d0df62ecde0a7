import type { Span } from '../../../domain/timeline/span.ts';

export interface HeartSample {
  readonly atMs: number;
  /** 0 is "no value". */
  readonly bpm: number;
}

/** The same in columns, in order of time: of a month they are tens of thousands. */
export interface HeartColumns {
  readonly atMs: Float64Array;
  readonly bpm: Uint8Array;
}

/** A workout as a health app tells it: when it was, and the heart rate that was measured meanwhile. */
export interface Activity {
  /** The app's own word, or null. */
  readonly sport: string | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly pauses: readonly Span[];
  readonly samples: readonly HeartSample[];
  readonly deviceName: string | null;
}
