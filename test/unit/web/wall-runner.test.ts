import { describe, expect, test } from 'vitest';
import type { CoachFrame } from '../../../src/adapters/wire/live/live-frames.ts';
import { needOf, sortWall, withCoach, type WallRunner } from '../../../src/web/screens/desk/wall-runner.ts';

const coach = (changes: Partial<CoachFrame> = {}): CoachFrame => ({
  type: 'coach',
  session: 's1',
  device: null,
  simulated: false,
  at: 0,
  bpm: 130,
  percent: 68,
  bands: ['zone2'],
  stale: false,
  seconds: {},
  remaining: [],
  ...changes,
});
const runner = (name: string, changes: Partial<CoachFrame> = {}, atMs = 0): WallRunner =>
  withCoach(undefined, { athleteId: name, name, coach: coach(changes) }, atMs);
const names = (runners: readonly WallRunner[], nowMs: number): string[] =>
  sortWall(runners, nowMs).map(({ runner: { name }, need }) => `${name} ${need}`);

describe('R5: a runner on the wall', () => {
  test('is stale 10 s after the last fresh beat, whatever frames come without one', () => {
    let anna = runner('Anna');
    anna = withCoach(anna, { ...anna, coach: coach({ bpm: null, stale: true }) }, 6_000);
    expect(needOf(anna, 9_999)).toBe('fine');
    expect(needOf(anna, 10_000)).toBe('silent');
    anna = withCoach(anna, { ...anna, coach: coach() }, 11_000);
    expect(needOf(anna, 12_000)).toBe('fine');
  });

  test('is gone after 3 min without a beat', () => {
    expect(names([runner('Anna')], 179_999)).toEqual(['Anna silent']);
    expect(names([runner('Anna')], 180_000)).toEqual([]);
  });

  test('stands before the others when they need a word: ceiling, too hard, silent, told something, by name', () => {
    const ceiling = { bpm: 140, above: true, peakBpm: 151, crossings: 1 };
    const cue = { id: 'cue.zone2.slow_down', text: 'Slow down.' } as const;
    const wall = [
      runner('Bo'),
      runner('Anna'),
      runner('Cue', { cue }),
      runner('Hard', { percent: 91 }),
      runner('Edge', { percent: 90 }),
      runner('Ceiling', { ceiling }),
      runner('Silent', {}, -10_000),
    ];
    expect(names(wall, 0)).toEqual([
      'Ceiling ceiling',
      'Hard too_hard',
      'Silent silent',
      'Cue cue',
      'Anna fine',
      'Bo fine',
      'Edge fine',
    ]);
    expect(names([runner('Cue', { cue })], 30_000 - 1)).toEqual(['Cue silent']);
  });

  test('keeps the last advice for half a minute, and not into the next run', () => {
    const cue = { id: 'cue.zone2.slow_down', text: 'Slow down.' } as const;
    const told = withCoach(
      runner('Anna', { cue }),
      { athleteId: 'Anna', name: 'Anna', coach: coach() },
      29_000,
    );
    expect(needOf(told, 29_999)).toBe('cue');
    expect(needOf(told, 30_000)).toBe('fine');
    const next = { athleteId: 'Anna', name: 'Anna', coach: coach({ session: 's2' }) };
    expect(withCoach(told, next, 29_500).cue).toBeNull();
  });
});
