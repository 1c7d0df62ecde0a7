import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import type { DecodeOptions } from '../decode-options.ts';
import { healthOutcome } from './health-outcome.ts';
import { heartRateOf, listOf, objectOf, parseJson, textOf } from './json.ts';

const TIME = /^(\d{2})\/(\d{2})\/(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/**
 * `heart_rate-YYYY-MM-DD.json` of Fitbit's export, also in Google Takeout: the heart rate of a day, at `MM/DD/YY HH:MM:SS`
 * in UTC.
 */
export function decodeFitbitHeartRate(
  bytes: Uint8Array,
  options: Pick<DecodeOptions, 'nowMs'>,
): DecodeOutcome {
  const rows = listOf(parseJson(bytes));
  const samples = rows.map((row) => ({
    atMs: instantOf(textOf(row['dateTime'])),
    bpm: heartRateOf(objectOf(row['value'])['bpm']),
  }));
  const read = samples.filter(({ atMs }) => Number.isFinite(atMs));
  return healthOutcome(
    { activities: [], samples: read, unreadable: rows.length - read.length },
    { bytes, nowMs: options.nowMs },
  );
}

function instantOf(text: string | null): number {
  const match = TIME.exec(text ?? '');
  if (match === null) return NaN;
  const [month, day, year, hour, minute, second] = match.slice(1).map(Number);
  return Date.UTC(2000 + year!, month! - 1, day, hour, minute, second);
}
