import type { FitRawMessage } from 'fit-file-parser/raw';
import type { MonitoringRow } from './fit-content.ts';
import { numberAt } from './raw-values.ts';

const TIMESTAMP_16 = 26;
const ROLLOVER_S = 0x10000;

/**
 * A monitoring message with its instant: its own full timestamp, or `timestamp_16` counted on from `fullBase`, the
 * last full timestamp of a monitoring message. Null without any time.
 */
export function readMonitoring(message: FitRawMessage, fullBase: number | null): MonitoringRow | null {
  let at = message.timestamp ?? null;
  const short = numberAt(message, TIMESTAMP_16);
  if (at === null && short !== null && fullBase !== null)
    at = fullBase + ((((short - fullBase) % ROLLOVER_S) + ROLLOVER_S) % ROLLOVER_S);
  if (at === null) return null;
  const packed = numberAt(message, 24);
  return {
    at,
    bpm: numberAt(message, 27),
    // current_activity_type_intensity: five bits of type, three of intensity
    activityType: numberAt(message, 5) ?? (packed === null ? null : packed & 0x1f),
    cycles: numberAt(message, 3),
  };
}
