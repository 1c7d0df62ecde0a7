import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INACTIVE, UNKNOWN, type Timeline } from '../../../src/domain/timeline/timeline.ts';
import { downsample } from '../../../src/domain/timeline/trace.ts';

function timelineOf(segments: readonly (readonly [lengthMs: number, state: number])[]): Timeline {
  const boundaryMs = new Float64Array(segments.length + 1);
  boundaryMs[0] = 1_700_000_000_000;
  segments.forEach(([lengthMs], i) => (boundaryMs[i + 1] = boundaryMs[i]! + lengthMs));
  return { count: segments.length, boundaryMs, state: Uint8Array.from(segments, ([, state]) => state) };
}

const segments = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 90_000 }),
    fc.oneof(fc.constantFrom(UNKNOWN, INACTIVE), fc.integer({ min: 30, max: 230 })),
  ),
  { minLength: 1, maxLength: 400 },
);

describe('trace', () => {
  test('full resolution names every change, in seconds from the start, and ends with null', () => {
    const trace = downsample(
      timelineOf([
        [1_000, 120],
        [2_500, 0],
        [500, 121],
      ]),
      null,
    );
    expect(trace).toEqual({ t: [0, 1, 3.5, 4], bpm: [120, null, 121, null] });
  });

  test('an empty timeline gives an empty trace', () => {
    expect(downsample({ count: 0, boundaryMs: new Float64Array(1), state: new Uint8Array(0) }, 10)).toEqual({
      t: [],
      bpm: [],
    });
  });

  test('down-sampling keeps the highest and the lowest bpm, goes forward in time and stays within its points', () => {
    fc.assert(
      fc.property(segments, fc.integer({ min: 2, max: 60 }), (parts, points) => {
        const timeline = timelineOf(parts);
        const full = downsample(timeline, null);
        const few = downsample(timeline, points);
        const known = (values: readonly (number | null)[]): number[] =>
          values.filter((each) => each !== null);
        expect(Math.max(0, ...known(few.bpm))).toBe(Math.max(0, ...known(full.bpm)));
        expect(Math.min(999, ...known(few.bpm))).toBe(Math.min(999, ...known(full.bpm)));
        for (let i = 1; i < few.t.length; i++) expect(few.t[i]!).toBeGreaterThanOrEqual(few.t[i - 1]!);
        expect(few.t.length).toBeLessThanOrEqual(Math.max(points + 1, 3));
      }),
    );
  });
});
