import { type LiveItem, compareLiveItems } from './live-item.ts';
import { readRecords } from './live-records.ts';
import { SequenceRanges } from './sequence-ranges.ts';

/** What a stream has stored, each number once. */
export interface StoredStream {
  /** By number, ascending. */
  readonly items: readonly LiveItem[];
  /** Numbers with an item. */
  readonly stored: SequenceRanges;
  /** Numbers with an item or skipped: what an acknowledgement may cover. */
  readonly covered: SequenceRanges;
  readonly skipped: SequenceRanges;
  readonly conflictCount: number;
}

/**
 * Joins batches in the order they were committed: the first item of a number wins, an item beats a skip whichever came
 * first (L2).
 */
export function mergeBatches(payloads: readonly Uint8Array[]): StoredStream {
  const items: LiveItem[] = [];
  const stored = new SequenceRanges();
  const covered = new SequenceRanges();
  const skipped = new SequenceRanges();
  let conflictCount = 0;
  for (const payload of payloads) {
    readRecords(payload, {
      item(item) {
        if (stored.has(item.seq)) return;
        stored.add(item.seq);
        covered.add(item.seq);
        items.push(item);
      },
      skip({ from, to }) {
        covered.add(from, to);
        skipped.add(from, to);
      },
      conflicts(count) {
        conflictCount += count;
      },
    });
  }
  items.sort((a, b) => a.seq - b.seq);
  return { items, stored, covered, skipped, conflictCount };
}

/** Whether an item counts: its instant was believable when it arrived (L5), and it has one (L10). */
export function isOnTimeline(item: LiveItem): boolean {
  return !item.quarantined && item.atMs === item.atMs;
}

/** The items of a timeline in the order of L6. */
export function timelineItems(items: readonly LiveItem[]): LiveItem[] {
  return items.filter(isOnTimeline).sort(compareLiveItems);
}
