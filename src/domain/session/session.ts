import type { LocalDate } from '../units.ts';
import type { RecordingKind } from '../timeline/recording.ts';

/** Time by bpm of one local date; the only thing bands, cells and averages are made of. */
export interface SessionDay {
  readonly date: LocalDate;
  /** Milliseconds at each bpm or below (`runningMs`). */
  readonly msUpTo: Float64Array;
  readonly unknownMs: number;
}

/** A source of a session and how much of the session's active time it decided (Z10). */
export interface SessionSource {
  readonly recordingId: string;
  readonly kind: RecordingKind;
  readonly startMs: number;
  readonly endMs: number;
  /** Active milliseconds that this source won. */
  readonly usedMs: number;
  readonly deviceName: string | null;
}

/**
 * What a session contributes as evidence: derived from its recordings, never entered, recomputable at any time.
 * Independent of max heart rate and prescription, so both can change without touching it.
 */
export interface SessionEvidence {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  /** The athlete's zone and date at the start (T2). */
  readonly timeZone: string;
  readonly localDate: LocalDate;
  readonly sport: string | null;
  readonly subSport: string | null;
  readonly simulated: boolean;
  /** True for a session logged by hand: active time without heart rate (T6). */
  readonly logged: boolean;
  readonly activeMs: number;
  /** One entry per local date that the session has active time on, ascending. */
  readonly days: readonly SessionDay[];
  readonly sources: readonly SessionSource[];
  readonly setCount: number;
  /** Highest bpm sustained for 30 s of gap-free accepted samples (M4), or null. */
  readonly sustainedMaxBpm: number | null;
  /** Items that were no value or invalid (Z6), suspects (Z7): counted and shown. */
  readonly invalidCount: number;
  readonly suspectCount: number;
}

/** All-day monitoring of one local date outside sessions (Z10, Z11). */
export interface PassiveDay {
  readonly date: LocalDate;
  readonly msUpTo: Float64Array;
  readonly unknownMs: number;
  /** Stretches of ≥ 10 min with movement, as histogram bins per stretch are band dependent: kept as a timeline elsewhere. */
  readonly movingMsUpTo: Float64Array;
  /**
   * The moving time as segments, ascending and disjoint, from which Z11 cuts its stretches: what a stretch is depends on
   * the band. Without it the histogram above is taken as one stretch.
   */
  readonly movingSegments?: {
    readonly count: number;
    readonly fromMs: Float64Array;
    readonly toMs: Float64Array;
    readonly bpm: Uint8Array;
  };
}
