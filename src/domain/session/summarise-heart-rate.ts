import type { SessionDay } from './session.ts';

export interface HeartRateSummary {
  /** All days of the session together, 256 bins of milliseconds. */
  readonly msPerBpm: Float64Array;
  readonly knownMs: number;
  readonly unknownMs: number;
  /** Time-weighted mean, whole bpm; null without known time. */
  readonly averageBpm: number | null;
  /** Highest accepted bpm, null without known time. */
  readonly maxBpm: number | null;
}

/** Sums the days of a session. Means are weighted by time, never by samples. */
export function summariseHeartRate(days: readonly SessionDay[]): HeartRateSummary {
  const msPerBpm = new Float64Array(256);
  let unknownMs = 0;
  for (const day of days) {
    unknownMs += day.unknownMs;
    for (let bpm = 0; bpm < 256; bpm++) msPerBpm[bpm]! += day.msPerBpm[bpm]!;
  }
  let knownMs = 0;
  let weighted = 0;
  let maxBpm = 0;
  for (let bpm = 0; bpm < 256; bpm++) {
    const ms = msPerBpm[bpm]!;
    if (ms <= 0) continue;
    knownMs += ms;
    weighted += ms * bpm;
    maxBpm = bpm;
  }
  return {
    msPerBpm,
    knownMs,
    unknownMs,
    averageBpm: knownMs === 0 ? null : Math.round(weighted / knownMs),
    maxBpm: knownMs === 0 ? null : maxBpm,
  };
}
