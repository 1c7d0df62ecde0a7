import type { Prescription } from '../../domain/prescription/prescription.ts';

/** One that the athlete said no to (R6): weeks are judged as though it had never been. */
export interface DeclinedPrescription {
  readonly prescription: Prescription;
  readonly declinedAtMs: number;
  readonly declineReason: string | null;
}

export interface PrescriptionStore {
  /** Ascending by validFrom. The built-in default is not stored, a declined one is not among them. */
  list(athleteId: string): Promise<Prescription[]>;
  add(athleteId: string, prescription: Prescription, createdAtMs: number): Promise<void>;
  /** Null where there is no such prescription, or it was declined. */
  decline(
    athleteId: string,
    id: string,
    answer: { readonly reason: string | null; readonly atMs: number },
  ): Promise<DeclinedPrescription | null>;
  /** Newest answer first. */
  listDeclined(athleteId: string): Promise<DeclinedPrescription[]>;
}
