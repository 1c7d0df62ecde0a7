import type { DatedTimeZone } from '../../../domain/athlete.ts';
import type { Span } from '../../../domain/timeline/span.ts';

export interface TrackPoint {
  readonly atMs: number;
  /** 0 is "no value". */
  readonly bpm: number;
}

export interface TrackLap {
  readonly startMs: number;
  /** How long the timer ran (TCX `TotalTimeSeconds`); null where the file does not say. */
  readonly timerMs: number | null;
}

/** One activity of an XML file: points in stretches, between which the timer stood still. Nothing is in order yet. */
export interface Track {
  readonly sport: string | null;
  readonly stretches: readonly (readonly TrackPoint[])[];
  readonly laps: readonly TrackLap[];
  readonly deviceName: string | null;
  readonly isLeg: boolean;
}

export interface TrackOptions {
  /** Tells clocks that ran ahead. */
  readonly nowMs: number;
  /** Where a time without a zone was written: the athlete's, dated. */
  readonly timeZones: readonly DatedTimeZone[];
}

/** The laps as spans: to the next lap, or as long as the timer ran. */
export function lapSpans(laps: readonly TrackLap[]): Span[] {
  return laps.flatMap(({ startMs, timerMs }) =>
    timerMs !== null && timerMs > 0 ? [{ fromMs: startMs, toMs: Math.round(startMs + timerMs) }] : [],
  );
}
