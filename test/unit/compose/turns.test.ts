import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../src/compose/turns.ts';

describe('turns of the event loop', () => {
  it('gives others theirs at first, and then as soon as four milliseconds have passed', async () => {
    let nowMs = 0;
    let turns = 0;
    const breathe = createTurns(
      () => nowMs,
      () => Promise.resolve(turns++),
    );
    const turnsAt = async (ms: number): Promise<number> => {
      nowMs = ms;
      await breathe();
      return turns;
    };
    expect([await turnsAt(0), await turnsAt(3.9), await turnsAt(4)]).toEqual([1, 1, 2]);
    expect([await turnsAt(7.9), await turnsAt(100), await turnsAt(101)]).toEqual([2, 3, 3]);
  });
});
