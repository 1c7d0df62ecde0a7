import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { msPerBpmOf, runningMs } from '../../../src/domain/session/running-ms.ts';
import { packHistogram, unpackHistogram } from '../../../src/adapters/postgres/packing/pack-histogram.ts';
import {
  packRr,
  packRrKeys,
  unpackRr,
  unpackRrKeys,
} from '../../../src/adapters/postgres/packing/pack-rr.ts';
import { packSamples, unpackSamples } from '../../../src/adapters/postgres/packing/pack-samples.ts';
import type { Items } from '../../../src/domain/timeline/sample.ts';
import { INVALID, NO_VALUE, PAUSE, RESUME } from '../../../src/domain/timeline/sample.ts';

const itemsOf = (rows: readonly (readonly [number, number])[]): Items => ({
  count: rows.length,
  atMs: Float64Array.from(rows, ([at]) => at),
  code: Int16Array.from(rows, ([, code]) => code),
});
const roundTrip = (items: Items): Items => unpackSamples(packSamples(items, 0, items.count));

const code = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 255 }) },
  fc.constantFrom(NO_VALUE, PAUSE, RESUME, INVALID),
  fc.integer({ min: -32_768, max: 32_767 }),
);
/** Steps: regular, jittered, the same instant again, a pause of days; in whole ms, in µs, or any fraction. */
const step = fc.oneof(
  fc.constant(1_000),
  fc.integer({ min: 0, max: 2_000 }),
  fc.integer({ min: 0, max: 90 * 86_400_000 }),
  fc.integer({ min: 0, max: 3_000_000 }).map((us) => us / 1_000),
  fc.double({ min: 0, max: 5_000, noNaN: true }),
);

describe('packSamples', () => {
  it('gives back every instant and code exactly, whatever the spacing, the grid and the codes', () => {
    const start = fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.double({ min: 0, max: 4e12, noNaN: true }));
    fc.assert(
      fc.property(start, fc.array(fc.tuple(step, code), { maxLength: 300 }), (startMs, steps) => {
        let at = startMs;
        const items = itemsOf(steps.map(([stepMs, value]) => [(at += stepMs), value] as const));
        expect(roundTrip(items)).toEqual(items);
      }),
    );
  });

  it('packs a part of the columns, so that chunks put together are the whole', () => {
    const items = itemsOf(Array.from({ length: 10 }, (_, i) => [1_795_332_000_000 + 1_003 * i, 120 + i]));
    const [first, second] = [
      unpackSamples(packSamples(items, 0, 4)),
      unpackSamples(packSamples(items, 4, 10)),
    ];
    expect([...first.atMs, ...second.atMs]).toEqual([...items.atMs]);
    expect([...first.code, ...second.code]).toEqual([...items.code]);
  });

  it('writes these bytes: a chunk written today is readable for ever', () => {
    const items = itemsOf([
      [1_000, 128],
      [2_000, 129],
      [3_001, PAUSE],
    ]);
    const bytes = [3, 1, 0xd0, 0x0f, 0xe9, 0x07, 1, 3, 0, 1, 0, 2, 4, 0, 0x00, 2, 3, 4, 0, 1, 0, 1];
    expect([...packSamples(items, 0, 3)]).toEqual(bytes);
    expect(unpackSamples(Uint8Array.from(bytes))).toEqual(items);
  });

  it('refuses damaged bytes instead of making up samples', () => {
    const packed = packSamples(
      itemsOf([
        [1_000, 128],
        [2_000, 129],
      ]),
      0,
      2,
    );
    expect(() => unpackSamples(packed.subarray(0, packed.length - 1))).toThrow(RangeError);
    expect(() => unpackSamples(Uint8Array.from([9, ...packed.subarray(1)]))).toThrow(RangeError);
    expect(() => unpackSamples(new Uint8Array(0))).toThrow(RangeError);
  });
});

describe('packHistogram', () => {
  it('gives back every millisecond', () => {
    const ms = fc.oneof(
      { weight: 5, arbitrary: fc.constant(0) },
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 90_000_000 }) },
    );
    fc.assert(
      fc.property(fc.array(ms, { minLength: 256, maxLength: 256 }), (msPerBpm) => {
        const msUpTo = runningMs(msPerBpm);
        expect([...msPerBpmOf(msUpTo)]).toEqual(msPerBpm);
        expect(unpackHistogram(packHistogram(msUpTo))).toEqual(msUpTo);
      }),
    );
  });

  it('reads what was stored when a bin could hold a fraction: 0.5 ms at 3 bpm, 2 ms at 5 bpm', () => {
    const stored = Uint8Array.of(1, 3, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f, 1, 0, 0, 0, 0, 0, 0, 0, 0x40);
    expect([...unpackHistogram(stored).subarray(0, 7)]).toEqual([0, 0, 0, 0.5, 0.5, 2.5, 2.5]);
  });

  it('keeps an empty day empty, and a usual hour under 256 bytes', () => {
    expect(unpackHistogram(packHistogram(new Float64Array(256)))).toEqual(new Float64Array(256));
    const hour = Array.from({ length: 256 }, (_, bpm) => (bpm >= 90 && bpm < 140 ? 72_000 + bpm : 0));
    expect(packHistogram(runningMs(hour)).length).toBeLessThan(256);
  });
});

describe('packRr', () => {
  it('gives back the intervals of every item, and tells "none delivered" from an empty list', () => {
    const intervals = fc.array(fc.integer({ min: 0, max: 65_535 }), { maxLength: 9 });
    fc.assert(
      fc.property(fc.array(fc.option(intervals, { nil: null }), { maxLength: 100 }), (rr) => {
        expect(unpackRr(packRr(rr))).toEqual(rr);
      }),
    );
  });

  it('gives back fingerprints', () => {
    fc.assert(
      fc.property(fc.uint32Array({ maxLength: 50 }), (keys) => {
        expect(unpackRrKeys(packRrKeys(keys))).toEqual(keys);
      }),
    );
  });
});
