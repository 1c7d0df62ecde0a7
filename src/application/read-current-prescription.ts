import { choosePrescription } from '../domain/choose-prescription.ts';
import { localDateAt } from '../domain/local-time.ts';
import type { Prescription } from '../domain/prescription.ts';
import { isoWeekOf } from '../domain/week.ts';
import type { Clock, Stores } from './ports.ts';
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
