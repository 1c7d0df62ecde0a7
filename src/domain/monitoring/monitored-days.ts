import { runningMs } from '../session/running-ms.ts';
import type { DatedTimeZone } from '../athlete.ts';
import { addDays, startOfDayMs } from '../calendar/local-time.ts';
import { mergeTimelines } from '../timeline/merge-timelines.ts';
import { lowestHalfHourBpm } from './monitored-resting.ts';
import type { Movement } from './movement.ts';
import { movingSpans } from './movement.ts';
import type { Recording } from '../timeline/recording.ts';
import type { PassiveDay } from '../session/session.ts';
import type { Span } from '../timeline/span.ts';
import { eachWithin, unionOf, within, without } from '../timeline/span.ts';
import type { Timeline } from '../timeline/timeline.ts';
import { INACTIVE, UNKNOWN } from '../timeline/timeline.ts';
import { timelineSource, type TimelineSource } from '../timeline/timeline-source.ts';
import type { LocalDate } from '../units.ts';

/** An all-day recording, and what its device saw of movement. */
export interface MonitoringSource {
  readonly recording: Recording;
  readonly movement: readonly Movement[];
}

/** The same through Z3–Z7 and Z11: what dates are read from, as often as it reaches into them. */
export interface AttributedMonitoring {
  readonly source: TimelineSource;
  readonly moving: readonly Span[];
}

export function attributeMonitoring({ recording, movement }: MonitoringSource): AttributedMonitoring {
  return { source: timelineSource(recording), moving: movingSpans(movement) };
}

/** What all-day monitoring says of one local date. */
export interface MonitoredDay {
  readonly date: LocalDate;
  /** Null when nothing is known of the date outside sessions. */
  readonly passive: PassiveDay | null;
  /** The lowest 30-min mean of the date, null with too little data (R). */
  readonly restingBpm: number | null;
}

/**
 * All-day monitoring by local date (Z10, Z11, R). The sources become one timeline like those of a session; of it the
 * passive day takes the instants that no span of `sessions` covers, and movement from whichever device reported it.
 * The order of `sources` and `sessions` makes no difference.
 */
export function monitoredDays(
  sources: readonly AttributedMonitoring[],
  sessions: readonly Span[],
  dates: readonly LocalDate[],
  timeZones: readonly DatedTimeZone[],
): MonitoredDay[] {
  const days = dates.map((date) => ({
    date,
    fromMs: startOfDayMs(date, timeZones),
    toMs: startOfDayMs(addDays(date, 1), timeZones),
  }));
  const { timeline } = mergeTimelines(
    sources.map(({ source }) => source),
    // A month that reaches into a week is not merged as a whole.
    {
      fromMs: Math.min(...days.map(({ fromMs }) => fromMs)),
      toMs: Math.max(...days.map(({ toMs }) => toMs)),
    },
  );
  const moving = unionOf(sources.flatMap((each) => each.moving));
  const covered = unionOf(sessions);
  return days.map(({ date, ...day }) => {
    const segments = segmentsOf(timeline, day);
    return {
      date,
      passive: passiveDay(date, segments, without(covered, day), within(moving, day)),
      restingBpm: lowestHalfHourBpm(segments),
    };
  });
}

/** A stretch of one state: a bpm or UNKNOWN. */
export interface StateSpan extends Span {
  readonly state: number;
}

function segmentsOf({ count, boundaryMs, state }: Timeline, day: Span): StateSpan[] {
  const segments: StateSpan[] = [];
  for (let i = firstAfter(boundaryMs, day.fromMs); i < count && boundaryMs[i]! < day.toMs; i++) {
    if (state[i] === INACTIVE) continue;
    const fromMs = Math.max(boundaryMs[i]!, day.fromMs);
    segments.push({ state: state[i]!, fromMs, toMs: Math.min(boundaryMs[i + 1]!, day.toMs) });
  }
  return segments;
}

/** The first segment that ends after an instant, by the boundaries of all; at least their number when none does. */
function firstAfter(boundaryMs: Float64Array, atMs: number): number {
  let low = 0;
  let high = boundaryMs.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (boundaryMs[middle + 1]! <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function passiveDay(
  date: LocalDate,
  segments: readonly StateSpan[],
  free: readonly Span[],
  moving: readonly Span[],
): PassiveDay | null {
  const msPerBpm = new Float64Array(256);
  const movingMsPerBpm = new Float64Array(256);
  const movingSegments: StateSpan[] = [];
  let unknownMs = 0;
  let knownMs = 0;
  let state = UNKNOWN;
  const takeMoving = (fromMs: number, toMs: number): void => {
    movingMsPerBpm[state]! += toMs - fromMs;
    movingSegments.push({ state, fromMs, toMs });
  };
  const take = (fromMs: number, toMs: number): void => {
    const ms = toMs - fromMs;
    if (state === UNKNOWN) {
      unknownMs += ms;
      return;
    }
    knownMs += ms;
    msPerBpm[state]! += ms;
    eachWithin(moving, fromMs, toMs, takeMoving);
  };
  for (const segment of segments) {
    ({ state } = segment);
    eachWithin(free, segment.fromMs, segment.toMs, take);
  }
  if (knownMs === 0) return null;
  return {
    date,
    msUpTo: runningMs(msPerBpm),
    unknownMs,
    movingMsUpTo: runningMs(movingMsPerBpm),
    movingSegments: {
      count: movingSegments.length,
      fromMs: Float64Array.from(movingSegments, ({ fromMs }) => fromMs),
      toMs: Float64Array.from(movingSegments, ({ toMs }) => toMs),
      bpm: Uint8Array.from(movingSegments, ({ state }) => state),
    },
  };
}
