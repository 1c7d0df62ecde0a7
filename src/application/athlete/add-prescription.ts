import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import { requireSamePreview } from '../reports/confirmed-preview.ts';
import { completePrescription, type NewPrescription } from './complete-prescription.ts';
import { prescriptionPreviewIdOf } from './preview-prescription.ts';
import type { ReadAthlete } from './read-athlete.ts';

export interface AddPrescriptionDeps {
  readonly stores: Pick<Stores, 'prescriptions'>;
  readonly readAthlete: ReadAthlete;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly sha256Hex: (data: string) => string;
}

export type AddPrescription = (input: {
  athleteId: string;
  prescription: NewPrescription;
  previewId: string | null;
}) => Promise<Prescription>;

/**
 * Adds a dated prescription (T15). A part that is left out stays as it was in force on that date. With the id of a
 * preview, only exactly what it showed is added (P5): `preview_outdated` when the history has changed since.
 */
export function addPrescription(deps: AddPrescriptionDeps): AddPrescription {
  return async ({ athleteId, prescription, previewId }) => {
    await deps.readAthlete({ athleteId });
    const history = await deps.stores.prescriptions.list(athleteId);
    const added = completePrescription(deps.newId(), prescription, history);
    if (previewId !== null) {
      requireSamePreview(previewId, prescriptionPreviewIdOf(deps.sha256Hex, athleteId, added, history));
    }
    await deps.stores.prescriptions.add(athleteId, added, deps.clock.nowMs());
    return added;
  };
}
