import { ofMax } from '../../src/domain/bands/heart-basis.ts';
import {
  ceilingLimits,
  CeilingReducer,
  type CeilingEvent,
} from '../../src/domain/ceiling/ceiling-reducer.ts';

/** Over 150 for three seconds is said, and again every ten. */
export const CEILING = { at: { bpm: 150 }, sayAfterSeconds: 3, repeatEverySeconds: 10 };
export const LIMITS = ceilingLimits(CEILING, ofMax(null))!;

/** One value a second from 0 on; answers what was said in which second. */
export function said(codes: readonly number[]): [number, CeilingEvent][] {
  const reducer = new CeilingReducer(LIMITS);
  return codes.flatMap((code, second): [number, CeilingEvent][] => {
    const event = reducer.push(1000 * second, code);
    return event === null ? [] : [[second, event]];
  });
}

export const itemsOf = (codes: readonly number[]) => ({
  count: codes.length,
  atMs: Float64Array.from(codes, (_, second) => 1000 * second),
  code: Int16Array.from(codes),
});
