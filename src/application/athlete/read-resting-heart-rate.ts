import type { LocalDate } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import type { RestingSource } from '../ports/resting-heart-rate-store.ts';
import type { Stores } from '../ports/stores.ts';

export interface ReadRestingHeartRateDeps {
  readonly stores: Pick<Stores, 'restingHeartRates'>;
}

export interface RestingHeartRate {
  readonly date: LocalDate;
  readonly bpm: number;
  readonly source: RestingSource;
}

export type ReadRestingHeartRate = (input: {
  athleteId: string;
  date: LocalDate;
}) => Promise<RestingHeartRate>;

/** The best available value of a date (R: device, monitoring, guided, entered). */
const RANK: Readonly<Record<RestingSource, number>> = { device: 0, monitoring: 1, guided: 2, entered: 3 };

export function readRestingHeartRate({ stores }: ReadRestingHeartRateDeps): ReadRestingHeartRate {
  return async ({ athleteId, date }) => {
    const values = await stores.restingHeartRates.list(athleteId, date, date);
    const [best] = values.toSorted((a, b) => RANK[a.source] - RANK[b.source]);
    if (best === undefined) throw new AppError('not_found', 'No resting heart rate is known for this date.');
    return best;
  };
}
