import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { DeclinedPrescription } from '../ports/prescription-store.ts';
import type { Stores } from '../ports/stores.ts';

export interface ListPrescriptionsDeps {
  readonly stores: Pick<Stores, 'prescriptions'>;
}

export type ListPrescriptions = (input: { athleteId: string }) => Promise<Prescription[]>;
export type ListDeclinedPrescriptions = (input: { athleteId: string }) => Promise<DeclinedPrescription[]>;

/** The athlete's own prescriptions by date, the history of what was asked and why (T15); without the default. */
export function listPrescriptions({ stores }: ListPrescriptionsDeps): ListPrescriptions {
  return ({ athleteId }) => stores.prescriptions.list(athleteId);
}

/** What the athlete said no to (R6), newest answer first. */
export function listDeclinedPrescriptions({ stores }: ListPrescriptionsDeps): ListDeclinedPrescriptions {
  return ({ athleteId }) => stores.prescriptions.listDeclined(athleteId);
}
