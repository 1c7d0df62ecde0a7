import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import type { DecodeOptions } from '../decode-options.ts';
import type { Activity } from './activity.ts';
import { healthOutcome } from './health-outcome.ts';
import { heartRateOf, instantMsOf, listOf, objectOf, parseJson, textOf, type Json } from './json.ts';

const MINUTE_MS = 60_000;

/**
 * `training-session-*.json` of Polar's account export: exercises with samples every second. Times are local, with
 * `timezoneOffset` in minutes beside them; without it the athlete's zone counts.
 */
export function decodePolar(
  bytes: Uint8Array,
  options: Pick<DecodeOptions, 'nowMs' | 'timeZones'>,
): DecodeOutcome {
  const session = objectOf(parseJson(bytes));
  const exercises = listOf(session['exercises']);
  const read = exercises.map((exercise) => activityOf(session, exercise, options));
  const activities = read.filter((activity) => activity !== null);
  return healthOutcome(
    { activities, samples: [], unreadable: exercises.length - activities.length },
    { bytes, nowMs: options.nowMs },
  );
}

function activityOf(
  session: Json,
  exercise: Json,
  { timeZones }: Pick<DecodeOptions, 'timeZones'>,
): Activity | null {
  const offset = Number(exercise['timezoneOffset'] ?? session['timezoneOffset'] ?? session['timeZoneOffset']);
  const instant = (value: unknown): number => {
    const text = textOf(value);
    if (text === null || Number.isNaN(offset) || /(Z|[+-]\d\d:?\d\d)$/.test(text))
      return instantMsOf(value, timeZones);
    return instantMsOf(`${text}Z`, timeZones) - offset * MINUTE_MS;
  };
  const startMs = instant(exercise['startTime'] ?? session['startTime']);
  const durationMs = durationOf(textOf(exercise['duration']));
  const endMs = instant(exercise['stopTime']) || startMs + durationMs;
  if (!Number.isFinite(startMs) || !(endMs > startMs)) return null;
  const samples = listOf(objectOf(exercise['samples'])['heartRate']).map((sample) => ({
    atMs: instant(sample['dateTime']),
    bpm: heartRateOf(sample['value']),
  }));
  return {
    sport: textOf(exercise['sport']),
    startMs,
    endMs,
    pauses: [],
    samples: samples.filter(({ atMs }) => Number.isFinite(atMs)),
    deviceName: textOf(session['product']) ?? textOf(objectOf(session['product'])['modelName']),
  };
}

/** `PT1H2M3.5S`; NaN when it is none. */
function durationOf(text: string | null): number {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(text ?? '');
  if (match === null) return NaN;
  const [hours, minutes, seconds] = [1, 2, 3].map((group) => Number(match[group] ?? 0));
  return (hours! * 60 + minutes!) * MINUTE_MS + seconds! * 1000;
}
