import { describe, expect, it } from 'vitest';
import { gpxOf, steady, tcxOf } from '../../support/track-files.ts';
import { secondsOfText } from './track-seconds.ts';

describe('M (Z5): pauses that only the timers of a TCX tell', () => {
  it('between laps', () => {
    const text = tcxOf([
      { atS: 0, timerS: 600, tracks: [steady(0, 600, 120)] },
      { atS: 2_400, timerS: 600, tracks: [steady(2_400, 3_000, 130)] },
    ]);
    expect(secondsOfText(text)).toEqual([{ active: 1200, unknown: 0, histogram: { 120: 600, 130: 600 } }]);
  });

  it('in a hole inside a lap of one track', () => {
    const points = [...steady(0, 600, 120), ...steady(2_400, 3_000, 130)];
    expect(secondsOfText(tcxOf([{ atS: 0, timerS: 1_200, tracks: [points] }]))).toEqual([
      { active: 1200, unknown: 0, histogram: { 120: 600, 130: 600 } },
    ]);
  });

  it('in several holes, as far as the timer goes: the rest of a hole is unknown', () => {
    const points = [...steady(0, 100, 120), ...steady(400, 500, 120), ...steady(700, 800, 120)];
    const [seconds] = secondsOfText(tcxOf([{ atS: 0, timerS: 500, tracks: [points] }]));
    expect(seconds).toMatchObject({ active: 500 });
    expect(seconds!.histogram[120]).toBeLessThanOrEqual(360);
  });

  it('in many holes of a few seconds', () => {
    const points = Array.from({ length: 30 }, (_, i) => steady(i * 28, i * 28 + 20, 120)).flat();
    const [seconds] = secondsOfText(tcxOf([{ atS: 0, timerS: 600, tracks: [points] }]));
    expect(seconds).toEqual({ active: 600, unknown: 0, histogram: { 120: 600 } });
  });

  it('P: in a lap whose start lies hours before its first point', () => {
    const points = [...steady(0, 600, 120), ...steady(2_400, 3_000, 130)];
    expect(secondsOfText(tcxOf([{ atS: -7_200, timerS: 1_200, tracks: [points] }]))).toEqual([
      { active: 1200, unknown: 0, histogram: { 120: 600, 130: 600 } },
    ]);
  });

  it('a total that is too short cuts nothing where points run on', () => {
    expect(secondsOfText(tcxOf([{ atS: 0, timerS: 60, tracks: [steady(0, 600, 120)] }]))).toEqual([
      { active: 600, unknown: 0, histogram: { 120: 600 } },
    ]);
  });

  it('a total of the whole span makes no pause of a hole', () => {
    const points = [...steady(0, 300, 120), ...steady(360, 600, 120)];
    const [seconds] = secondsOfText(tcxOf([{ atS: 0, timerS: 600, tracks: [points] }]));
    expect(seconds).toEqual({ active: 600, unknown: 1, histogram: { 120: 599 } });
  });

  it('smart recording with gaps of half a minute is no pause', () => {
    const points = Array.from({ length: 40 }, (_, i) => ({ atS: i * 20 + (i % 3) * 4, bpm: 120 }));
    const [seconds] = secondsOfText(tcxOf([{ atS: 0, timerS: 700, tracks: [points] }]));
    expect(seconds).toMatchObject({ active: 781, unknown: 0 });
  });

  it('laps that are written newest first are put in order', () => {
    const text = tcxOf([
      { atS: 2_400, timerS: 600, tracks: [steady(2_400, 3_000, 130)] },
      { atS: 0, timerS: 600, tracks: [steady(0, 300, 120), steady(900, 1_200, 120)] },
    ]);
    expect(secondsOfText(text)).toEqual([{ active: 1200, unknown: 0, histogram: { 120: 600, 130: 600 } }]);
  });

  it('laps without totals have a pause where there is a hole between them', () => {
    const text = tcxOf([
      { atS: 0, timerS: null, tracks: [steady(0, 600, 120)] },
      { atS: 2_400, timerS: null, tracks: [steady(2_400, 3_000, 130)] },
    ]);
    expect(secondsOfText(text)).toEqual([{ active: 1200, unknown: 0, histogram: { 120: 600, 130: 600 } }]);
  });
});

describe('S: laps without points', () => {
  it('are a session of which nothing is known', () => {
    const text = tcxOf([
      { atS: 0, timerS: 600, tracks: [] },
      { atS: 2_400, timerS: 600, tracks: [] },
    ]);
    expect(secondsOfText(text)).toEqual([{ active: 1200, unknown: 1200, histogram: {} }]);
  });

  it('beside laps with points add unknown time', () => {
    const text = tcxOf([
      { atS: 0, timerS: 600, tracks: [steady(0, 600, 120)] },
      { atS: 600, timerS: 300, tracks: [] },
      { atS: 900, timerS: 100, tracks: [steady(900, 1_000, 130)] },
    ]);
    expect(secondsOfText(text)).toEqual([{ active: 1000, unknown: 241, histogram: { 120: 659, 130: 100 } }]);
  });
});

describe('N and O (Z3, Z4, Z5): segments of a GPX', () => {
  const A = steady(0, 600, 120);
  const B = steady(1_200, 1_800, 130);
  const C = steady(2_400, 3_000, 140);
  const all = [{ active: 1800, unknown: 0, histogram: { 120: 600, 130: 600, 140: 600 } }];

  it.each([
    ['in order', [A, B, C]],
    ['A, C, B', [A, C, B]],
    ['newest first', [C, B, A]],
    ['newest first, points too', [C, B, A].map((points) => points.toReversed())],
    ['one of them twice', [A, B, B, C]],
  ])('%s', (_, segments) => {
    expect(secondsOfText(gpxOf(segments))).toEqual(all);
  });

  it('one inside another is merged', () => {
    const segments = [steady(0, 3_600, 120), steady(600, 660, 120), steady(5_400, 6_000, 140)];
    expect(secondsOfText(gpxOf(segments))).toEqual([
      { active: 4200, unknown: 0, histogram: { 120: 3600, 140: 600 } },
    ]);
  });

  it('more than 24 h apart, newest first: recordings of their own', () => {
    const DAY = 86_400;
    const segments = [4, 2, 0].map((day) => steady(day * DAY - 6 * DAY, day * DAY - 6 * DAY + 600, 120));
    const seconds = secondsOfText(gpxOf(segments));
    expect(seconds).toEqual(Array(3).fill({ active: 600, unknown: 0, histogram: { 120: 600 } }));
  });

  it('the last second of each stretch counts', () => {
    const segments = Array.from({ length: 10 }, (_, i) => steady(i * 300, i * 300 + 60, 120));
    expect(secondsOfText(gpxOf(segments))).toEqual([{ active: 600, unknown: 0, histogram: { 120: 600 } }]);
  });
});
