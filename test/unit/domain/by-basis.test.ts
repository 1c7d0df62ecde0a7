import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byBasis } from '../../../src/domain/bands/by-basis.ts';
import { heartBasis, ofMax, shiftBasis } from '../../../src/domain/bands/heart-basis.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import { targetRanges } from '../../../src/domain/targets/ranges.ts';

const [target, other] = DEFAULT_PRESCRIPTION.targets as [
  (typeof DEFAULT_PRESCRIPTION.targets)[0],
  (typeof DEFAULT_PRESCRIPTION.targets)[0],
];

it('P2: what is worked out of a target under a basis is worked out once, for equal values too, for other bands again', () => {
  let times = 0;
  const count = byBasis(() => ++times);
  const basis = ofMax(190);
  expect([count(DEFAULT_PRESCRIPTION, target, basis), count(DEFAULT_PRESCRIPTION, target, basis)]).toEqual([
    1, 1,
  ]);
  expect(count(DEFAULT_PRESCRIPTION, other, basis)).toBe(2);
  expect(count(DEFAULT_PRESCRIPTION, target, ofMax(190))).toBe(1);
  expect(count(DEFAULT_PRESCRIPTION, target, ofMax(191))).toBe(3);
  expect(count({ bands: [...DEFAULT_PRESCRIPTION.bands] }, target, basis)).toBe(4);
});

it('P2: equal values are one basis, none of which is taken for another', () => {
  const values = fc.option(fc.integer({ min: 20, max: 240 }), { nil: null });
  fc.assert(
    fc.property(values, values, values, (maxBpm, restingBpm, thresholdBpm) => {
      const basis = heartBasis(maxBpm, restingBpm, thresholdBpm);
      expect(basis).toEqual({ maxBpm, restingBpm, thresholdBpm });
      expect(heartBasis(maxBpm, restingBpm, thresholdBpm)).toBe(basis);
    }),
  );
});

it('M6: a shifted basis is the same one each time, and moves the ranges of its targets', () => {
  const basis = ofMax(190);
  const shift = { basis: 'max', deltaBpm: 10 } as const;
  expect(shiftBasis(basis, shift)).toBe(shiftBasis(basis, shift));
  expect(targetRanges(DEFAULT_PRESCRIPTION, target, shiftBasis(basis, shift))?.within).toEqual(
    targetRanges(DEFAULT_PRESCRIPTION, target, ofMax(200))?.within,
  );
});
