import type { LiveItem } from './live-item.ts';
import type { StoredStream } from './merge-batches.ts';

/** What of a run was captured and not counted, because its instants cannot be right (L5). */
export interface SetAside {
  readonly count: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** On which side of the server's clock its first instant lay. */
  readonly reason: 'ahead' | 'behind';
}

/** Null where nothing was set aside. `nowMs` is when it was last received, or later. */
export function setAsideOf(items: readonly LiveItem[], nowMs: number): SetAside | null {
  const aside = items.filter(isSetAside);
  if (aside.length === 0) return null;
  const instants = aside.map(({ atMs }) => atMs);
  const fromMs = instants.reduce((least, atMs) => Math.min(least, atMs), Infinity);
  const toMs = instants.reduce((most, atMs) => Math.max(most, atMs), -Infinity);
  return { count: aside.length, fromMs, toMs, reason: fromMs > nowMs ? 'ahead' : 'behind' };
}

/** The stream as if what was set aside had been captured `shiftMs` later. What is stored never moves. */
export function withPlaced(stream: StoredStream, shiftMs: number): StoredStream {
  const items = stream.items.map((item) =>
    isSetAside(item) ? { ...item, atMs: item.atMs + shiftMs, quarantined: false } : item,
  );
  return { ...stream, items };
}

export function isSetAside({ quarantined, atMs }: LiveItem): boolean {
  return quarantined && atMs === atMs;
}
