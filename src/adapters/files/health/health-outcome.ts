import type { DecodedRecording, DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import type { RecordingFacts } from '../../../domain/timeline/recording.ts';
import { unionOf, within } from '../../../domain/timeline/span.ts';
import { buildItems } from '../build-items.ts';
import { FIRST_REAL_MS } from '../real-time.ts';
import { contentHashOf, recordingId, sha256Of } from '../recording-identity.ts';
import { refusal, type Warning } from '../refusal.ts';
import { sportNamed } from '../sport-words.ts';
import type { Activity, HeartSample } from './activity.ts';
import { DAY_MS } from '../../../domain/units.ts';

/** The last sample of a recording holds this long (Z4). */
const LAST_RECORD_MS = 1_000;

/** What a file of a health app holds. */
export interface HealthContent {
  readonly activities: readonly Activity[];
  /** Heart rate of the whole day; what lies in an activity belongs to it. */
  readonly samples: readonly HeartSample[];
  /** Entries that could not be read. */
  readonly unreadable: number;
}

/** Workouts as recordings, and the heart rate between them as all-day monitoring, which forms no session (Z10). */
export function healthOutcome(
  content: HealthContent,
  context: { readonly bytes: Uint8Array; readonly nowMs: number },
): DecodeOutcome {
  const fileSha256 = sha256Of(context.bytes);
  const isReal = (atMs: number): boolean => atMs >= FIRST_REAL_MS && atMs <= context.nowMs + DAY_MS;
  const activities = content.activities.filter(
    ({ startMs, endMs }) => isReal(startMs) && endMs - startMs >= LAST_RECORD_MS && endMs - startMs <= DAY_MS,
  );
  const passive = content.samples.filter(
    ({ atMs, bpm }) =>
      bpm > 0 && isReal(atMs) && !activities.some((each) => atMs >= each.startMs && atMs < each.endMs),
  );
  const recordings = [
    ...activities.map((activity, index) =>
      activityRecording(activity, content.samples, recordingId(fileSha256, `activity.${index}`)),
    ),
    ...(passive.length === 0 ? [] : [monitoring(passive, recordingId(fileSha256, 'monitoring'))]),
  ];
  const lost = content.unreadable + content.activities.length - activities.length;
  if (recordings.length === 0)
    return refusal(
      'no_activity',
      lost > 0
        ? `No entry of this file could be read, of ${lost}.`
        : 'The file holds neither a workout nor a heart rate.',
    );
  const warnings: Warning[] =
    lost === 0
      ? []
      : [{ code: 'corrupt', message: `Entries left out because they could not be read: ${lost}.` }];
  return { ok: true, recordings, restingHeartRates: [], partial: lost > 0, warnings };
}

function activityRecording(
  activity: Activity,
  samples: readonly HeartSample[],
  id: string,
): DecodedRecording {
  const { startMs, endMs, deviceName } = activity;
  const bounds = { fromMs: startMs, toMs: endMs };
  const lastMs = endMs - LAST_RECORD_MS;
  const own = [...activity.samples, ...samples]
    .filter(({ atMs }) => atMs >= startMs && atMs <= lastMs)
    .sort((a, b) => a.atMs - b.atMs);
  // The ends are known, also where nothing was measured.
  const points = [{ atMs: startMs, bpm: 0 }, ...own, { atMs: lastMs, bpm: 0 }];
  const changes = within(unionOf(activity.pauses), bounds).flatMap(({ fromMs, toMs }) => [
    { atMs: fromMs, running: false },
    { atMs: toMs, running: true },
  ]);
  const { items } = buildItems(
    { atMs: points.map(({ atMs }) => atMs), bpm: points.map(({ bpm }) => bpm), rrMs: null },
    changes,
  );
  const facts = { id, kind: 'file', startMs, endMs, contentHash: contentHashOf(items) } as const;
  const sport = activity.sport === null ? null : sportNamed(activity.sport);
  const device = deviceName === null ? null : { name: deviceName };
  return { recording: { facts: { ...NOTHING_ELSE, ...facts, sport, device }, items }, extra: null };
}

function monitoring(samples: readonly HeartSample[], id: string): DecodedRecording {
  const sorted = samples.toSorted((a, b) => a.atMs - b.atMs);
  const { items } = buildItems(
    { atMs: sorted.map(({ atMs }) => atMs), bpm: sorted.map(({ bpm }) => bpm), rrMs: null },
    [],
  );
  const startMs = sorted[0]!.atMs;
  const endMs = sorted.at(-1)!.atMs + LAST_RECORD_MS;
  const facts = { id, kind: 'monitoring', startMs, endMs, contentHash: contentHashOf(items) } as const;
  return { recording: { facts: { ...NOTHING_ELSE, ...facts }, items }, extra: null };
}

const NOTHING_ELSE: Omit<RecordingFacts, 'id' | 'kind' | 'startMs' | 'endMs' | 'contentHash'> = {
  sport: null,
  subSport: null,
  simulated: false,
  multisportId: null,
  utcOffsetMinutes: null,
  device: null,
  sets: [],
};
