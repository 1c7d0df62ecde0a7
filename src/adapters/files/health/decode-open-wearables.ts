import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import type { DecodeOptions } from '../decode-options.ts';
import { healthOutcome } from './health-outcome.ts';
import { heartRateOf, instantMsOf, listOf, objectOf, parseJson, textOf, type Json } from './json.ts';

/**
 * A sync of the Open Wearables SDK: records of many kinds, of which heart rates are read, and workouts. An entry that
 * cannot be read costs no other.
 */
export function decodeOpenWearables(
  bytes: Uint8Array,
  options: Pick<DecodeOptions, 'nowMs' | 'timeZones'>,
): DecodeOutcome {
  const body = objectOf(parseJson(bytes));
  const data = objectOf(body['data']);
  const instant = (value: unknown): number => instantMsOf(value, options.timeZones);
  const startOf = (row: Json): number => instant(row['startDate'] ?? row['startTime'] ?? row['start']);
  const samples = listOf(data['records'])
    .filter((row) => /heart_?rate$/i.test(textOf(row['type']) ?? ''))
    .map((row) => ({ atMs: startOf(row), bpm: heartRateOf(row['value']) }));
  const activities = listOf(data['workouts']).map((row) => ({
    sport: sportOf(row),
    startMs: startOf(row),
    endMs: instant(row['endDate'] ?? row['endTime'] ?? row['end']),
    pauses: [],
    samples: [],
    deviceName: textOf(body['provider']),
  }));
  const readSamples = samples.filter(({ atMs }) => Number.isFinite(atMs));
  const readActivities = activities.filter(({ startMs, endMs }) => endMs > startMs);
  return healthOutcome(
    {
      activities: readActivities,
      samples: readSamples,
      unreadable: samples.length - readSamples.length + activities.length - readActivities.length,
    },
    { bytes, nowMs: options.nowMs },
  );
}

function sportOf(workout: Json): string | null {
  const type = textOf(workout['type'] ?? workout['workoutActivityType']);
  return type?.replace(/^HKWorkoutActivityType/, '') ?? null;
}
