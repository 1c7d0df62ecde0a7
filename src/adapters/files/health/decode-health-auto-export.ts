import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import type { DecodeOptions } from '../decode-options.ts';
import type { Activity, HeartSample } from './activity.ts';
import { healthOutcome } from './health-outcome.ts';
import { heartRateOf, instantMsOf, listOf, objectOf, parseJson, textOf, type Json } from './json.ts';

type Instant = (value: unknown) => number;

/**
 * A body of Health Auto Export (iOS): metrics of which `heart_rate` is read, and workouts. The heart rate that a workout
 * lists may be the recovery after it; what lies beyond its end is not counted. Dates may be written by a 12-hour clock. Read
 * from the page "API Export - JSON Format" of the wiki of Lybron/health-auto-export.
 */
export function decodeHealthAutoExport(
  bytes: Uint8Array,
  options: Pick<DecodeOptions, 'nowMs' | 'timeZones'>,
): DecodeOutcome {
  const data = objectOf(objectOf(parseJson(bytes))['data']);
  const instant: Instant = (value) => instantMsOf(by24Hours(value), options.timeZones);
  const metrics = listOf(data['metrics']).filter((metric) => metric['name'] === 'heart_rate');
  const samples = metrics.flatMap((metric) => samplesOf(metric['data'], instant));
  const workouts = listOf(data['workouts']);
  const activities = workouts.map((workout) => activityOf(workout, instant));
  const readSamples = samples.filter(({ atMs }) => Number.isFinite(atMs));
  const readActivities = activities.filter((activity) => activity !== null);
  return healthOutcome(
    {
      activities: readActivities,
      samples: readSamples,
      unreadable: samples.length - readSamples.length + activities.length - readActivities.length,
    },
    { bytes, nowMs: options.nowMs },
  );
}

function samplesOf(rows: unknown, instant: Instant): HeartSample[] {
  return listOf(rows).map((row) => ({
    atMs: instant(row['date']),
    bpm: heartRateOf(row['Avg'] ?? row['avg'] ?? row['qty']),
  }));
}

function activityOf(workout: Json, instant: Instant): Activity | null {
  const startMs = instant(workout['start']);
  const endMs = instant(workout['end']);
  if (!(endMs > startMs)) return null;
  return {
    sport: textOf(workout['name']),
    startMs,
    endMs,
    pauses: [],
    samples: samplesOf(workout['heartRateData'], instant).filter(({ atMs }) => Number.isFinite(atMs)),
    deviceName: 'Health Auto Export',
  };
}

function by24Hours(value: unknown): unknown {
  const match =
    typeof value === 'string'
      ? /^(.*\s)(\d{1,2})(:\d{2}:\d{2})\s*([AaPp])\.?\s*[Mm]\.?(.*)$/u.exec(value)
      : null;
  if (match === null) return value;
  const [, date, hour, rest, half, zone] = match;
  const hours = (Number(hour) % 12) + (/p/i.test(half!) ? 12 : 0);
  return `${date}${String(hours).padStart(2, '0')}${rest}${zone}`;
}
