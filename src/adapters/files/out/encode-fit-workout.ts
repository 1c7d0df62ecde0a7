import { FitEncoder, type FitEncoderField } from 'fit-file-parser/encoder';
import { getFitSportId, getFitSubSportId } from 'fit-file-parser/profile';
import type { EncodeWorkout } from '../../../application/ports/workout-encoder.ts';
import type { Intensity, Workout, WorkoutStep } from '../../../domain/week/workout.ts';
import { activityLabel } from '../../wire/messages/activity-label.ts';
import { enumOf, FILE_ID, fileId, string, uint16, uint32 } from './fit-fields.ts';

const WORKOUT = 26;
const WORKOUT_STEP = 27;
const MESSAGE_INDEX = 254;

const WORKOUT_FILE = 5;
const FOR_A_TIME = 0;
const REPEAT_STEPS = 6;
const TARGET_HEART_RATE = 1;
const TARGET_OPEN = 2;
/** Heart rates above this are bpm, below it per cent of max (profile type `workout_hr`). */
const BPM_OFFSET = 100;

const INTENSITIES: Readonly<Record<Intensity, number>> = {
  active: 0,
  warmup: 2,
  cooldown: 3,
  recovery: 4,
  interval: 5,
};

/** What a watch files the workout under; a person may still do it in any other way. */
const SPORTS: Readonly<Record<Workout['activity'], { sport: string; subSport: string }>> = {
  interval_4x4: { sport: 'running', subSport: 'generic' },
  zone2: { sport: 'running', subSport: 'generic' },
  light: { sport: 'walking', subSport: 'generic' },
  strength: { sport: 'training', subSport: 'strength_training' },
};

const LOCAL = { fileId: 0, workout: 1, step: 2 };

/** A planned activity as a FIT workout: timed steps with heart-rate ranges in bpm, repeats as the format's own loops. */
export const encodeFitWorkout: EncodeWorkout = ({ workout, locale, createdAtMs }) => {
  const steps = stepsOf(workout);
  const { sport, subSport } = SPORTS[workout.activity];
  const fit = new FitEncoder().writeMessage(FILE_ID, fileId(WORKOUT_FILE, createdAtMs), LOCAL.fileId);
  fit.writeMessage(
    WORKOUT,
    [
      enumOf(4, getFitSportId(sport)!),
      enumOf(11, getFitSubSportId(subSport)!),
      uint16(6, steps.length),
      string(8, activityLabel(workout.activity, locale)),
    ],
    LOCAL.workout,
  );
  for (const [index, fields] of steps.entries())
    fit.writeMessage(WORKOUT_STEP, [uint16(MESSAGE_INDEX, index), ...fields], LOCAL.step);
  return fit.close();
};

/** Every step in order; a repeat follows its steps and names the first of them. */
function stepsOf({ parts }: Workout): FitEncoderField[][] {
  const steps: FitEncoderField[][] = [];
  for (const part of parts) {
    if ('steps' in part) {
      const first = steps.length;
      steps.push(...part.steps.map(timed), repeat(first, part.times));
    } else steps.push(timed(part));
  }
  return steps;
}

function timed({ intensity, durationMs, range }: WorkoutStep): FitEncoderField[] {
  return [
    enumOf(1, FOR_A_TIME),
    uint32(2, durationMs),
    enumOf(3, range === null ? TARGET_OPEN : TARGET_HEART_RATE),
    // 0: the two values that follow, not a zone of the watch.
    uint32(4, 0),
    uint32(5, range === null ? 0 : range.lowBpm + BPM_OFFSET),
    uint32(6, range === null ? 0 : range.highBpm + BPM_OFFSET),
    enumOf(7, INTENSITIES[intensity]),
  ];
}

function repeat(firstStep: number, times: number): FitEncoderField[] {
  return [enumOf(1, REPEAT_STEPS), uint32(2, firstStep), uint32(4, times)];
}
