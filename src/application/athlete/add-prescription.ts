import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { Clock } from '../ports/clock.ts';
import { AppError } from '../errors.ts';
import type { Transactions } from '../ports/stores.ts';
import { requireSamePreview } from '../reports/confirmed-preview.ts';
import { completePrescription, type NewPrescription } from './complete-prescription.ts';
import { prescriptionPreviewIdOf } from './preview-prescription.ts';
import type { ReadAthlete } from './read-athlete.ts';

export interface AddPrescriptionDeps {
  readonly transactions: Transactions;
  readonly readAthlete: ReadAthlete;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly sha256Hex: (data: string) => string;
}

export type AddPrescription = (input: {
  athleteId: string;
  prescription: NewPrescription;
  previewId: string | null;
  /** What another system proposed and the athlete says yes to with it (D4). */
  proposalId?: string | null;
}) => Promise<Prescription>;

/**
 * Adds a dated prescription (T15). A part that is left out stays as it was in force on that date. With the id of a
 * preview, only exactly what it showed is added (P5): `preview_outdated` when the history has changed since. It may be the answer
 * to a proposal that waits: both or neither, `not_found` where that does not wait.
 */
export function addPrescription(deps: AddPrescriptionDeps): AddPrescription {
  return async ({ athleteId, prescription, previewId, proposalId = null }) => {
    await deps.readAthlete({ athleteId });
    return deps.transactions.forAthlete(athleteId, async ({ prescriptions, proposedPrescriptions }) => {
      const history = await prescriptions.list(athleteId);
      const added = completePrescription(deps.newId(), prescription, history);
      if (previewId !== null) {
        requireSamePreview(previewId, prescriptionPreviewIdOf(deps.sha256Hex, athleteId, added, history));
      }
      if (proposalId !== null && !(await proposedPrescriptions.remove(athleteId, proposalId))) {
        throw new AppError('not_found', 'There is no such proposal.');
      }
      await prescriptions.add(athleteId, added, deps.clock.nowMs());
      return added;
    });
  };
}
