import type { RecordingExtra } from '../../../application/ports/recording-store.ts';
import type { Recording } from '../../../domain/timeline/recording.ts';
import { unionOf, within, without, type Span } from '../../../domain/timeline/span.ts';
import { buildItems, type TimerChange } from '../build-items.ts';
import { contentHashOf } from '../recording-identity.ts';
import { LAST_POINT_MS, timerHoles } from '../timer-holes.ts';
import { lapSpans, type Track, type TrackPoint } from './track.ts';
import { DAY_MS } from '../../../domain/units.ts';

/** No device writes less often while its timer runs: it is the hold of a file (Z4). */
const LONGEST_PACE_MS = 60_000;

/** A track, or the part of one between two jumps of its clock. */
export interface TrackPiece {
  /** In order of time. */
  readonly points: readonly TrackPoint[];
  /** Stretches in which the timer ran, each to its last point + 1 s; ascending and disjoint. */
  readonly running: readonly Span[];
}

/**
 * The pieces of a track in order of time: stretches are sorted and overlapping ones merged before anything is read from
 * them, and points more than 24 h apart never share a piece (Z3, Z5).
 */
export function trackPieces(stretches: readonly (readonly TrackPoint[])[]): TrackPiece[] {
  const running = unionOf(stretches.flatMap(runsOf));
  const points = stretches.flat().sort((a, b) => a.atMs - b.atMs);
  const pieces: { points: TrackPoint[]; running: Span[] }[] = [];
  let lastMs = -Infinity;
  for (const point of points) {
    if (!(point.atMs - lastMs <= DAY_MS)) pieces.push({ points: [], running: [] });
    pieces.at(-1)!.points.push(point);
    lastMs = point.atMs;
  }
  return pieces.map((piece) => ({ points: piece.points, running: within(running, boundsOf(piece.points)) }));
}

function runsOf(stretch: readonly TrackPoint[]): Span[] {
  const runs: Span[] = [];
  let fromMs = NaN;
  let lastMs = NaN;
  for (const { atMs } of stretch.toSorted((a, b) => a.atMs - b.atMs)) {
    if (!(atMs - lastMs <= DAY_MS)) {
      if (!Number.isNaN(fromMs)) runs.push({ fromMs, toMs: lastMs + LAST_POINT_MS });
      fromMs = atMs;
    }
    lastMs = atMs;
  }
  if (!Number.isNaN(fromMs)) runs.push({ fromMs, toMs: lastMs + LAST_POINT_MS });
  return runs;
}

function boundsOf(points: readonly TrackPoint[]): Span {
  return { fromMs: points[0]!.atMs, toMs: points.at(-1)!.atMs + LAST_POINT_MS };
}

/** A piece as a recording: what lies between its stretches, and what the laps' timers leave out, is paused (Z5). */
export function trackRecording(
  track: Track,
  { points, running }: TrackPiece,
  id: string,
  multisportId: string | null,
): { recording: Recording; extra: RecordingExtra | null } {
  const bounds = boundsOf(points);
  const between = without(running, bounds);
  const pauses = unionOf([...between, ...lapPauses(track, points, bounds, between)]);
  const { items } = buildItems(
    { atMs: points.map(({ atMs }) => atMs), bpm: points.map(({ bpm }) => bpm), rrMs: null },
    pauses.flatMap(timerChanges),
  );
  const laps = lapSpans(track.laps)
    .filter((lap) => lap.fromMs >= bounds.fromMs && lap.fromMs < bounds.toMs)
    .map(({ fromMs, toMs }) => ({ startMs: fromMs, endMs: toMs }));
  return {
    recording: {
      facts: {
        id,
        kind: 'file',
        sport: track.sport,
        subSport: null,
        startMs: bounds.fromMs,
        endMs: bounds.toMs,
        contentHash: contentHashOf(items),
        simulated: false,
        multisportId,
        utcOffsetMinutes: null,
        device: track.deviceName === null ? null : { name: track.deviceName },
        sets: [],
      },
      items,
    },
    extra: laps.length > 0 ? { laps } : null,
  };
}

function timerChanges({ fromMs, toMs }: Span): TimerChange[] {
  return [
    { atMs: fromMs, running: false },
    { atMs: toMs, running: true },
  ];
}

/** Without a timer total the time between two laps is the hole that the second one ends, where there is one (Z5). */
function holeBefore(lapStartMs: number, instants: readonly number[]): Span[] {
  const next = instants.findIndex((atMs) => atMs >= lapStartMs);
  if (next <= 0) return [];
  const fromMs = instants[next - 1]! + LAST_POINT_MS;
  const toMs = instants[next]!;
  return toMs - fromMs > LONGEST_PACE_MS ? [{ fromMs, toMs }] : [];
}

/** A lap is shorter than the time to the next one by what its timer stood still (Z5). */
function lapPauses(
  track: Track,
  points: readonly TrackPoint[],
  bounds: Span,
  paused: readonly Span[],
): Span[] {
  const laps = track.laps.toSorted((a, b) => a.startMs - b.startMs);
  const instants = points.map(({ atMs }) => atMs);
  return laps.flatMap(({ startMs, timerMs }, i) => {
    const next = laps.slice(i + 1).find((lap) => lap.startMs > startMs);
    if (timerMs === null) return next === undefined ? [] : holeBefore(next.startMs, instants);
    const span = {
      fromMs: Math.max(startMs, bounds.fromMs),
      toMs: Math.min(next?.startMs ?? bounds.toMs, bounds.toMs),
    };
    // The timer of a lap that began before the piece ran for some of that time too, unless the lap was over by then:
    // then its start is wrong.
    const beforeMs = span.fromMs - startMs;
    return timerHoles(instants, span, beforeMs < timerMs ? timerMs - beforeMs : timerMs, paused);
  });
}
