import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missingMs } from '../../../src/domain/targets/missing-ms.ts';

const MINUTE_MS = 60_000;
const ms = fc.integer({ min: 0, max: 24 * 60 * MINUTE_MS });

describe('what a dose still needs', () => {
  it('T3: exactly the minutes and exactly twice the time above are enough', () => {
    expect(missingMs(30 * MINUTE_MS, 30 * MINUTE_MS, 15 * MINUTE_MS, 0.5)).toBe(0);
    expect(missingMs(30 * MINUTE_MS, 30 * MINUTE_MS - 1, 0)).toBe(1);
    expect(missingMs(30 * MINUTE_MS, 40 * MINUTE_MS, 20 * MINUTE_MS + 1, 0.5)).toBe(2);
  });

  it('T3, T9: adding what is missing earns the dose, one millisecond less does not', () => {
    fc.assert(
      fc.property(ms, ms, ms, (needed, inRange, above) => {
        const left = missingMs(needed, inRange, above, 0.5);
        const earned = (total: number): boolean => total >= needed && total >= 2 * above;
        expect(earned(inRange + left)).toBe(true);
        if (left > 0) expect(earned(inRange + left - 1)).toBe(false);
      }),
    );
  });
});
