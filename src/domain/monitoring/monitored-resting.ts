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
  const { length } = known;
  // Sums up to the beginning of each segment: a window is the difference of two.
  const knownMs = new Float64Array(length + 1);
  const beatMs = new Float64Array(length + 1);
  for (let i = 0; i < length; i++) {
    const { fromMs, toMs, state } = known[i]!;
    knownMs[i + 1] = knownMs[i]! + toMs - fromMs;
    beatMs[i + 1] = beatMs[i]! + (toMs - fromMs) * state;
  }
  if (knownMs[length]! < NEEDED_MS) return null;
  const firstMs = known[0]!.fromMs;
  const lastMs = known[length - 1]!.toMs;
  let lowest = Infinity;
  let head = 0;
  let tail = 0;
  for (const fromMs of windowStarts(known)) {
    const toMs = fromMs + WINDOW_MS;
    if (fromMs < firstMs || toMs > lastMs) continue;
    while (tail < length && known[tail]!.toMs <= fromMs) tail++;
    while (head < length && known[head]!.toMs <= toMs) head++;
    // Of the segments that the window cuts.
    const before = tail < length ? Math.max(0, fromMs - known[tail]!.fromMs) : 0;
    const after = head < length ? Math.max(0, toMs - known[head]!.fromMs) : 0;
    const inWindowMs = knownMs[head]! + after - (knownMs[tail]! + before);
    if (inWindowMs < KNOWN_IN_WINDOW_MS) continue;
    const beatsAfter = beatMs[head]! + after * (known[head]?.state ?? 0);
    const beatsBefore = beatMs[tail]! + before * (known[tail]?.state ?? 0);
    lowest = Math.min(lowest, (beatsAfter - beatsBefore) / inWindowMs);
  }
  return lowest === Infinity ? null : Math.round(lowest);
}

/** Where windows begin that begin or end where the value changes, ascending. */
function windowStarts(known: readonly Span[]): Float64Array {
  const starts = new Float64Array(2 * known.length);
  for (let i = 0; i < known.length; i++) {
    starts[2 * i] = known[i]!.fromMs;
    starts[2 * i + 1] = known[i]!.toMs - WINDOW_MS;
  }
  return starts.sort();
}
