import { describe, expect, it } from 'vitest';
import { ofMax } from '../../../src/domain/bands/heart-basis.ts';
import {
  ceilingLimits,
  CeilingReducer,
  crossingsOf,
  joinCrossings,
  type Crossing,
} from '../../../src/domain/ceiling/ceiling-reducer.ts';
import { NO_VALUE, PAUSE, RESUME } from '../../../src/domain/timeline/sample.ts';
import { CEILING, guarded, itemsOf, LIMITS, said } from '../../support/ceiling.ts';

const times = (count: number, code: number): number[] => Array<number>(count).fill(code);

describe('X: the ceiling guard', () => {
  it('X1: says it once values have been above for three seconds, and again every ten', () => {
    expect(said([...times(5, 148), ...times(26, 152)])).toEqual([
      [8, 'above'],
      [18, 'still_above'],
      [28, 'still_above'],
    ]);
    expect(said([...times(5, 148), ...times(3, 152), ...times(20, 148)])).toEqual([]);
    expect(said(times(60, 150))).toEqual([]);
  });

  it('X2: is back under once, ten seconds after, and what comes before that is the same crossing', () => {
    const codes = [...times(6, 152), ...times(5, 148), ...times(4, 155), ...times(30, 148)];
    expect(said(codes)).toEqual([
      [3, 'above'],
      [13, 'still_above'],
      [25, 'back_under'],
    ]);
    expect(crossingsOf(itemsOf(codes), LIMITS)).toEqual([{ fromMs: 0, toMs: 14_000, peakBpm: 155 }]);
  });

  it('Z7: a spike is none, and neither a spike nor a drop-out hides one', () => {
    expect(said([...times(5, 140), 200, ...times(5, 140), 200, 200, 200, ...times(5, 140)])).toEqual([]);
    expect(said([...times(5, 148), 152, NO_VALUE, 152, 220, 152, 152])).toEqual([[9, 'above']]);
  });

  it('Z7: a strap frozen above is no heart beyond 300 seconds, live as from a file; one that moves is', () => {
    const frozen = Array.from({ length: 400 }, (): [number, number] => [152, 7]);
    const beats: [number, number][] = [
      [148, 1],
      ...frozen,
      ...times(12, 148).map((bpm): [number, number] => [bpm, 2]),
    ];
    const ran = guarded(beats);
    expect(ran.said.map(([second]) => second)).toEqual([
      4,
      ...Array.from({ length: 29 }, (_, i) => 14 + 10 * i),
      411,
    ]);
    expect(ran.crossings).toEqual([{ fromMs: 1_000, toMs: 300_000, peakBpm: 152 }]);
    // The same bpm of other beats, or of a source that tells no beats, is a heart that is steady.
    for (const rrKeyOf of [(second: number) => second + 1, () => 0]) {
      const steady = guarded(beats.map(([bpm], second) => [bpm, rrKeyOf(second)]));
      expect(steady.crossings).toEqual([{ fromMs: 1_000, toMs: 400_000, peakBpm: 152 }]);
    }
    // What comes after it, above and moving, is another crossing.
    const again = guarded([...frozen, ...times(5, 155).map((bpm): [number, number] => [bpm, 2])]);
    expect(again.crossings.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [0, 299_000],
      [400_000, 404_000],
    ]);
  });

  it('X1: values that a silence or a pause has parted are not in a row', () => {
    const reducer = new CeilingReducer(LIMITS);
    expect([0, 11_000, 12_000, 13_000].map((at) => reducer.push(at, 152, 0))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(reducer.push(14_000, 152, 0)).toBe('above');
    const paused = new CeilingReducer(LIMITS);
    const codes = [152, 152, PAUSE, RESUME, 152, 152];
    expect(codes.map((code, i) => paused.push(1000 * i, code, 0))).toEqual(times(6, 0).map(() => null));
    expect(paused.crossings).toEqual([]);
  });

  it('P2: without the basis that it rests on there is none', () => {
    expect(ceilingLimits({ ...CEILING, at: { percentOfReserve: 80 } }, ofMax(190))).toBeNull();
    expect(ceilingLimits(null, ofMax(190))).toBeNull();
    // 80 % of 190 is 152: that is not above it.
    expect(ceilingLimits({ ...CEILING, at: { percentOfMax: 80 } }, ofMax(190))?.aboveBpm).toBe(153);
  });

  it('Z10: what two sources saw of one heart is one crossing', () => {
    const one: Crossing = { fromMs: 0, toMs: 5_000, peakBpm: 155 };
    const other: Crossing = { fromMs: 4_000, toMs: 9_000, peakBpm: 160 };
    const later: Crossing = { fromMs: 20_000, toMs: 24_000, peakBpm: 151 };
    expect(joinCrossings([later, one, other])).toEqual([{ fromMs: 0, toMs: 9_000, peakBpm: 160 }, later]);
  });
});
