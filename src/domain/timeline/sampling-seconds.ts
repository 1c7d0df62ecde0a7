import { isBelievable } from './clean.ts';
import type { Items } from './sample.ts';

const LONGEST = 120;

/**
 * The usual distance between samples with a value: the median in whole seconds, so that the jitter of a clock decides
 * nothing (Z10). Items sorted. Without two values the longest.
 */
export function samplingSeconds({ count, atMs, code }: Items): number {
  const counts = new Uint32Array(LONGEST + 1);
  let distances = 0;
  let previousMs = NaN;
  for (let row = 0; row < count; row++) {
    if (!isBelievable(code[row]!)) continue;
    const seconds = Math.round((atMs[row]! - previousMs) / 1_000);
    previousMs = atMs[row]!;
    if (Number.isNaN(seconds)) continue;
    counts[Math.min(seconds, LONGEST)]!++;
    distances++;
  }
  let below = 0;
  for (let seconds = 0; seconds <= LONGEST; seconds++) {
    below += counts[seconds]!;
    if (below > 0 && 2 * below >= distances) return seconds;
  }
  return LONGEST;
}
