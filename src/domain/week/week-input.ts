import type { Athlete } from '../athlete.ts';
import type { Crossing } from '../ceiling/ceiling-reducer.ts';
import type { Intent } from '../intent.ts';
import type { FourByFourEdges, FourByFourResult } from '../four-by-four/four-by-four.ts';
import type { MaxHeartRate } from '../max-heart-rate/max-heart-rate.ts';
import type { Prescription } from '../prescription/prescription.ts';
import type { RestingHeartRate } from '../monitoring/resting.ts';
import type { PassiveDay, SessionEvidence } from '../session/session.ts';
import type { Streaks } from './streak.ts';
import type { ThresholdHeartRate } from '../basis/threshold-heart-rate.ts';
import type { IsoWeek, LocalDate } from '../units.ts';

/** Days before a week's Monday whose evidence the guard rails look at (G2, G3, G5). */
export const GUARD_LOOK_BACK_DAYS = 31;

/** All that a verdict on one week rests on. Evidence is immutable: nothing here is changed while it is judged. */
export interface WeekInput {
  readonly athlete: Pick<Athlete, 'timeZones' | 'flags'>;
  readonly week: IsoWeek;
  readonly nowMs: number;
  readonly maxHeartRates: readonly MaxHeartRate[];
  readonly prescriptions: readonly Prescription[];
  /** At least the sessions that touch the week or `GUARD_LOOK_BACK_DAYS` before it; more do no harm. */
  readonly sessions: readonly SessionEvidence[];
  readonly passiveDays: readonly PassiveDay[];
  /** The result of the recogniser under some edges; null where a session has none. */
  readonly fourByFour: (sessionId: string, edges: FourByFourEdges) => FourByFourResult | null;
  /** What a session crossed of its ceiling (X2); null where none is prescribed. Left out: none is known. */
  readonly crossings?: (sessionId: string) => readonly Crossing[] | null;
  readonly firstEvidenceDate: LocalDate | null;
  readonly firstStrengthDate: LocalDate | null;
  readonly excusedWeeks: readonly IsoWeek[];
  /** At least those of `RESTING_LOOK_BACK_DAYS` before the end of the week, and the very first (R). */
  readonly restingHeartRates: readonly RestingHeartRate[];
  /** Left out: none. */
  readonly thresholdHeartRates?: readonly ThresholdHeartRate[];
  /** Up to and including the week before (T11); left out, none has begun. */
  readonly streaksBefore?: Streaks;
  /** Declared intents of sessions, where known: without them G7 is silent. */
  readonly intentOf?: (sessionId: string) => Intent | null;
}
