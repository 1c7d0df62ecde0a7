import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import { refusal } from '../refusal.ts';
import type { Activity } from './activity.ts';
import { healthOutcome } from './health-outcome.ts';
import { listOf, objectOf, parseJson, textOf } from './json.ts';

const FORMAT = 'zone-coach.activity.v1';

/**
 * An activity of a larger file as a separate file. Equal activities give equal bytes, so that a later export of the
 * same account brings duplicates and what is new.
 */
export function activityFile(activity: Activity): Uint8Array {
  const { sport, startMs, endMs, pauses, samples, deviceName } = activity;
  const file = {
    format: FORMAT,
    sport,
    startMs,
    endMs,
    deviceName,
    pauses,
    atMs: samples.map(({ atMs }) => atMs),
    bpm: samples.map(({ bpm }) => bpm),
  };
  return new TextEncoder().encode(JSON.stringify(file));
}

export function decodeActivityFile(bytes: Uint8Array, options: { nowMs: number }): DecodeOutcome {
  const file = objectOf(parseJson(bytes));
  const { format, startMs, endMs, atMs, bpm } = file;
  const isWhole =
    format === FORMAT &&
    Number.isFinite(startMs) &&
    Number.isFinite(endMs) &&
    isColumn(atMs) &&
    isColumn(bpm);
  if (!isWhole || atMs.length !== bpm.length) return refusal('unreadable', 'This activity is damaged.');
  const activity: Activity = {
    sport: textOf(file['sport']),
    startMs: Number(startMs),
    endMs: Number(endMs),
    pauses: listOf(file['pauses']).map((pause) => ({
      fromMs: Number(pause['fromMs']),
      toMs: Number(pause['toMs']),
    })),
    samples: atMs.map((at, row) => ({ atMs: at, bpm: bpm[row]! })),
    deviceName: textOf(file['deviceName']),
  };
  return healthOutcome(
    { activities: [activity], samples: [], unreadable: 0 },
    { bytes, nowMs: options.nowMs },
  );
}

/** A list of numbers. */
export function isColumn(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((each) => Number.isFinite(each));
}
