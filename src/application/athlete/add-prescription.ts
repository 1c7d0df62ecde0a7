import { choosePrescription } from '../../domain/prescription/choose-prescription.ts';
import type { Note } from '../../domain/note.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import { validatePrescription } from '../../domain/prescription/validate-prescription.ts';
import { isoWeekOf } from '../../domain/calendar/week.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import type { ReadAthlete } from './read-athlete.ts';

export interface AddPrescriptionDeps {
  readonly stores: Pick<Stores, 'prescriptions'>;
  readonly readAthlete: ReadAthlete;
  readonly clock: Clock;
  readonly newId: () => string;
}

type Parts = Omit<Prescription, 'id' | 'validFrom' | 'reason'>;

export type NewPrescription = Pick<Prescription, 'validFrom' | 'reason'> & {
  readonly [Part in keyof Parts]?: Parts[Part] | undefined;
};

export type AddPrescription = (input: {
  athleteId: string;
  prescription: NewPrescription;
}) => Promise<Prescription>;

/** Adds a dated prescription (T15). A part that is left out stays as it was in force on that date. */
export function addPrescription(deps: AddPrescriptionDeps): AddPrescription {
  return async ({ athleteId, prescription: { validFrom, reason, ...parts } }) => {
    await deps.readAthlete({ athleteId });
    const history = await deps.stores.prescriptions.list(athleteId);
    const inForce = choosePrescription(history, isoWeekOf(validFrom));
    const added: Prescription = {
      id: deps.newId(),
      validFrom,
      reason,
      bands: parts.bands ?? inForce.bands,
      zone2: parts.zone2 ?? inForce.zone2,
      interval4x4: parts.interval4x4 ?? inForce.interval4x4,
      antiInflammatory: parts.antiInflammatory ?? inForce.antiInflammatory,
      cardio: parts.cardio ?? inForce.cardio,
      strength: parts.strength ?? inForce.strength,
    };
    const [fault] = validatePrescription(added);
    if (fault !== undefined) {
      throw new AppError('invalid_input', sentenceOf(fault.note), { field: fault.field });
    }
    await deps.stores.prescriptions.add(athleteId, added, deps.clock.nowMs());
    return added;
  };
}

function sentenceOf({ values }: Note): string {
  return values?.['lowest'] === undefined
    ? 'A lower bound must not be above its upper bound, and each of the three bands is given once.'
    : `This must be a whole number from ${values['lowest']} to ${values['highest'] ?? ''}.`;
}
