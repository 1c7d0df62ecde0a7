import { DEFAULT_PRESCRIPTION } from './default-prescription.ts';
import type { Prescription } from './prescription.ts';
import type { IsoWeek } from '../units.ts';
import { mondayOf } from '../calendar/week.ts';

/**
 * The prescription in force for a week: the latest that covers its Monday, of equal dates the later in the list, else
 * the article's (T15). One that begins on a Tuesday is in force from the next week.
 */
export function choosePrescription(prescriptions: readonly Prescription[], week: IsoWeek): Prescription {
  if (prescriptions.length === 0) return DEFAULT_PRESCRIPTION;
  const monday = mondayOf(week);
  let chosen: Prescription | null = null;
  for (const each of prescriptions) {
    if (each.validFrom <= monday && (chosen === null || each.validFrom >= chosen.validFrom)) chosen = each;
  }
  return chosen ?? DEFAULT_PRESCRIPTION;
}
