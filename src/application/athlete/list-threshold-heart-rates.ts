import type { ThresholdHeartRate } from '../../domain/basis/threshold-heart-rate.ts';
import type { Stores } from '../ports/stores.ts';

export type ListThresholdHeartRates = (input: { athleteId: string }) => Promise<ThresholdHeartRate[]>;

/** Every dated value, as stored. */
export function listThresholdHeartRates({
  stores,
}: {
  readonly stores: Pick<Stores, 'thresholdHeartRates'>;
}): ListThresholdHeartRates {
  return ({ athleteId }) => stores.thresholdHeartRates.list(athleteId);
}
