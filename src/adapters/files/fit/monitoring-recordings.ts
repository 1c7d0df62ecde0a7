import type { Movement } from '../../../domain/monitoring/movement.ts';
import { buildItems } from '../build-items.ts';
import { contentHashOf, recordingId } from '../recording-identity.ts';
import type { DecodedRecording } from './activity-recordings.ts';
import { deviceOf } from './device-of.ts';
import type { FitContent, MonitoringRow } from './fit-content.ts';
import { fitTimeToMs, utcOffsetMinutesOf } from './fit-time.ts';

const SEGMENT_GAP_S = 24 * 3_600;
const LAST_RECORD_MS = 1_000;
/** Names of `activity_type` in the FIT profile. */
const ACTIVITY_TYPES: Readonly<Record<number, string>> = {
  0: 'generic',
  1: 'running',
  2: 'cycling',
  3: 'transition',
  4: 'fitness_equipment',
  5: 'swimming',
  6: 'walking',
  8: 'sedentary',
};

/** All-day heart rate with what the device saw of movement (Z11). Messages without heart rate make no recording. */
export function monitoringRecordings(
  content: FitContent,
  identity: { readonly fileSha256: string; readonly place: string },
  usable: (fitS: number) => boolean,
): DecodedRecording[] {
  const rows = content.monitoring.filter((row) => usable(row.at)).sort((a, b) => a.at - b.at);
  const recordings: DecodedRecording[] = [];
  let from = 0;
  for (let index = 1; index <= rows.length; index++) {
    if (index < rows.length && rows[index]!.at - rows[index - 1]!.at <= SEGMENT_GAP_S) continue;
    const recording = monitoringRecording(content, rows.slice(from, index), {
      fileSha256: identity.fileSha256,
      place: `${identity.place}/monitoring.${recordings.length}`,
    });
    if (recording !== null) recordings.push(recording);
    from = index;
  }
  return recordings;
}

function monitoringRecording(
  content: FitContent,
  rows: readonly MonitoringRow[],
  identity: { readonly fileSha256: string; readonly place: string },
): DecodedRecording | null {
  const beats = rows.filter((row) => row.bpm !== null);
  const first = beats[0];
  const last = beats.at(-1);
  if (first === undefined || last === undefined) return null;
  const { items } = buildItems(
    { atMs: beats.map((row) => fitTimeToMs(row.at)), bpm: beats.map((row) => row.bpm ?? 0), rrMs: null },
    [],
  );
  return {
    recording: {
      facts: {
        id: recordingId(identity.fileSha256, identity.place),
        kind: 'monitoring',
        sport: null,
        subSport: null,
        startMs: fitTimeToMs(first.at),
        endMs: fitTimeToMs(last.at) + LAST_RECORD_MS,
        contentHash: contentHashOf(items),
        simulated: false,
        multisportId: null,
        utcOffsetMinutes: utcOffsetMinutesOf(content.localOffsetsS),
        device: deviceOf(content),
        sets: [],
      },
      items,
    },
    extra: { movement: movementOf(rows) },
    outvotedStops: 0,
  };
}

function movementOf(rows: readonly MonitoringRow[]): Movement[] {
  return rows
    .filter((row) => row.activityType !== null || row.cycles !== null)
    .map((row) => ({
      atMs: fitTimeToMs(row.at),
      activityType:
        row.activityType === null ? null : (ACTIVITY_TYPES[row.activityType] ?? `${row.activityType}`),
      cycles: row.cycles,
    }));
}
