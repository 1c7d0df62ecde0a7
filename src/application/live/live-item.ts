import { DAY_MS } from '../../domain/units.ts';

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

/** How far ahead of the server's clock an instant may lie, and a client's clock on either side of it (L5). */
const AHEAD_MS = 120_000;
/** How far behind it an instant may lie: of a clock that is credible, and of any other (L5). */
export const OLDEST_ITEM_MS = 30 * DAY_MS;
const OLDEST_ITEM_OF_ANY_CLOCK_MS = 3 * DAY_MS;

/** L5: a clock that agrees with the server's now is believed for what it said in the last 30 days. */
export function isCredibleClock(wallMs: number, serverMs: number): boolean {
  return Math.abs(wallMs - serverMs) <= AHEAD_MS;
}

/**
 * L5: instants that are too far ahead of the server or behind it are set aside; a simulation tells of longer ago, by its
 * time scale (L13). NaN is not an instant.
 */
export function isQuarantined(
  atMs: number,
  receivedAtMs: number,
  clock: { readonly timeScale: number; readonly isCredible: boolean },
): boolean {
  const behindMs = (clock.isCredible ? OLDEST_ITEM_MS : OLDEST_ITEM_OF_ANY_CLOCK_MS) * clock.timeScale;
  return atMs > receivedAtMs + AHEAD_MS || atMs < receivedAtMs - behindMs;
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
