import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/adapters/files/health/activity.ts';
import { createAppleScanner } from '../../../src/adapters/files/health/apple-scanner.ts';
import { APPLE_HEAD, appleEvent, appleRecord, appleStep, appleWorkout } from '../../support/apple-export.ts';

const START_MS = Date.UTC(2026, 10, 10, 7);

function scanned(text: string, size: number): Activity[] {
  const scanner = createAppleScanner();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size)
    scanner.write(bytes.subarray(at, at + size).toString('latin1'));
  return [...scanner.activities()];
}

describe('Apple Health’s export.xml', () => {
  const beats = Array.from({ length: 60 }, (_, i) => appleRecord(START_MS + i * 5_000, 100 + i));
  const steps = Array.from({ length: 100 }, (_, i) => appleStep(START_MS + i * 1_000));
  const events = appleEvent('Pause', START_MS + 60_000) + appleEvent('Resume', START_MS + 120_000);
  const text =
    APPLE_HEAD +
    [...beats.slice(30), ...steps, ...beats.slice(0, 30)].join('') +
    appleWorkout('Running', START_MS + 100_000, START_MS + 200_000) +
    appleWorkout('TraditionalStrengthTraining', START_MS, START_MS + 90_000, events) +
    ' <Workout workoutActivityType="HKWorkoutActivityTypeYoga" startDate="2026-11-09 08:00:00 +0100" endDate="2026-11-09 08:30:00 +0100"/>\n' +
    '</HealthData>';

  it.each([7, 100, 65_536])('heart rates join the workouts they lie in, in pieces of %i bytes', (size) => {
    const [yoga, strength, run] = scanned(text, size);
    expect(yoga).toMatchObject({ sport: 'Yoga', samples: [], pauses: [] });
    expect(strength).toMatchObject({
      sport: 'TraditionalStrengthTraining',
      startMs: START_MS,
      endMs: START_MS + 90_000,
      deviceName: 'Jørgens Apple Watch',
      pauses: [{ fromMs: START_MS + 60_000, toMs: START_MS + 120_000 }],
    });
    expect(strength!.samples.map(({ bpm }) => bpm)).toEqual(Array.from({ length: 18 }, (_, i) => 100 + i));
    expect(run!.samples.map(({ atMs }) => atMs - START_MS)).toEqual(
      Array.from({ length: 20 }, (_, i) => 100_000 + i * 5_000),
    );
  });

  const monthsOf = (xml: string): (readonly [string, number[]])[] => {
    const scanner = createAppleScanner();
    scanner.write(Buffer.from(xml).toString('latin1'));
    const workouts = [...scanner.activities()].length;
    expect(scanner.countFiles()).toBe(workouts + [...scanner.months()].length);
    return Array.from(scanner.months(), ({ startMs, bpm }) => [new Date(startMs).toISOString(), [...bpm]]);
  };

  it('heart rate beside the workouts comes by months, that in a workout does not come again', () => {
    const before = appleRecord(START_MS - 11 * 86_400_000, 51) + appleRecord(START_MS - 8 * 3_600_000, 52);
    const beside = [118, 119, ...Array.from({ length: 20 }, (_, i) => 140 + i)];
    expect(monthsOf(text.replace(APPLE_HEAD, APPLE_HEAD + before))).toEqual([
      ['2026-10-30T00:00:00.000Z', [51]],
      ['2026-11-09T00:00:00.000Z', [52, ...beside]],
    ]);
  });

  it('a month with much of it is cut between days, so that no file holds too much', () => {
    const days = [1, 2, 3].map((day) => appleRecord(Date.UTC(2026, 10, day), 60).repeat(30_000));
    const months = monthsOf(APPLE_HEAD + days.join(''));
    expect(months.map(([from, { length }]) => [from.slice(0, 10), length])).toEqual([
      ['2026-11-01', 60_000],
      ['2026-11-03', 30_000],
    ]);
  });

  it('a workout without an end costs itself', () => {
    const cut = text.replace(' </Workout>\n', '');
    expect(scanned(cut, 1_000).length).toBeGreaterThanOrEqual(1);
  });
});
