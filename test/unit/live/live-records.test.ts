import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LiveItem, LiveSkip } from '../../../src/application/live/live-item.ts';
import { RecordWriter, readRecords } from '../../../src/application/live/live-records.ts';
import { mergeBatches, timelineItems } from '../../../src/application/live/merge-batches.ts';

const item: fc.Arbitrary<LiveItem> = fc.record({
  seq: fc.integer({ min: 1, max: 0xffff_ffff }),
  atMs: fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.constant(NaN)),
  code: fc.integer({ min: -3, max: 0x7fff }),
  rr: fc.option(fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 20 }), {
    nil: null,
  }),
  contact: fc.constantFrom(null, true, false),
  quarantined: fc.boolean(),
  origin: fc.option(fc.integer({ min: 0, max: 2 ** 48 - 1 }), { nil: undefined }),
});

function write(items: readonly LiveItem[], skips: readonly LiveSkip[] = []): Uint8Array {
  const writer = new RecordWriter();
  for (const { seq, atMs, code, rr, contact, quarantined, origin } of items) {
    writer.item(seq, atMs, code, rr, contact, quarantined, origin);
  }
  for (const { from, to } of skips) writer.skip(from, to);
  return writer.written().slice();
}

function value(seq: number, atMs: number, code: number): LiveItem {
  return { seq, atMs, code, rr: null, contact: null, quarantined: false };
}

test('records say again what was written, and joined bytes are joined batches', () => {
  fc.assert(
    fc.property(fc.array(fc.array(item, { maxLength: 10 }), { maxLength: 5 }), (batches) => {
      const joined = new RecordWriter();
      for (const batch of batches) joined.append(write(batch));
      const read: LiveItem[] = [];
      readRecords(joined.written(), {
        item: (each) => void read.push(each),
        skip: () => undefined,
        conflicts: () => undefined,
      });
      expect(read).toEqual(batches.flat());
    }),
  );
});

test('a record of one plain item is fourteen bytes at most', () => {
  expect(write([value(1, 1_795_332_000_000, 128)])).toHaveLength(13);
});

test('L2: however a stream is cut and repeated, each number is stored once', () => {
  const stream = Array.from({ length: 40 }, (_, i) => value(i + 1, 1_000_000 + i * 1000, 100 + i));
  const cuts = fc.array(fc.tuple(fc.integer({ min: 0, max: 39 }), fc.integer({ min: 1, max: 12 })), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(cuts, (slices) => {
      const batches = slices.map(([from, length]) => stream.slice(from, from + length));
      const merged = mergeBatches([...batches, stream].map((batch) => write(batch)));
      expect(merged.items).toEqual(stream);
      expect(merged.covered.contiguous()).toBe(40);
    }),
  );
});

test('L2: the first payload of a number wins', () => {
  const merged = mergeBatches([
    write([value(1, 1000, 100)]),
    write([value(1, 2000, 150), value(2, 3000, 101)]),
  ]);
  expect(merged.items).toEqual([value(1, 1000, 100), value(2, 3000, 101)]);
});

test('L2: an item wins over a skip, whichever came first', () => {
  const skipped = write([], [{ from: 1, to: 3 }]);
  const late = write([value(2, 1000, 100)]);
  for (const payloads of [
    [skipped, late],
    [late, skipped],
  ]) {
    const merged = mergeBatches(payloads);
    expect(merged.items).toEqual([value(2, 1000, 100)]);
    expect(merged.covered.contiguous()).toBe(3);
    expect(merged.stored.ranges()).toEqual([[2, 2]]);
  }
});

test('L6: the timeline is in the order of instants, then of numbers; L5: what is quarantined is not on it', () => {
  const items = [
    value(1, 5000, 100),
    value(2, 3000, 101),
    { ...value(3, 4000, 102), quarantined: true },
    value(4, 3000, 103),
    value(5, NaN, 104),
  ];
  expect(timelineItems(items).map((each) => each.seq)).toEqual([2, 4, 1]);
});
