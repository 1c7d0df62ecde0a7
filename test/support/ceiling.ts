import { expect } from 'vitest';
import { ofMax } from '../../src/domain/bands/heart-basis.ts';
import {
  ceilingLimits,
  CeilingReducer,
  crossingsOf,
  type CeilingEvent,
  type Crossing,
} from '../../src/domain/ceiling/ceiling-reducer.ts';

/** Over 150 for three seconds is said, and again every ten. */
export const CEILING = { at: { bpm: 150 }, sayAfterSeconds: 3, repeatEverySeconds: 10 };
export const LIMITS = ceilingLimits(CEILING, ofMax(null))!;

/** One value a second from 0 on; answers what was said in which second. */
export function said(codes: readonly number[]): [number, CeilingEvent][] {
  return guarded(codes.map((code) => [code, 0])).said;
}

/** The same of values with the fingerprint of their beats, and the crossings, which are those of the file. */
export function guarded(beats: readonly (readonly [code: number, rrKey: number])[]): {
  said: [number, CeilingEvent][];
  crossings: readonly Crossing[];
} {
  const reducer = new CeilingReducer(LIMITS);
  const told = beats.flatMap(([code, rrKey], second): [number, CeilingEvent][] => {
    const event = reducer.push(1000 * second, code, rrKey);
    return event === null ? [] : [[second, event]];
  });
  const items = { ...itemsOf(beats.map(([code]) => code)), rrKey: Uint32Array.from(beats, ([, key]) => key) };
  expect(crossingsOf(items, LIMITS)).toEqual(reducer.crossings);
  return { said: told, crossings: reducer.crossings };
}

export const itemsOf = (codes: readonly number[]) => ({
  count: codes.length,
  atMs: Float64Array.from(codes, (_, second) => 1000 * second),
  code: Int16Array.from(codes),
});
