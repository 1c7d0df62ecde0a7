import { choosePrescription } from '../../domain/prescription/choose-prescription.ts';
import { localDateAt } from '../../domain/calendar/local-time.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import { isoWeekOf } from '../../domain/calendar/week.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import type { ReadAthlete } from './read-athlete.ts';

export interface ReadCurrentPrescriptionDeps {
  readonly stores: Pick<Stores, 'prescriptions'>;
  readonly readAthlete: ReadAthlete;
  readonly clock: Clock;
}

export type ReadCurrentPrescription = (input: { athleteId: string }) => Promise<Prescription>;

/** What is asked this week: the latest prescription that covers its Monday, else the article's (T15). */
export function readCurrentPrescription(deps: ReadCurrentPrescriptionDeps): ReadCurrentPrescription {
  return async ({ athleteId }) => {
    const athlete = await deps.readAthlete({ athleteId });
    const week = isoWeekOf(localDateAt(deps.clock.nowMs(), athlete.timeZones));
    return choosePrescription(await deps.stores.prescriptions.list(athleteId), week);
  };
}
