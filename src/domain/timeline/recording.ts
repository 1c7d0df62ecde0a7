import type { Items } from './sample.ts';

/** How a recording came to be. It decides the hold (Z4) and the rank among sources (Z10). */
export type RecordingKind = 'live' | 'file' | 'monitoring';

/** What is known of a recording besides its items. Recordings are immutable; sessions are derived from them (Z10). */
export interface RecordingFacts {
  readonly id: string;
  readonly kind: RecordingKind;
  /** FIT sport and sub-sport names (`running`, `strength_training`), or null when the source does not say. */
  readonly sport: string | null;
  readonly subSport: string | null;
  /** Session start in a file, first item live (Z3). */
  readonly startMs: number;
  /** Last record + 1 s (Z3). */
  readonly endMs: number;
  /** Hex; the last tie-break between equal sources (Z10). */
  readonly contentHash: string;
  readonly simulated: boolean;
  /** Legs of one multisport file share it and never join each other (Z10). */
  readonly multisportId: string | null;
  /** The device's own offset, kept and compared, never used for dates (T2). */
  readonly utcOffsetMinutes: number | null;
  readonly device: {
    readonly name?: string;
    readonly manufacturer?: string;
    readonly product?: string;
  } | null;
  /** `set` messages of a strength session (T6). Weight in kilograms. */
  readonly sets: readonly {
    readonly repetitions: number | null;
    readonly weightKg: number | null;
    readonly durationMs: number;
  }[];
}

export interface Recording {
  readonly facts: RecordingFacts;
  readonly items: Items;
}
