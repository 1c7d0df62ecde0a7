import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import type { DecodeOptions } from '../decode-options.ts';
import type { Activity } from './activity.ts';
import { healthOutcome } from './health-outcome.ts';
import { heartRateOf, listOf, parseJson, type Json } from './json.ts';

/** A sample is of this second. */
const SAMPLE_MS = 1_000;

/**
 * Heart rate in a download of Samsung Health: `….exercise.live_data.json` of a workout, whose rows each tell one thing at
 * an instant, and `….heart_rate.binning_data.json` of a day, whose rows are minutes with an end. What sport a workout was
 * stands in a table beside. Read from Jonas-commits/SHealth2GPX@4a05076 `SHealth2GPX.py` and
 * developer.samsung.com (EXERCISE_TYPE).
 */
export function decodeSamsung(bytes: Uint8Array, options: Pick<DecodeOptions, 'nowMs'>): DecodeOutcome {
  const rows = listOf(parseJson(bytes));
  const timed = rows.filter(({ start_time: at }) => typeof at === 'number' && at > 0);
  const samples = timed
    .filter((row) => row['heart_rate'] !== undefined)
    .map((row) => ({ atMs: startOf(row), bpm: heartRateOf(row['heart_rate']) }));
  const isDay = timed.some((row) => row['end_time'] !== undefined);
  const unreadable = rows.length - timed.length;
  return healthOutcome(
    isDay
      ? { activities: [], samples, unreadable }
      : { activities: timed.length === 0 ? [] : [workoutOf(timed, samples)], samples: [], unreadable },
    { bytes, nowMs: options.nowMs },
  );
}

function workoutOf(rows: readonly Json[], samples: Activity['samples']): Activity {
  let startMs = Infinity;
  let lastMs = -Infinity;
  for (const row of rows) {
    startMs = Math.min(startMs, startOf(row));
    lastMs = Math.max(lastMs, startOf(row));
  }
  const times = { startMs, endMs: lastMs + SAMPLE_MS };
  return { sport: null, ...times, pauses: [], samples, deviceName: 'Samsung Health' };
}

function startOf(row: Json): number {
  return Number(row['start_time']);
}
