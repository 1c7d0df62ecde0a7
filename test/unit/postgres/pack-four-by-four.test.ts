import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  packFourByFour,
  unpackFourByFour,
} from '../../../src/adapters/postgres/packing/pack-four-by-four.ts';

const ms = fc.oneof(
  fc.integer({ min: 0, max: 4e12 }),
  fc.double({ min: -4e12, max: 4e12, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
);
const bpm = fc.integer({ min: 30, max: 240 });
const known = fc.record({
  edges: fc.record({ workBpm: bpm, floorBpm: bpm, aboveBpm: bpm }),
  result: fc.record({
    credited: fc.integer({ min: 0, max: 20 }),
    of: fc.constant(4 as const),
    aboveMs: ms,
    bouts: fc.array(
      fc.record({
        startMs: ms,
        lengthMs: ms,
        effortMs: ms,
        aboveMs: ms,
        kind: fc.constantFrom('credited', 'short', 'easy', 'long'),
        recoveryBpm: fc.option(fc.integer({ min: -100, max: 150 })),
        touchedByUnknown: fc.boolean(),
      }),
      { maxLength: 8 },
    ),
  }),
});

describe('packed 4×4 results', () => {
  it('I: come back exactly, also fractions of a millisecond, and joined end to end', () => {
    fc.assert(
      fc.property(fc.array(known, { maxLength: 6 }), fc.array(known, { maxLength: 3 }), (some, more) => {
        const joined = Buffer.concat([packFourByFour(some), packFourByFour(more)]);
        expect(unpackFourByFour(joined)).toEqual([...some, ...more]);
      }),
    );
  });

  it('an ordinary session’s five results take less than 600 bytes', () => {
    const bout = {
      startMs: Date.UTC(2026, 10, 17, 16),
      lengthMs: 241_000,
      effortMs: 214_000,
      aboveMs: 12_000,
      kind: 'credited',
      recoveryBpm: 31,
      touchedByUnknown: false,
    } as const;
    const edges = { workBpm: 162, floorBpm: 152, aboveBpm: 172 };
    const result = { credited: 4, of: 4, aboveMs: 48_000, bouts: [bout, bout, bout, bout] } as const;
    expect(packFourByFour(Array.from({ length: 5 }, () => ({ edges, result }))).length).toBeLessThan(600);
  });
});
