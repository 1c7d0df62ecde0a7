import { getFitSportId } from 'fit-file-parser/profile';
import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import type { RecordingExtra } from '../../../application/ports/recording-store.ts';
import type { Recording } from '../../../domain/timeline/recording.ts';
import { buildItems, type TimerChange } from '../build-items.ts';
import { contentHashOf, recordingId } from '../recording-identity.ts';
import { refusal, type Warning } from '../refusal.ts';

const DAY_MS = 86_400_000;
const LAST_RECORD_MS = 1_000;
/** A clock that lies further back was never set. */
const FIRST_REAL_MS = Date.UTC(1998, 6, 5);
const ZONED_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/;

export interface TrackPoint {
  readonly atMs: number;
  /** 0 is "no value". */
  readonly bpm: number;
}

/** One activity of an XML file: points in stretches, between which the timer stood still. */
export interface Track {
  readonly sport: string | null;
  readonly stretches: readonly (readonly TrackPoint[])[];
  readonly laps: readonly { readonly startMs: number; readonly endMs: number }[];
  readonly deviceName: string | null;
  readonly isLeg: boolean;
}

/** An instant of an XML file; null without a zone: a local time has no place on the timeline. */
export function instantOf(text: string): number | null {
  if (!ZONED_TIME.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

/** A heart rate written as text; 0 when it is none. */
export function bpmOf(text: string): number {
  const bpm = Number(text);
  return Number.isFinite(bpm) && bpm >= 1 && bpm < 255 ? Math.round(bpm) : 0;
}

/** What apps call a sport beside the names of the FIT profile: by a word in it, or by one app's numbers. */
const SPORT_WORDS: readonly (readonly [pattern: RegExp, sport: string])[] = [
  [/^strength/, 'strength_training'],
  [/(^|_)run|^9$/, 'running'],
  [/cycl|(^|_)bik|(^|_)ride|^1$/, 'cycling'],
  [/(^|_)walk/, 'walking'],
  [/^hik/, 'hiking'],
  [/(^|_)swim/, 'swimming'],
  [/(^|_)row/, 'rowing'],
];

/** A sport by the names of the FIT profile, `strength_training` (T6), or null. */
export function sportNamed(name: string): string | null {
  const key = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  if (getFitSportId(key) !== null) return key;
  return SPORT_WORDS.find(([pattern]) => pattern.test(key))?.[1] ?? null;
}

/** Tracks as recordings, by the same rules as FIT: jumps of more than 24 h split, foreign clocks are left out. */
export function trackOutcome(
  tracks: readonly Track[],
  context: {
    readonly fileSha256: string;
    readonly nowMs: number;
    readonly lostBytes: number;
    readonly untimedPoints: number;
  },
): DecodeOutcome {
  const warnings: Warning[] = [];
  if (context.lostBytes > 0)
    warnings.push({
      code: 'truncated',
      message: `The file is cut off or not well formed; about ${context.lostBytes} bytes could not be read.`,
    });
  if (context.untimedPoints > 0)
    warnings.push({
      code: 'records_without_time',
      message: `Points left out because they have no time with a zone: ${context.untimedPoints}.`,
    });
  let unreal = 0;
  const recordings: { recording: Recording; extra: RecordingExtra | null }[] = [];
  const multisportId =
    tracks.filter((track) => track.isLeg).length > 1 ? recordingId(context.fileSha256, 'multisport') : null;
  tracks.forEach((track, index) => {
    const real = track.stretches.map((points) =>
      points.filter(({ atMs }) => atMs >= FIRST_REAL_MS && atMs <= context.nowMs + DAY_MS),
    );
    unreal += track.stretches.flat().length - real.flat().length;
    splitByDay(real).forEach((stretches, piece) => {
      const id = recordingId(context.fileSha256, piece === 0 ? `${index}` : `${index}.${piece}`);
      recordings.push(trackRecording(track, stretches, id, track.isLeg ? multisportId : null));
    });
  });
  if (unreal > 0)
    warnings.push({
      code: 'clock_not_set',
      message: `Points left out because a clock that was not set dated them: ${unreal}.`,
    });
  if (recordings.length === 0) {
    if (unreal > 0)
      return refusal(
        'clock_not_set',
        'The clock was not set when this was recorded, so it has no place in the calendar.',
      );
    return refusal('no_activity', 'The file holds no point with a time.');
  }
  return { ok: true, recordings, restingHeartRates: [], partial: warnings.length > 0, warnings };
}

/** Groups of stretches that lie within 24 h of each other, each stretch in order of time. */
function splitByDay(stretches: readonly (readonly TrackPoint[])[]): TrackPoint[][][] {
  const groups: TrackPoint[][][] = [];
  let lastMs = NaN;
  for (const stretch of stretches) {
    let opened = false;
    for (const point of stretch.toSorted((a, b) => a.atMs - b.atMs)) {
      if (!(point.atMs - lastMs <= DAY_MS)) groups.push([]);
      const group = groups.at(-1)!;
      if (group.length === 0 || !opened) group.push([]);
      opened = true;
      group.at(-1)!.push(point);
      lastMs = Math.max(point.atMs, Number.isNaN(lastMs) ? point.atMs : lastMs);
    }
  }
  return groups;
}

function trackRecording(
  track: Track,
  stretches: readonly (readonly TrackPoint[])[],
  id: string,
  multisportId: string | null,
): { recording: Recording; extra: RecordingExtra | null } {
  const points = stretches.flat().sort((a, b) => a.atMs - b.atMs);
  const changes: TimerChange[] = stretches.slice(1).flatMap((stretch, index) => {
    const pausedMs = stretches[index]!.at(-1)!.atMs;
    const resumedMs = stretch[0]!.atMs;
    return resumedMs > pausedMs
      ? [
          { atMs: pausedMs, running: false },
          { atMs: resumedMs, running: true },
        ]
      : [];
  });
  const { items } = buildItems(
    { atMs: points.map(({ atMs }) => atMs), bpm: points.map(({ bpm }) => bpm), rrMs: null },
    changes,
  );
  const startMs = points[0]!.atMs;
  const endMs = points.at(-1)!.atMs + LAST_RECORD_MS;
  const laps = track.laps.filter((lap) => lap.startMs >= startMs && lap.startMs < endMs);
  return {
    recording: {
      facts: {
        id,
        kind: 'file',
        sport: track.sport,
        subSport: null,
        startMs,
        endMs,
        contentHash: contentHashOf(items),
        simulated: false,
        multisportId,
        utcOffsetMinutes: null,
        device: track.deviceName === null ? null : { name: track.deviceName },
        sets: [],
        deliversRr: false,
      },
      items,
    },
    extra: laps.length > 0 ? { laps } : null,
  };
}
