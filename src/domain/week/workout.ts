import { FOUR_BY_FOUR_TIMES } from '../four-by-four/four-by-four.ts';
import { MINUTE_MS } from '../units.ts';
import type { PlannedActivity, WeekReport } from './week-report.ts';

export type Intensity = 'warmup' | 'active' | 'interval' | 'recovery' | 'cooldown';

/** A stretch of a workout. The range is whole bpm, both inclusive; null where heart rate is not prescribed. */
export interface WorkoutStep {
  readonly intensity: Intensity;
  readonly durationMs: number;
  readonly range: { readonly lowBpm: number; readonly highBpm: number } | null;
}

export interface WorkoutRepeat {
  readonly times: number;
  readonly steps: readonly WorkoutStep[];
}

/** A planned activity as steps that a watch leads through. */
export interface Workout {
  readonly activity: PlannedActivity['activity'];
  readonly parts: readonly (WorkoutStep | WorkoutRepeat)[];
}

const WARM_UP_MS = 10 * MINUTE_MS;
const WORK_MS = 4 * MINUTE_MS;
/** Between the least and the most that keep bouts apart and together (I3, I4). */
const RECOVERY_MS = 3 * MINUTE_MS;
const COOL_DOWN_MS = 5 * MINUTE_MS;
const FOUR_BY_FOUR: NonNullable<PlannedActivity['intervals']> = {
  band: 'interval_4x4',
  reps: FOUR_BY_FOUR_TIMES.reps,
  workMs: WORK_MS,
  recoveryMs: RECOVERY_MS,
};

/**
 * What a planned activity asks, in the bands that the report shows (Z2): a 4×4 with warm-up, recoveries and cool-down,
 * anything else as one step of its minutes. Ranges are null where the report has no max heart rate.
 */
export function workoutOf(planned: PlannedActivity, bands: WeekReport['bands']): Workout {
  const rangeOf = (id: string): WorkoutStep['range'] => {
    const band = bands.find((each) => each.id === id);
    if (band === undefined || band.lowBpm === null || band.highBpm === null) return null;
    return band.lowBpm > band.highBpm ? null : { lowBpm: band.lowBpm, highBpm: band.highBpm };
  };
  const { activity } = planned;
  const light = rangeOf('anti_inflammatory');
  if (activity === 'interval_4x4') {
    const { band, reps, workMs, recoveryMs } = planned.intervals ?? FOUR_BY_FOUR;
    const range = band === null ? null : rangeOf(band);
    const work: WorkoutStep = { intensity: 'interval', durationMs: workMs, range };
    const recovery: WorkoutStep = { intensity: 'recovery', durationMs: recoveryMs, range: light };
    return {
      activity,
      parts: [
        { intensity: 'warmup', durationMs: WARM_UP_MS, range: rangeOf('zone2') },
        { times: reps, steps: [work, recovery] },
        { intensity: 'cooldown', durationMs: COOL_DOWN_MS, range: light },
      ],
    };
  }
  const range = activity === 'light' ? light : rangeOf(activity);
  return {
    activity,
    parts: [{ intensity: 'active', durationMs: (planned.minutes ?? 0) * MINUTE_MS, range }],
  };
}
