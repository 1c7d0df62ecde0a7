import { choosePrescription } from '../../domain/prescription/choose-prescription.ts';
import { isoWeekOf } from '../../domain/calendar/week.ts';
import type { Note } from '../../domain/note.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import { validatePrescription } from '../../domain/prescription/validate-prescription.ts';
import { AppError } from '../errors.ts';

type Parts = Omit<Prescription, 'id' | 'validFrom' | 'reason'>;

export type NewPrescription = Pick<Prescription, 'validFrom' | 'reason'> & {
  readonly [Part in keyof Parts]?: Parts[Part] | undefined;
};

/**
 * A whole prescription from what a person gave (T15): a part that is left out stays as it was in force on that date.
 * `invalid_input` names the first field at fault.
 */
export function completePrescription(
  id: string,
  { validFrom, reason, ...parts }: NewPrescription,
  history: readonly Prescription[],
): Prescription {
  const inForce = choosePrescription(history, isoWeekOf(validFrom));
  const whole: Prescription = {
    id,
    validFrom,
    reason,
    bands: parts.bands ?? inForce.bands,
    zone2: parts.zone2 ?? inForce.zone2,
    interval4x4: parts.interval4x4 ?? inForce.interval4x4,
    antiInflammatory: parts.antiInflammatory ?? inForce.antiInflammatory,
    cardio: parts.cardio ?? inForce.cardio,
    strength: parts.strength ?? inForce.strength,
  };
  const [fault] = validatePrescription(whole);
  if (fault !== undefined) {
    throw new AppError('invalid_input', sentenceOf(fault.note), { field: fault.field });
  }
  return whole;
}

function sentenceOf({ values }: Note): string {
  return values?.['lowest'] === undefined
    ? 'A lower bound must not be above its upper bound, and each of the three bands is given once.'
    : `This must be a whole number from ${values['lowest']} to ${values['highest'] ?? ''}.`;
}
