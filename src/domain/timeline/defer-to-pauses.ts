import type { TimelineSource } from './timeline-source.ts';
import type { Span } from './span.ts';
import { unionOf, without } from './span.ts';
import { TimelineBuilder } from './timeline-builder.ts';
import type { Timeline } from './timeline.ts';
import { INACTIVE } from './timeline.ts';

/** How long a source that is not the best one keeps the pause of a better one active after a value (Z10). */
const OWN_SAMPLE_MS = 10_000;
/** Copies round instants: a value this near to an end of a pause is the last or first one outside it. */
const ROUNDING_MS = 1_000;

/**
 * Z10: a copy of a ride without its pauses neither turns a pause into unknown time nor holds a value into it.
 *
 * In the pause of another source, a source that recorded no value itself is inactive. One that did keeps the time
 * when it ranks higher than the paused source; else only what lies within 10 s after each of its values.
 *
 * @param ranked sources, best first.
 */
export function deferToPauses(ranked: readonly TimelineSource[]): TimelineSource[] {
  const pauses = ranked.map(({ timeline }) => pausesOf(timeline));
  if (pauses.every(({ length }) => length === 0)) return [...ranked];
  return ranked.map((source, rank) => {
    const silent = pauses.flatMap((ofOther, otherRank) =>
      otherRank === rank ? [] : ofOther.flatMap((pause) => silentSpans(source, pause, rank < otherRank)),
    );
    return silent.length === 0 ? source : { ...source, timeline: silence(source.timeline, unionOf(silent)) };
  });
}

function pausesOf({ count, boundaryMs, state }: Timeline): Span[] {
  const pauses: Span[] = [];
  for (let i = 0; i < count; i++) {
    if (state[i] === INACTIVE) pauses.push({ fromMs: boundaryMs[i]!, toMs: boundaryMs[i + 1]! });
  }
  return pauses;
}

/** Where within another source's pause this source has nothing to say. */
function silentSpans({ sampleMs }: TimelineSource, pause: Span, ranksHigher: boolean): Span[] {
  const marginMs = Math.min(ROUNDING_MS, (pause.toMs - pause.fromMs) / 4);
  const isOwn = firstFrom(sampleMs, pause.fromMs + marginMs) < firstFrom(sampleMs, pause.toMs - marginMs);
  if (!isOwn) return [pause];
  if (ranksHigher) return [];
  const spoken: Span[] = [];
  for (let i = firstFrom(sampleMs, pause.fromMs); i < sampleMs.length; i++) {
    const fromMs = sampleMs[i]!;
    if (fromMs >= pause.toMs) break;
    spoken.push({ fromMs, toMs: fromMs + OWN_SAMPLE_MS });
  }
  return without(unionOf(spoken), pause);
}

/** Index of the first instant at or after `atMs`. */
function firstFrom(instants: Float64Array, atMs: number): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (instants[middle]! < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The timeline with ascending, disjoint spans made inactive. */
function silence(timeline: Timeline, silent: readonly Span[]): Timeline {
  const builder = new TimelineBuilder(timeline.count + 2 * silent.length + 1);
  let next = 0;
  const { count, boundaryMs, state } = timeline;
  for (let i = 0; i < count; i++) {
    const endMs = boundaryMs[i + 1]!;
    let fromMs = boundaryMs[i]!;
    while (fromMs < endMs) {
      while (next < silent.length && silent[next]!.toMs <= fromMs) next++;
      const span = silent[next];
      const isSilent = span !== undefined && span.fromMs <= fromMs;
      const toMs = Math.min(endMs, (isSilent ? span.toMs : span?.fromMs) ?? endMs);
      builder.segment(isSilent ? INACTIVE : state[i]!, fromMs, toMs);
      fromMs = toMs;
    }
  }
  return builder.build();
}
