import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';

export type RemoveThresholdHeartRate = (input: { athleteId: string; id: string }) => Promise<void>;

/** Undoes an added threshold heart rate: every week is judged again as before it. */
export function removeThresholdHeartRate({
  stores,
}: {
  readonly stores: Pick<Stores, 'thresholdHeartRates'>;
}): RemoveThresholdHeartRate {
  return async ({ athleteId, id }) => {
    if (!(await stores.thresholdHeartRates.remove(athleteId, id))) {
      throw new AppError('not_found', 'There is no such threshold heart rate.');
    }
  };
}
