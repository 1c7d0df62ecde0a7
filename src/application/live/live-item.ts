/** One captured item of a live stream, as it is stored: its number is its identity, its instant never moves (L2, L5). */
export interface LiveItem {
  readonly seq: number;
  /** Whole milliseconds since the epoch; NaN when the item does not say (L10): kept and counted, on no timeline. */
  readonly atMs: number;
  /** A bpm as captured or a code of `domain/sample`. */
  readonly code: number;
  /** 1/1024 s, oldest first. */
  readonly rr: readonly number[] | null;
  /** Null: the sensor cannot tell. */
  readonly contact: boolean | null;
  /** Its instant was not believable when it arrived (L5): kept, shown, not counted. */
  readonly quarantined: boolean;
  /** What tells it from any other of its stream where the source gives no numbers (N4); undefined where it does. */
  readonly origin?: number | undefined;
}

/** Numbers that the client will never send (L2): they count as received until an item arrives late. */
export interface LiveSkip {
  readonly from: number;
  readonly to: number;
}

/** How far ahead of the server's clock and how far behind it an instant may lie (L5). */
const QUARANTINE_AHEAD_MS = 120_000;
export const OLDEST_ITEM_MS = 72 * 3_600_000;

/**
 * L5: instants more than 120 s ahead of the server or 72 h behind it are quarantined; a simulation tells of longer ago,
 * by its time scale (L13). NaN is not an instant.
 */
export function isQuarantined(atMs: number, receivedAtMs: number, timeScale: number): boolean {
  const behindMs = OLDEST_ITEM_MS * timeScale;
  return atMs > receivedAtMs + QUARANTINE_AHEAD_MS || atMs < receivedAtMs - behindMs;
}

/** L6: by instant, then by number. */
export function compareLiveItems(a: LiveItem, b: LiveItem): number {
  return a.atMs - b.atMs || a.seq - b.seq;
}

/** Equal for the same payload under the same number (L2); 32 bits, so a conflict goes unseen once in four billion. */
export function liveItemFingerprint(atMs: number, code: number, rr: readonly number[] | null): number {
  let hash = Math.imul((atMs === atMs ? atMs : 0) | 0, 0x9e3779b1) ^ Math.imul(code + 7, 0x85ebca6b);
  if (rr !== null) for (const interval of rr) hash = Math.imul(hash ^ interval, 0xc2b2ae35);
  return hash | 0;
}
