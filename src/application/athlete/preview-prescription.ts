import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { Stores } from '../ports/stores.ts';
import { previewIdOf } from '../reports/confirmed-preview.ts';
import { type Preview, previewWeeks, type PreviewWeeksDeps } from '../reports/preview-weeks.ts';
import { completePrescription, type NewPrescription } from './complete-prescription.ts';

export interface PreviewPrescriptionDeps extends PreviewWeeksDeps {
  readonly stores: PreviewWeeksDeps['stores'] & Pick<Stores, 'prescriptions'>;
  readonly sha256Hex: (data: string) => string;
}

export type PreviewPrescription = (input: {
  athleteId: string;
  prescription: NewPrescription;
}) => Promise<Preview>;

/** What a new prescription would change, week by week, without changing anything (P5). */
export function previewPrescription(deps: PreviewPrescriptionDeps): PreviewPrescription {
  return async ({ athleteId, prescription }) => {
    const history = await deps.stores.prescriptions.list(athleteId);
    const whole = completePrescription('', prescription, history);
    const previewId = prescriptionPreviewIdOf(deps.sha256Hex, athleteId, whole, history);
    const candidate: Prescription = { ...whole, id: previewId };
    const weeks = await previewWeeks(deps, athleteId, candidate.validFrom, (basis) => ({
      ...basis,
      prescriptions: [...basis.prescriptions, candidate],
    }));
    return { previewId, weeks };
  };
}

export function prescriptionPreviewIdOf(
  sha256Hex: (data: string) => string,
  athleteId: string,
  prescription: Prescription,
  history: readonly Prescription[],
): string {
  const parts = Object.entries({ ...prescription, id: null }).toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return previewIdOf(sha256Hex, [athleteId, parts], history);
}
