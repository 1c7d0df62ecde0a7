import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import type { DecodeOptions } from '../decode-options.ts';
import { healthOutcome } from './health-outcome.ts';
import { heartRateOf, instantMsOf, listOf, objectOf, parseJson, textOf } from './json.ts';

/**
 * A body of HC Webhook (Android Health Connect, iOS): heart rates and exercises of the last 48 hours. Keys are absent when
 * there is nothing under them. Read from mcnaveen/health-connect-webhook@029e25f `docs/webhook.md`.
 */
export function decodeHcWebhook(
  bytes: Uint8Array,
  options: Pick<DecodeOptions, 'nowMs' | 'timeZones'>,
): DecodeOutcome {
  const body = objectOf(parseJson(bytes));
  const instant = (value: unknown): number => instantMsOf(value, options.timeZones);
  const samples = listOf(body['heart_rate']).map((row) => ({
    atMs: instant(row['time']),
    bpm: heartRateOf(row['bpm']),
  }));
  const activities = listOf(body['exercise']).map((exercise) => ({
    sport: textOf(exercise['type']),
    startMs: instant(exercise['start_time']),
    endMs: instant(exercise['end_time']),
    pauses: [],
    samples: [],
    deviceName: 'Health Connect',
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
