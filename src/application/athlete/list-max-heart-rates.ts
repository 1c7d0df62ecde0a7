import type { MaxHeartRate } from '../../domain/max-heart-rate/max-heart-rate.ts';
import type { Stores } from '../ports/stores.ts';

export interface ListMaxHeartRatesDeps {
  readonly stores: Pick<Stores, 'maxHeartRates'>;
}

export type ListMaxHeartRates = (input: { athleteId: string }) => Promise<MaxHeartRate[]>;

/** Every dated value, as stored (M1). */
export function listMaxHeartRates({ stores }: ListMaxHeartRatesDeps): ListMaxHeartRates {
  return ({ athleteId }) => stores.maxHeartRates.list(athleteId);
}
