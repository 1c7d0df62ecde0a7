import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import type { DecodeOptions } from '../decode-options.ts';
import { healthOutcome } from './health-outcome.ts';
import { heartRateOf, instantMsOf, listOf, objectOf, parseJson, textOf, type Json } from './json.ts';

/**
 * A sync of the Open Wearables SDK: records of many kinds, of which heart rates are read, and workouts with samples of
 * their own. An entry that cannot be read costs no other. Read from the-momentum/open-wearables@e734d72
 * `backend/app/schemas/providers/mobile_sdk/sync_request.py`.
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
    .filter(isHeartRate)
    .map((row) => ({ atMs: startOf(row), bpm: heartRateOf(row['value']) }));
  const activities = listOf(data['workouts']).map((row) => ({
    sport: sportOf(row),
    startMs: startOf(row),
    endMs: instant(row['endDate'] ?? row['endTime'] ?? row['end']),
    pauses: [],
    samples: listOf(row['samples'])
      .filter(isHeartRate)
      .map((sample) => ({ atMs: instant(sample['timestamp']), bpm: heartRateOf(sample['value']) }))
      .filter(({ atMs }) => Number.isFinite(atMs)),
    deviceName: textOf(objectOf(row['source'])['deviceName']) ?? textOf(body['provider']),
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

/** `HEART_RATE`, `heartRate`, `HKQuantityTypeIdentifierHeartRate`: and no resting or walking average. */
function isHeartRate(row: Json): boolean {
  return /^(?:HKQuantityTypeIdentifier)?heart_?rate$/i.test(textOf(row['type']) ?? '');
}

function sportOf(workout: Json): string | null {
  const type = textOf(workout['type'] ?? workout['workoutActivityType']);
  return type?.replace(/^HKWorkoutActivityType/, '') ?? null;
}
