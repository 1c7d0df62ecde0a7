import type { Locale } from '../../domain/athlete.ts';
import type { Workout } from '../../domain/week/workout.ts';

/** Names in the file are in the athlete's language. The same input gives the same bytes. */
export type EncodeWorkout = (input: {
  readonly workout: Workout;
  readonly locale: Locale;
  /** When the file says it was made. */
  readonly createdAtMs: number;
}) => Uint8Array;
