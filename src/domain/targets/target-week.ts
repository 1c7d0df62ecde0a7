import type { HeartBasis } from '../bands/heart-basis.ts';
import type { ChosenMaxHeartRate } from '../max-heart-rate/choose-max-heart-rate.ts';
import type { Note } from '../note.ts';
import type { Prescription } from '../prescription/prescription.ts';
import type { PassiveDay, SessionDay, SessionEvidence } from '../session/session.ts';
import type { LocalDate } from '../units.ts';

/** One local date of a week, with everything recorded on it. */
export interface WeekDay {
  readonly date: LocalDate;
  readonly chosen: ChosenMaxHeartRate | null;
  /** In force on this date (M1); null without any. */
  readonly maxHeartRate: number | null;
  /** What bands are measured by on this date (P2). */
  readonly basis: HeartBasis;
  /** What each session recorded on this date (T2: seconds go to the date of the sample). */
  readonly parts: readonly { readonly evidence: SessionEvidence; readonly part: SessionDay }[];
  /** Sessions that start on this date (T2: credits go to the start date), earliest first. */
  readonly started: readonly SessionEvidence[];
  readonly passive: PassiveDay | null;
}

/** What a target is told of its week. */
export interface TargetWeek {
  readonly prescription: Prescription;
  readonly days: readonly WeekDay[];
  readonly sunday: LocalDate;
  readonly today: LocalDate;
  /** Full local days elapsed, 0…7 (T8). */
  readonly done: number;
  readonly firstStrengthDate: LocalDate | null;
}

export interface Credit {
  readonly sessionId: string;
  readonly localDate: LocalDate;
  readonly seconds: number;
  readonly note: Note | null;
}

export interface Refusal {
  readonly sessionId: string;
  readonly localDate: LocalDate;
  /** Rule id, e.g. `T3`. */
  readonly rule: string;
  readonly note: Note;
}
