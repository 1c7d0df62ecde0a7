const SHORTEST_MS = 500;
const LONGEST_MS = 30_000;
const DOUBLINGS = 6;

/**
 * How long to wait before attempt `attempt` (0, 1, 2 …) to connect again: full jitter between 0.5 s and a ceiling that
 * doubles up to 30 s (L11), so that the clients of a restarted server do not come back together. `random` in [0, 1).
 */
export function backoffMs(attempt: number, random: number, retryAfterSeconds = 0): number {
  const ceilingMs = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.min(attempt + 1, DOUBLINGS));
  return retryAfterSeconds * 1_000 + SHORTEST_MS + random * (ceilingMs - SHORTEST_MS);
}
