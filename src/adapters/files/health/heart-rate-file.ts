import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import { refusal } from '../refusal.ts';
import type { HeartColumns } from './activity.ts';
import { isColumn } from './activity-file.ts';
import { healthOutcome } from './health-outcome.ts';
import { objectOf, parseJson } from './json.ts';

const FORMAT = 'zone-coach.heart-rate.v1';

/** Heart rate of a larger file beside its activities, as its own file. Equal samples give equal bytes. */
export function heartRateFile({ atMs, bpm }: HeartColumns): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ format: FORMAT, atMs: [...atMs], bpm: [...bpm] }));
}

export function decodeHeartRateFile(bytes: Uint8Array, options: { nowMs: number }): DecodeOutcome {
  const { format, atMs, bpm } = objectOf(parseJson(bytes));
  if (format !== FORMAT || !isColumn(atMs) || !isColumn(bpm) || atMs.length !== bpm.length) {
    return refusal('unreadable', 'This list of heart rates is damaged.');
  }
  const samples = atMs.map((at, row) => ({ atMs: at, bpm: bpm[row]! }));
  return healthOutcome({ activities: [], samples, unreadable: 0 }, { bytes, nowMs: options.nowMs });
}
