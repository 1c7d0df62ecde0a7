import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatedTimeZone } from '../../../src/domain/athlete.ts';
import { parseLocalDate } from '../../../src/domain/calendar/local-time.ts';
import { seededRandom } from '../../../src/domain/simulated-heart/seeded-random.ts';
import { simulateHeart } from '../../../src/domain/simulated-heart/simulate-heart.ts';
import type { SimulatedAthlete } from '../../../src/domain/simulated-heart/simulated-athlete.ts';
import { SIMULATED_PLAN_IDS } from '../../../src/domain/simulated-heart/simulated-plan.ts';
import { drawSimulatedRun, drawSimulatedWeek } from '../../../src/domain/simulated-heart/simulated-run.ts';

/** A heart without chance, so that its response can be computed by hand. */
const STEADY: SimulatedAthlete = {
  maxBpm: 200,
  standingBpm: 100,
  tauOnMs: 30_000,
  tauOffMs: 60_000,
  noiseShare: 0,
  driftSharePerHour: 0,
  dropOutsPerHour: 0,
};
const START_MS = Date.UTC(2026, 10, 16, 6);
const COPENHAGEN: readonly DatedTimeZone[] = [
  { validFrom: parseLocalDate('2020-01-01')!, timeZone: 'Europe/Copenhagen' },
];

function bpmAt(
  items: readonly (readonly [number, number | null, readonly number[]])[],
  second: number,
): number {
  return items.findLast(([atMs]) => atMs <= START_MS + second * 1_000)![1]!;
}

describe('a simulated heart', () => {
  it('is the same for the same seed and another for another', () => {
    const items = (seed: number) => {
      const run = drawSimulatedRun({ planId: '4x4', maxBpm: 185, endMs: START_MS, seed });
      return [...simulateHeart({ ...run, steps: run.plan.steps })];
    };
    expect(items(5)).toEqual(items(5));
    expect(items(5)).not.toEqual(items(6));
  });

  it('rises by 1 - 1/e of the way in tau x 1.35 in the first bout and in tau in the later ones', () => {
    const work = { kind: 'work', durationMs: 300_000, percent: 90 } as const;
    const rest = { kind: 'recovery', durationMs: 600_000, percent: 50 } as const;
    const items = [
      ...simulateHeart({ athlete: STEADY, steps: [work, rest, work], startMs: START_MS, seed: 1 }),
    ];
    // 100 -> 180 bpm: 100 + 80 * 0.632 = 150.6 after one time constant; falling 180 -> 100: 129.4.
    expect(Math.abs(bpmAt(items, 40.5) - 150.6)).toBeLessThan(3);
    expect(Math.abs(bpmAt(items, 360) - 129.4)).toBeLessThan(3);
    expect(Math.abs(bpmAt(items, 930) - 150.6)).toBeLessThan(3);
    expect(bpmAt(items, 300)).toBe(180);
  });

  it('wanders by its share of the heart rate, from one value to the next by little', () => {
    const steps = [{ kind: 'easy', durationMs: 10 * 3_600_000, percent: 50 }] as const;
    const athlete = { ...STEADY, noiseShare: 0.015 };
    const values = [...simulateHeart({ athlete, steps, startMs: START_MS, seed: 3 })].map(([, bpm]) => bpm!);
    const mean = values.reduce((sum, bpm) => sum + bpm, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, bpm) => sum + (bpm - mean) ** 2, 0) / values.length);
    expect(Math.abs(mean - 100)).toBeLessThan(0.3);
    expect(Math.abs(deviation - 1.5)).toBeLessThan(0.15);
    const steps1 = values.slice(1).map((bpm, index) => Math.abs(bpm - values[index]!));
    expect(Math.max(...steps1)).toBeLessThan(8);
  });

  it('delivers RR intervals that add up to the time and agree with the bpm', () => {
    const steps = [{ kind: 'easy', durationMs: 1_800_000, percent: 70 }] as const;
    const athlete = { ...STEADY, noiseShare: 0.01 };
    const items = [...simulateHeart({ athlete, steps, startMs: START_MS, seed: 9 })];
    const beats = items.flatMap(([, , rr]) => rr);
    const seconds = beats.reduce((sum, interval) => sum + interval, 0) / 1_024;
    expect(Math.abs(seconds - 1_800)).toBeLessThan(5);
    expect(Math.abs((beats.length / seconds) * 60 - 139.5)).toBeLessThan(1.5);
  });

  it('loses contact or falls silent for 2–30 s at the rate asked for', () => {
    const steps = [{ kind: 'easy', durationMs: 60 * 3_600_000, percent: 60 }] as const;
    const athlete = { ...STEADY, dropOutsPerHour: 4 };
    const items = [...simulateHeart({ athlete, steps, startMs: START_MS, seed: 11 })];
    const gaps = items.slice(1).map(([atMs], index) => atMs - items[index]![0]);
    const silences = gaps.filter((gap) => gap > 1_500);
    const losses = items.filter(([, bpm], index) => bpm === null && items[index - 1]?.[1] !== null);
    expect(gaps.every((gap) => gap < 33_000)).toBe(true);
    expect(silences.length + losses.length).toBeGreaterThan(180);
    expect(silences.length + losses.length).toBeLessThan(300);
    expect(Math.min(silences.length, losses.length)).toBeGreaterThan(70);
  });

  it('stays in order, in the run, within 30 bpm and the own maximum, for every plan and seed', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.constantFrom(...SIMULATED_PLAN_IDS),
        fc.integer({ min: 100, max: 230 }),
        (seed, planId, maxBpm) => {
          const run = drawSimulatedRun({ planId, maxBpm, endMs: START_MS, seed });
          let lastMs = run.startMs - 1;
          for (const [atMs, bpm, rr] of simulateHeart({ ...run, steps: run.plan.steps })) {
            if (!(atMs > lastMs && atMs < run.endMs)) return false;
            if (bpm !== null && !(Number.isInteger(bpm) && bpm >= 30 && bpm <= maxBpm)) return false;
            if (rr.some((interval) => !Number.isInteger(interval) || interval <= 0)) return false;
            lastMs = atMs;
          }
          return run.endMs === START_MS;
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a simulated week', () => {
  const nowMs = Date.UTC(2026, 10, 19, 12, 0); // Thursday 13:00 in Copenhagen

  it('is the finished week and what is over of the current one, at local times', () => {
    const runs = drawSimulatedWeek({ maxBpm: 190, nowMs, timeZones: COPENHAGEN, seed: 1 });
    expect(runs.map(({ plan }) => plan.id)).toEqual([
      ...['walk', 'zone2', 'walk', '4x4', 'walk', 'zone2', '4x4', 'zone2', 'walk'],
      ...['walk', 'zone2', 'walk', '4x4'],
    ]);
    expect(runs.every(({ endMs }) => endMs <= nowMs)).toBe(true);
    const morning = runs[1]!;
    // 06:40 ± 15 min in Copenhagen in November is 05:40 UTC.
    expect(Math.abs(morning.startMs - Date.UTC(2026, 10, 10, 5, 40))).toBeLessThanOrEqual(15 * 60_000);
  });

  it('never overlaps itself', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 400 }), (seed, days) => {
        const runs = drawSimulatedWeek({
          maxBpm: 180,
          nowMs: nowMs + days * 86_400_000,
          timeZones: COPENHAGEN,
          seed,
        });
        return runs.every(({ startMs }, index) => index === 0 || startMs > runs[index - 1]!.endMs);
      }),
    );
  });
});

describe('seeded random', () => {
  it('is uniform and normal enough', () => {
    const random = seededRandom(42);
    const uniform = Array.from({ length: 20_000 }, () => random.between(2, 4));
    const normal = Array.from({ length: 20_000 }, () => random.normal());
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean(uniform) - 3)).toBeLessThan(0.02);
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...uniform)).toBeLessThan(4);
    expect(Math.abs(mean(normal))).toBeLessThan(0.03);
    expect(Math.abs(mean(normal.map((value) => value * value)) - 1)).toBeLessThan(0.05);
  });
});
