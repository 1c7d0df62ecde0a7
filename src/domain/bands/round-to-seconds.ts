import { SECOND_MS } from '../units.ts';

/** Reported seconds are floored. */
export function wholeSeconds(ms: number): number {
  return Math.floor(ms / SECOND_MS);
}

/** Whole seconds that sum to the floored total: each floored, the rest to the largest remainders, earliest first. */
export function roundToSeconds(partsMs: readonly number[]): number[] {
  const totalMs = partsMs.reduce((sum, ms) => sum + ms, 0);
  const seconds = partsMs.map((ms) => Math.floor(ms / SECOND_MS));
  const missing = Math.floor(totalMs / SECOND_MS) - seconds.reduce((sum, part) => sum + part, 0);
  const byRemainder = partsMs.map((_, i) => i);
  byRemainder.sort((a, b) => (partsMs[b]! % SECOND_MS) - (partsMs[a]! % SECOND_MS) || a - b);
  for (const i of byRemainder.slice(0, missing)) seconds[i]!++;
  return seconds;
}
