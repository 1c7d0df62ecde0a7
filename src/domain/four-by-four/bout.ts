import type { Bout, BoutKind } from './four-by-four.ts';
import { SECOND_MS } from '../units.ts';

/** Shorter is a blip and ignored (I3). */
export const BLIP_MS = 60 * SECOND_MS;
export const SHORTEST_MS = 180 * SECOND_MS;
export const LONGEST_MS = 330 * SECOND_MS;
export const LEAST_EFFORT_MS = 90 * SECOND_MS;
export const SHORTEST_RECOVERY_MS = 60 * SECOND_MS;
const LONGEST_RECOVERY_MS = 360 * SECOND_MS;

/** The grade of a bout that is no blip, in the order of I3. */
export function boutKind(lengthMs: number, effortMs: number): BoutKind {
  if (lengthMs > LONGEST_MS) return 'long';
  if (lengthMs < SHORTEST_MS) return 'short';
  return effortMs < LEAST_EFFORT_MS ? 'easy' : 'credited';
}

/**
 * Credited bouts in the best run: the maximal chain of bouts joined by valid recoveries (I4). Ascending by start; `open`
 * is a bout that still goes on after them.
 */
export function creditedInBestRun(bouts: readonly Bout[], open: Bout | null = null): number {
  let best = 0;
  let credited = 0;
  let endMs = -Infinity;
  for (let i = 0; i <= bouts.length; i++) {
    const bout = i < bouts.length ? bouts[i]! : open;
    if (bout === null) break;
    const recoveryMs = bout.startMs - endMs;
    if (recoveryMs < SHORTEST_RECOVERY_MS || recoveryMs > LONGEST_RECOVERY_MS) credited = 0;
    if (bout.kind === 'credited') credited++;
    best = Math.max(best, credited);
    endMs = bout.startMs + bout.lengthMs;
  }
  return best;
}
