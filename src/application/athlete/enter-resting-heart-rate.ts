import type { LocalDate } from '../../domain/units.ts';
import type { Stores } from '../ports/stores.ts';

export interface EnterRestingHeartRateDeps {
  readonly stores: Pick<Stores, 'restingHeartRates'>;
}

export type EnterRestingHeartRate = (input: {
  athleteId: string;
  date: LocalDate;
  bpm: number;
}) => Promise<void>;

/** A value the athlete measured (R); it stands behind what a device says of the same date. */
export function enterRestingHeartRate({ stores }: EnterRestingHeartRateDeps): EnterRestingHeartRate {
  return ({ athleteId, date, bpm }) => stores.restingHeartRates.put(athleteId, date, bpm, 'entered', null);
}
