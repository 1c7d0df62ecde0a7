import { unionOf, within, without, type Span } from '../../domain/timeline/span.ts';

/** What the last point before a pause stands for (Z4). */
export const LAST_POINT_MS = 1_000;
/** A timer total that is off by less says nothing: devices round laps. */
const SLACK_MS = 10_000;
/** A hole is this many times longer than the usual distance between points. */
const HOLE_FACTOR = 3;
const SHORTEST_HOLE_MS = 3_000;

/**
 * The pauses of a file that tells its timer total and not when the timer stood still (Z5): holes between its points and
 * before the first, the longest first, until the rest of `span` is no longer than the timer ran. Where points run on, a
 * total cuts nothing.
 *
 * @param pointMs instants of all points, ascending.
 * @param paused what is known to be paused, ascending and disjoint.
 */
export function timerHoles(
  pointMs: readonly number[],
  span: Span,
  timerMs: number,
  paused: readonly Span[],
): Span[] {
  let excessMs = lengthOf([span]) - lengthOf(within(paused, span)) - timerMs;
  if (!(timerMs > 0) || excessMs < SLACK_MS) return [];
  const distances = pointMs.slice(1).map((atMs, i) => atMs - pointMs[i]!);
  const usualMs = distances.toSorted((a, b) => a - b)[distances.length >> 1] ?? 0;
  const shortestMs = Math.max(SHORTEST_HOLE_MS, HOLE_FACTOR * usualMs);
  const between = pointMs.map((atMs, i) => ({
    fromMs: atMs + LAST_POINT_MS,
    toMs: pointMs[i + 1] ?? span.toMs,
  }));
  const before = { fromMs: span.fromMs, toMs: pointMs[0] ?? span.fromMs };
  const holes = within([before, ...between], span)
    .flatMap((hole) => without(paused, hole))
    .filter((hole) => hole.toMs - hole.fromMs >= shortestMs)
    .sort((a, b) => lengthOf([b]) - lengthOf([a]));
  const pauses: Span[] = [];
  for (const { fromMs, toMs } of holes) {
    // A hole that is more than twice what is left to cut would leave less than the timer ran.
    if (excessMs < Math.min(SLACK_MS, (toMs - fromMs) / 2)) break;
    const isWhole = toMs - fromMs <= excessMs + SLACK_MS;
    pauses.push({ fromMs: isWhole ? fromMs : toMs - excessMs, toMs });
    excessMs -= toMs - fromMs;
  }
  return unionOf(pauses);
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sumMs, { fromMs, toMs }) => sumMs + toMs - fromMs, 0);
}
