import type { Athlete } from '../../domain/athlete.ts';
import type { MaxHeartRate } from '../../domain/max-heart-rate/max-heart-rate.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { PassiveDay, SessionEvidence } from '../../domain/session/session.ts';
import type { IsoWeek, LocalDate } from '../../domain/units.ts';
import type { ThresholdHeartRate } from '../../domain/basis/threshold-heart-rate.ts';
import type { RestingSource } from './resting-heart-rate-store.ts';
import type { FourByFourMemory } from './session-store.ts';

/** Everything stored that the verdicts on a span of local dates rest on, as it stood at one instant. */
export interface WeekEvidence {
  readonly athlete: Athlete;
  readonly maxHeartRates: readonly MaxHeartRate[];
  readonly prescriptions: readonly Prescription[];
  readonly excusedWeeks: readonly IsoWeek[];
  readonly thresholdHeartRates: readonly ThresholdHeartRate[];
  /** From `RESTING_LOOK_BACK_DAYS` before the span, the latest before that, and the very first. */
  readonly restingHeartRates: readonly { date: LocalDate; bpm: number; source: RestingSource }[];
  /** Null where the athlete's evidence is still of the revision that was seen. */
  readonly evidence: SpanEvidence | null;
  readonly first: { readonly any: LocalDate | null; readonly strength: LocalDate | null };
  /** Null when no past was asked for. */
  readonly pastMark: PastMark | null;
  /** Another one as soon as anything that verdicts rest on has changed. */
  readonly revision: string;
}

/** What was recorded on a span of local dates. */
export interface SpanEvidence {
  /** With any active time on, or starting on, a date of the span; ascending by start. */
  readonly sessions: readonly SessionEvidence[];
  readonly fourByFour: readonly FourByFourMemory[];
  readonly passiveDays: readonly PassiveDay[];
}

/** Names everything that verdicts on the weeks of a past rest on. Two marks are of one past if both parts are equal. */
export interface PastMark {
  /** The evidence of the dates and of the days that their guard rails look back; the resting heart rates of then, where any
   * prescription measures by them. */
  readonly evidence: string;
  /** What the athlete has set: max heart rates, prescriptions, zones, flags, excused weeks. */
  readonly settings: string;
  /** While the athlete's evidence is of this revision, `evidence` stands without being looked at. */
  readonly revision: string;
}

export interface AskedPast {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** The mark of the same dates as it was seen last. */
  readonly seen: PastMark | null;
}

export interface WeekEvidenceStore {
  /**
   * In one snapshot. Null when there is no such athlete. What was recorded is read only where the athlete's evidence is of
   * another revision than `seenRevision`.
   */
  read(
    athleteId: string,
    span: { readonly from: LocalDate; readonly to: LocalDate },
    past: AskedPast | null,
    seenRevision: string | null,
  ): Promise<WeekEvidence | null>;
}
