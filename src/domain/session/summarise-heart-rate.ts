import { highestBpmOf, knownMsOf } from './running-ms.ts';
import type { SessionDay } from './session.ts';

export interface HeartRateSummary {
  /** All days of the session together (`runningMs`). */
  readonly msUpTo: Float64Array;
  readonly knownMs: number;
  readonly unknownMs: number;
  /** Time-weighted mean, whole bpm; null without known time. */
  readonly averageBpm: number | null;
  /** Highest accepted bpm, null without known time. */
  readonly maxBpm: number | null;
}

/** Sums the days of a session. Means are weighted by time, never by samples. */
export function summariseHeartRate(days: readonly SessionDay[]): HeartRateSummary {
  const msUpTo = new Float64Array(256);
  let unknownMs = 0;
  for (const day of days) {
    unknownMs += day.unknownMs;
    for (let bpm = 0; bpm < msUpTo.length; bpm++) msUpTo[bpm]! += day.msUpTo[bpm]!;
  }
  const knownMs = knownMsOf(msUpTo);
  let weighted = 0;
  for (let bpm = 1; bpm < msUpTo.length; bpm++) weighted += (msUpTo[bpm]! - msUpTo[bpm - 1]!) * bpm;
  return {
    msUpTo,
    knownMs,
    unknownMs,
    averageBpm: knownMs === 0 ? null : Math.round(weighted / knownMs),
    maxBpm: knownMs === 0 ? null : highestBpmOf(msUpTo),
  };
}
