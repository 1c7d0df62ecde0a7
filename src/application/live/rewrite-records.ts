import type { Span } from '../../domain/timeline/span.ts';
import type { StoredBatch } from '../ports/live-store.ts';
import type { LiveItem } from './live-item.ts';
import { RecordWriter, readRecords } from './live-records.ts';
import { isSetAside } from './set-aside.ts';

/** Copies records; what `isDropped` names becomes a skipped number, so that it counts as received and is gone. */
export function rewriteRecords(
  payload: Uint8Array,
  into: RecordWriter,
  isDropped: (item: LiveItem) => boolean,
): void {
  readRecords(payload, {
    item(item) {
      if (isDropped(item)) into.skip(item.seq, item.seq);
      else into.item(item.seq, item.atMs, item.code, item.rr, item.contact, item.quarantined, item.origin);
    },
    skip: ({ from, to }) => into.skip(from, to),
    conflicts: (count) => into.conflicts(count),
    received: (atMs) => into.received(atMs),
  });
}

/**
 * The batches of a run without the hours that a person has removed from it (L15). What was set aside lies where it was
 * placed.
 */
export function withoutRemoved(
  batches: readonly StoredBatch[],
  {
    removedSpans,
    placedShiftMs,
  }: { readonly removedSpans: readonly Span[]; readonly placedShiftMs: number | null },
): readonly StoredBatch[] {
  if (removedSpans.length === 0) return batches;
  const isRemoved = (item: LiveItem): boolean => {
    if (item.quarantined && placedShiftMs === null) return false;
    const atMs = isSetAside(item) ? item.atMs + (placedShiftMs ?? 0) : item.atMs;
    return removedSpans.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
  };
  return batches.map((batch) => {
    const kept = new RecordWriter(1024);
    rewriteRecords(batch.payload, kept, isRemoved);
    return { ...batch, payload: kept.written().slice() };
  });
}
