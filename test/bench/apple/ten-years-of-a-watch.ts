import { DAY_MS, HOUR_MS, SECOND_MS } from '../../../src/domain/units.ts';
import { APPLE_HEAD, appleRecord, appleStep, appleWorkout } from '../../support/apple-export.ts';

const DAYS = 3_640;
const START_MS = Date.UTC(2016, 0, 1);
/** Ten years of them are 3 GiB. */
const DAY_BYTES = (3 * 2 ** 30) / DAYS;
const BEATS_A_DAY = 900;
const BEATS_A_WORKOUT = 720;
const WORKOUT_AT_MS = 18 * HOUR_MS;
const STEP_MS = 20 * SECOND_MS;

/** An `export.xml` in pieces: heart rate all day, a workout every second day with a beat in five seconds, and steps. */
export function* tenYearsOfAWatch(): Generator<string> {
  yield APPLE_HEAD;
  for (let day = 0; day < DAYS; day++) yield dayOfAWatch(day);
  yield '</HealthData>';
}

function dayOfAWatch(day: number): string {
  const startMs = START_MS + day * DAY_MS;
  const parts = Array.from({ length: BEATS_A_DAY }, (_, i) =>
    appleRecord(startMs + (i * DAY_MS) / BEATS_A_DAY, 55 + ((day * 7 + i * 3) % 60)),
  );
  if (day % 2 === 0) {
    const workoutMs = startMs + WORKOUT_AT_MS;
    for (let i = 0; i < BEATS_A_WORKOUT; i++) {
      parts.push(appleRecord(workoutMs + (i * HOUR_MS) / BEATS_A_WORKOUT, 120 + ((day + i) % 50)));
    }
    parts.push(appleWorkout('Running', workoutMs, workoutMs + HOUR_MS));
  }
  let bytes = parts.reduce((sum, part) => sum + part.length, 0);
  for (let i = 0; bytes < DAY_BYTES; i++) {
    const step = appleStep(startMs + i * STEP_MS);
    parts.push(step);
    bytes += step.length;
  }
  return parts.join('');
}
