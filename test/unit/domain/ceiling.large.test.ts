import { describe, expect, it } from 'vitest';
import {
  crossingsOf,
  type CeilingEvent,
  type Crossing,
} from '../../../src/domain/ceiling/ceiling-reducer.ts';
import { seededRandom } from '../../../src/domain/simulated-heart/seeded-random.ts';
import { NO_VALUE } from '../../../src/domain/timeline/sample.ts';
import { itemsOf, LIMITS, said } from '../../support/ceiling.ts';

describe('X: the ceiling guard in a long stream', () => {
  it('X: of 10,000 crossings between drop-outs and spikes none is missed and none is false, live as from a file', () => {
    const seeded = seededRandom(15);
    const random = (): number => seeded.between(0, 1);
    const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
    const codes: number[] = [];
    const expected: Crossing[] = [];
    const add = (bpm: number): number => {
      // A spike is at least 26 bpm off, and never two at a time; a drop-out says nothing.
      const spoilt = random() < 0.05 && codes.at(-1) !== NO_VALUE && (codes.at(-1) ?? 0) < 200;
      const second = codes.length;
      codes.push(spoilt ? (random() < 0.5 ? NO_VALUE : 215) : bpm);
      return spoilt ? -1 : second;
    };
    while (expected.length < 10_000) {
      for (let rest = whole(14, 25); rest > 0; rest--) add(whole(142, 150));
      const seconds: number[] = [];
      let peakBpm = 0;
      for (let length = whole(1, 12); length > 0; length--) {
        const bpm = whole(151, 160);
        const second = add(bpm);
        if (second < 0) continue;
        seconds.push(second);
        peakBpm = Math.max(peakBpm, bpm);
      }
      // Whatever is not a value ends the episode; one more under it makes the end certain.
      codes.push(149);
      const [first] = seconds;
      const last = seconds.at(-1);
      if (first === undefined || last === undefined || last - first < 3) continue;
      expected.push({ fromMs: 1000 * first, toMs: 1000 * last, peakBpm });
    }
    for (let rest = 20; rest > 0; rest--) codes.push(145);
    expect(crossingsOf(itemsOf(codes), LIMITS)).toEqual(expected);
    const alerts = said(codes).filter(([, event]) => event === 'above');
    expect(alerts).toHaveLength(expected.length);
    const isInTime = ([second]: [number, CeilingEvent], index: number): boolean => {
      const { fromMs, toMs } = expected[index]!;
      return 1000 * second >= fromMs + 3_000 && 1000 * second <= toMs;
    };
    expect(alerts.every(isInTime)).toBe(true);
  });
});
