import { localDateAt } from '../../domain/calendar/local-time.ts';
import { isoWeekOf } from '../../domain/calendar/week.ts';
import type { LocalDate } from '../../domain/units.ts';
import { workoutOf, type Workout } from '../../domain/week/workout.ts';
import type { ReadAthlete } from '../athlete/read-athlete.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { EncodeWorkout } from '../ports/workout-encoder.ts';
import type { ReportReader, ReportWeek } from '../reports/report-week.ts';

export interface ReadTodaysWorkoutDeps {
  readonly readAthlete: ReadAthlete;
  readonly reportWeek: ReportWeek;
  readonly encodeWorkout: EncodeWorkout;
  readonly clock: Clock;
}

export type ReadTodaysWorkout = (
  input: { athleteId: string } & ReportReader,
) => Promise<{ date: LocalDate; activity: Workout['activity']; bytes: Uint8Array }>;

/**
 * The first activity that the report plans for today (T9), as a file for a watch.
 *
 * @throws AppError `not_found` when nothing is planned for today.
 */
export function readTodaysWorkout(deps: ReadTodaysWorkoutDeps): ReadTodaysWorkout {
  return async ({ athleteId, ...reader }) => {
    const { timeZones, locale } = await deps.readAthlete({ athleteId });
    const createdAtMs = deps.clock.nowMs();
    const date = localDateAt(createdAtMs, timeZones);
    const { plan, bands } = await deps.reportWeek({ athleteId, week: isoWeekOf(date), ...reader });
    const planned = plan.find((each) => each.date === date);
    if (planned === undefined) throw new AppError('not_found', 'Nothing is planned for today.');
    const workout = workoutOf(planned, bands);
    return { date, activity: workout.activity, bytes: deps.encodeWorkout({ workout, locale, createdAtMs }) };
  };
}
