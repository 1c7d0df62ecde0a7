import { Decoder, Stream } from '@garmin/fitsdk';
import FitParser from 'fit-file-parser';
import { describe, expect, test } from 'vitest';
import { encodeFitWorkout } from '../../../src/adapters/files/out/encode-fit-workout.ts';
import type { LocalDate } from '../../../src/domain/units.ts';
import type { PlannedActivity, WeekReport } from '../../../src/domain/week/week-report.ts';
import { workoutOf } from '../../../src/domain/week/workout.ts';

const BANDS: WeekReport['bands'] = [
  { id: 'anti_inflammatory', seconds: 0, lowBpm: 95, highBpm: 123 },
  { id: 'zone2', seconds: 0, lowBpm: 114, highBpm: 133 },
  { id: 'interval_4x4', seconds: 0, lowBpm: 162, highBpm: 171 },
];
const CREATED_MS = Date.parse('2026-11-20T06:00:00Z');

function fileOf(activity: PlannedActivity['activity'], minutes: number | null, bands = BANDS): Uint8Array {
  const planned = { date: '2026-11-20' as LocalDate, activity, minutes, note: { id: 'plan.zone2' } } as const;
  return encodeFitWorkout({ workout: workoutOf(planned, bands), locale: 'da', createdAtMs: CREATED_MS });
}

/** The steps as the format's own reader tells them. */
function stepsByGarmin(bytes: Uint8Array) {
  const decoder = new Decoder(Stream.fromByteArray([...bytes]));
  expect(decoder.checkIntegrity()).toBe(true);
  const { messages, errors } = decoder.read();
  expect(errors).toEqual([]);
  const { fileIdMesgs, workoutMesgs, workoutStepMesgs } = messages;
  return { file: fileIdMesgs?.[0], workout: workoutMesgs?.[0], steps: workoutStepMesgs ?? [] };
}

const shared = (low: number, high: number) => ({
  durationType: 'time',
  targetType: 'heartRate',
  customTargetHeartRateLow: low + 100,
  customTargetHeartRateHigh: high + 100,
});

describe('a planned activity as a FIT workout', () => {
  test('a 4×4: warm-up, four times work and recovery, cool-down, in the bands of the report (Z2)', () => {
    const { file, workout, steps } = stepsByGarmin(fileOf('interval_4x4', null));
    expect(file).toMatchObject({ type: 'workout', timeCreated: new Date(CREATED_MS) });
    expect(workout).toMatchObject({ sport: 'running', numValidSteps: 5, wktName: '4×4-intervaller' });
    expect(steps).toMatchObject([
      { messageIndex: 0, ...shared(114, 133), durationTime: 600, intensity: 'warmup' },
      { messageIndex: 1, ...shared(162, 171), durationTime: 240, intensity: 'interval' },
      { messageIndex: 2, ...shared(95, 123), durationTime: 180, intensity: 'recovery' },
      { messageIndex: 3, durationType: 'repeatUntilStepsCmplt', durationStep: 1, repeatSteps: 4 },
      { messageIndex: 4, ...shared(95, 123), durationTime: 300, intensity: 'cooldown' },
    ]);
  });

  test('another reader finds the same steps', async () => {
    const parsed = await new FitParser({ force: false }).parseAsync(
      fileOf('interval_4x4', null).slice().buffer,
    );
    const steps = parsed.messages?.workout_step?.map((step) => [
      step.duration_type,
      step.duration_value,
      step.target_type,
      step.target_value,
      step.custom_target_value_low,
      step.custom_target_value_high,
      step.intensity,
    ]);
    expect(steps).toEqual([
      ['time', 600_000, 'heart_rate', 0, 214, 233, 'warmup'],
      ['time', 240_000, 'heart_rate', 0, 262, 271, 'interval'],
      ['time', 180_000, 'heart_rate', 0, 195, 223, 'recovery'],
      ['repeat_until_steps_cmplt', 1, undefined, 4, undefined, undefined, undefined],
      ['time', 300_000, 'heart_rate', 0, 195, 223, 'cooldown'],
    ]);
  });

  test.each([
    ['zone2', 45, 'running', 114, 133],
    ['light', 30, 'walking', 95, 123],
  ] as const)('%s: one step of %i min', (activity, minutes, sport, low, high) => {
    const { workout, steps } = stepsByGarmin(fileOf(activity, minutes));
    expect(workout).toMatchObject({ sport, numValidSteps: 1 });
    expect(steps).toMatchObject([{ ...shared(low, high), durationTime: minutes * 60, intensity: 'active' }]);
  });

  test('strength has no heart rate, and neither has an athlete without a max heart rate (T6, M1)', () => {
    const unknown = BANDS.map((band) => ({ ...band, lowBpm: null, highBpm: null }));
    for (const bytes of [fileOf('strength', 30), fileOf('zone2', 30, unknown)]) {
      expect(stepsByGarmin(bytes).steps).toMatchObject([{ durationTime: 1800, targetType: 'open' }]);
    }
  });
});
