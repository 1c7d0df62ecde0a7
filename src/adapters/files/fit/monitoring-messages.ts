import type { FitMessage } from './fit-message.ts';
import type { MonitoringRow } from './fit-content.ts';

/** A monitoring message that was written at `at`, in FIT seconds. */
export function readMonitoring(message: FitMessage, at: number): MonitoringRow {
  const packed = message.numberAt(24);
  return {
    at,
    bpm: message.numberAt(27),
    // current_activity_type_intensity: five bits of type, three of intensity
    activityType: message.numberAt(5) ?? (packed === null ? null : packed & 0x1f),
    cycles: message.numberAt(3),
  };
}
