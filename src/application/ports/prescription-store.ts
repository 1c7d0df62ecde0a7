import type { Prescription } from '../../domain/prescription/prescription.ts';

export interface PrescriptionStore {
  /** Ascending by validFrom. The built-in default is not stored. */
  list(athleteId: string): Promise<Prescription[]>;
  add(athleteId: string, prescription: Prescription, createdAtMs: number): Promise<void>;
}
