import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadLabels } from '../../../src/web/screens/live/spread-labels.ts';

test('labels with room stand at their own place', () => {
  expect(spreadLabels([0, 40, 100], 8)).toEqual([0, 40, 100]);
});

test('two edges 2 bpm apart do not cover each other, nor the top', () => {
  expect(spreadLabels([20, 22], 8)).toEqual([20, 28]);
  expect(spreadLabels([99, 100], 8)).toEqual([92, 100]);
});

test('any labels that fit keep their distance and their order', () => {
  const places = fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(places, (of) => {
      const spread = spreadLabels(of, 8);
      const order = of.map((_place, index) => index).sort((a, b) => of[a]! - of[b]!);
      for (const [k, index] of order.entries()) {
        expect(spread[index]).toBeLessThanOrEqual(100);
        if (k > 0) expect(spread[index]! - spread[order[k - 1]!]!).toBeGreaterThanOrEqual(8);
      }
    }),
  );
});
