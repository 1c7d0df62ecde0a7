import type { Athlete } from '../../domain/athlete.ts';
import type { MaxHeartRate } from '../../domain/max-heart-rate/max-heart-rate.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { PassiveDay, SessionEvidence } from '../../domain/session/session.ts';
import type { IsoWeek, LocalDate } from '../../domain/units.ts';
import type { RestingSource } from './resting-heart-rate-store.ts';
import type { FourByFourMemory } from './session-store.ts';

/** Everything stored that the verdicts on a span of local dates rest on, as it stood at one instant. */
export interface WeekEvidence {
  readonly athlete: Athlete;
  readonly maxHeartRates: readonly MaxHeartRate[];
  readonly prescriptions: readonly Prescription[];
  readonly excusedWeeks: readonly IsoWeek[];
  /** From `RESTING_LOOK_BACK_DAYS` before the span, and the very first. */
  readonly restingHeartRates: readonly { date: LocalDate; bpm: number; source: RestingSource }[];
  /** With any active time on, or starting on, a date of the span; ascending by start. */
  readonly sessions: readonly SessionEvidence[];
  readonly fourByFour: readonly FourByFourMemory[];
  readonly passiveDays: readonly PassiveDay[];
  readonly first: { readonly any: LocalDate | null; readonly strength: LocalDate | null };
  /**
   * Names everything that verdicts on the weeks of the `past` asked for rest on: equal only while none of it has
   * changed. Null when no past was asked for.
   */
  readonly pastFingerprint: string | null;
}

export interface WeekEvidenceStore {
  /** In one snapshot. Null when there is no such athlete. */
  read(
    athleteId: string,
    span: { readonly from: LocalDate; readonly to: LocalDate },
    past: { readonly from: LocalDate; readonly to: LocalDate } | null,
  ): Promise<WeekEvidence | null>;
}
