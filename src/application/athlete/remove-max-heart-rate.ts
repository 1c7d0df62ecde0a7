import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';

export interface RemoveMaxHeartRateDeps {
  readonly stores: Pick<Stores, 'maxHeartRates'>;
}

export type RemoveMaxHeartRate = (input: { athleteId: string; id: string }) => Promise<void>;

/** Undoes an added max heart rate (M3): every week is judged again as before it. */
export function removeMaxHeartRate(deps: RemoveMaxHeartRateDeps): RemoveMaxHeartRate {
  return async ({ athleteId, id }) => {
    if (!(await deps.stores.maxHeartRates.remove(athleteId, id))) {
      throw new AppError('not_found', 'There is no such max heart rate.');
    }
  };
}
