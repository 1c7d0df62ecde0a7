import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { Stores } from '../ports/stores.ts';

export interface ListPrescriptionsDeps {
  readonly stores: Pick<Stores, 'prescriptions'>;
}

export type ListPrescriptions = (input: { athleteId: string }) => Promise<Prescription[]>;

/** The athlete's own prescriptions by date, the history of what was asked and why (T15); without the default. */
export function listPrescriptions({ stores }: ListPrescriptionsDeps): ListPrescriptions {
  return ({ athleteId }) => stores.prescriptions.list(athleteId);
}
