import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SequenceRanges } from '../../../src/application/live/sequence-ranges.ts';

const additions = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 6 }))
    .map(([from, more]): [number, number] => [from, from + more]),
  { maxLength: 40 },
);

test('L3: the ranges are exactly the set of the numbers, in any order of arrival', () => {
  fc.assert(
    fc.property(additions, (added) => {
      const ranges = new SequenceRanges();
      const set = new Set<number>();
      for (const [from, to] of added) {
        ranges.add(from, to);
        for (let seq = from; seq <= to; seq++) set.add(seq);
      }
      for (let seq = 0; seq <= 70; seq++) expect(ranges.has(seq)).toBe(set.has(seq));
      let contiguous = 0;
      while (set.has(contiguous + 1)) contiguous++;
      expect(ranges.contiguous()).toBe(contiguous);
      expect(ranges.highest()).toBe(Math.max(0, ...set));
      const missing = new Set<number>();
      for (const [from, to] of ranges.missing(100)) for (let seq = from; seq <= to; seq++) missing.add(seq);
      for (let seq = 1; seq <= ranges.highest(); seq++) expect(missing.has(seq)).toBe(!set.has(seq));
    }),
  );
});

test('L3: ranges never touch, so memory grows with holes only', () => {
  fc.assert(
    fc.property(additions, (added) => {
      const ranges = new SequenceRanges();
      for (const [from, to] of added) ranges.add(from, to);
      const listed = ranges.ranges();
      for (let i = 1; i < listed.length; i++) expect(listed[i]![0]).toBeGreaterThan(listed[i - 1]![1] + 1);
      for (const [from, to] of listed) expect(from).toBeLessThanOrEqual(to);
    }),
  );
});
