import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packDays, unpackDays } from '../../../src/adapters/postgres/packing/pack-days.ts';
import { addDays } from '../../../src/domain/calendar/local-time.ts';
import { runningMs } from '../../../src/domain/session/running-ms.ts';
import { date } from '../../support/evidence.ts';

const START = date('2026-02-28');
const day = fc.record({
  date: fc.integer({ min: -1, max: 40 }).map((days) => addDays(START, days)),
  unknownMs: fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e9, noNaN: true })),
  msUpTo: fc.array(fc.nat({ max: 100_000 }), { maxLength: 231 }).map(runningMs),
});

describe('packed days of a session', () => {
  it('T2: come back exactly, whatever was recorded on them', () => {
    fc.assert(
      fc.property(fc.array(day, { maxLength: 4 }), (days) => {
        expect(unpackDays(packDays(days, START), START)).toEqual(days);
      }),
    );
  });

  it('are refused where they end too early', () => {
    const packed = packDays([{ date: START, unknownMs: 0, msUpTo: runningMs([0, 5]) }], START);
    for (let length = 1; length < packed.length; length++) {
      expect(() => unpackDays(packed.subarray(0, length), START)).toThrow(RangeError);
    }
  });
});
