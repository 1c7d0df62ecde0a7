const FRESH_MS = 10_000;

/** L7: whether an item arrived as it was captured, not as catch-up. */
export function isFresh(atMs: number, receivedAtMs: number): boolean {
  return receivedAtMs - atMs <= FRESH_MS;
}
