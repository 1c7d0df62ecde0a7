import type { Span } from '../timeline/span.ts';
import { UNKNOWN } from '../timeline/timeline.ts';
import { HOUR_MS, MINUTE_MS } from '../units.ts';

const WINDOW_MS = 30 * MINUTE_MS;
/** What all-day data must know of a date before it can tell a resting heart rate (R). */
const NEEDED_MS = 4 * HOUR_MS;
/** Below half of it known, a window decides nothing (Z8). */
const KNOWN_IN_WINDOW_MS = WINDOW_MS / 2;

/**
 * The lowest mean over 30 min of one date's segments (ascending, disjoint; a bpm or UNKNOWN), whole bpm; null under 4 h
 * of known time (R). Means are over known time, in windows that begin or end where the value changes.
 */
export function lowestHalfHourBpm(segments: readonly (Span & { readonly state: number })[]): number | null {
  const known = segments.filter(({ state }) => state !== UNKNOWN);
  // Sums up to the beginning of each segment: a window is the difference of two.
  const knownMs = [0];
  const beatMs = [0];
  for (const [i, { fromMs, toMs, state }] of known.entries()) {
    knownMs.push(knownMs[i]! + toMs - fromMs);
    beatMs.push(beatMs[i]! + (toMs - fromMs) * state);
  }
  if (knownMs.at(-1)! < NEEDED_MS) return null;
  let lowest = Infinity;
  let head = 0;
  let tail = 0;
  /** Both sums up to an instant; `at` is a segment that ends after it, or the number of segments. */
  const sums = (at: number, ms: number): readonly [number, number] => {
    const segment = known[at];
    const partMs = segment === undefined ? 0 : Math.max(0, ms - segment.fromMs);
    return [knownMs[at]! + partMs, beatMs[at]! + partMs * (segment?.state ?? 0)];
  };
  const starts = known
    .flatMap(({ fromMs, toMs }) => [fromMs, toMs - WINDOW_MS])
    .filter((fromMs) => fromMs >= known[0]!.fromMs && fromMs + WINDOW_MS <= known.at(-1)!.toMs)
    .sort((a, b) => a - b);
  for (const fromMs of starts) {
    const toMs = fromMs + WINDOW_MS;
    while (tail < known.length && known[tail]!.toMs <= fromMs) tail++;
    while (head < known.length && known[head]!.toMs <= toMs) head++;
    const [knownBefore, beatBefore] = sums(tail, fromMs);
    const [knownAfter, beatAfter] = sums(head, toMs);
    const inWindowMs = knownAfter - knownBefore;
    if (inWindowMs >= KNOWN_IN_WINDOW_MS) lowest = Math.min(lowest, (beatAfter - beatBefore) / inWindowMs);
  }
  return lowest === Infinity ? null : Math.round(lowest);
}
