import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../src/compose/turns.ts';

describe('turns of the event loop', () => {
  it('gives others theirs at first, and then as soon as two milliseconds have passed', async () => {
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
    expect([await turnsAt(0), await turnsAt(1.9), await turnsAt(2)]).toEqual([1, 1, 2]);
    expect([await turnsAt(3.9), await turnsAt(100), await turnsAt(101)]).toEqual([2, 3, 3]);
  });

  it('lets one of several go on in a turn, in the order in which they asked', async () => {
    const waiting: (() => void)[] = [];
    const nextTurn = (): Promise<void> => {
      waiting.shift()!();
      return new Promise((resolve) => setImmediate(resolve));
    };
    let nowMs = 0;
    const breathe = createTurns(
      () => nowMs,
      () => new Promise<void>((resolve) => waiting.push(resolve)),
    );
    const went: string[] = [];
    const work = async (name: string): Promise<void> => {
      await breathe();
      went.push(name);
      nowMs += 3;
    };
    const all = Promise.all(['a', 'b', 'c'].map(work));
    await Promise.resolve();
    for (const sofar of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
      await nextTurn();
      expect(went).toEqual(sofar);
    }
    await all;
  });
});
