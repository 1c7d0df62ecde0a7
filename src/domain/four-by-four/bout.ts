import type { Bout, BoutKind, IntervalTimes } from './four-by-four.ts';
import { SECOND_MS } from '../units.ts';

/** Shorter is a blip and ignored (I3). */
export const BLIP_MS = 60 * SECOND_MS;

/** The grade of a bout that is no blip, in the order of I3. */
export function boutKind(lengthMs: number, effortMs: number, times: IntervalTimes): BoutKind {
  if (lengthMs > times.longestWorkMs) return 'long';
  if (lengthMs < times.shortestWorkMs) return 'short';
  return effortMs < times.leastEffortMs ? 'easy' : 'credited';
}

/**
 * Credited bouts in the best run: the maximal chain of bouts joined by valid recoveries (I4, P6). Ascending by start;
 * `open` is a bout that still goes on after them.
 */
export function creditedInBestRun(
  bouts: readonly Bout[],
  { shortestRecoveryMs, longestRecoveryMs, belowFloorMs }: IntervalTimes,
  open: Bout | null = null,
): number {
  let best = 0;
  let credited = 0;
  let endMs = -Infinity;
  for (let i = 0; i <= bouts.length; i++) {
    const bout = i < bouts.length ? bouts[i]! : open;
    if (bout === null) break;
    const recoveryMs = bout.startMs - endMs;
    const isRecovery =
      recoveryMs >= shortestRecoveryMs &&
      recoveryMs <= longestRecoveryMs &&
      (bout.belowBeforeMs ?? 0) >= belowFloorMs;
    if (!isRecovery) credited = 0;
    if (bout.kind === 'credited') credited++;
    best = Math.max(best, credited);
    endMs = bout.startMs + bout.lengthMs;
  }
  return best;
}
