import type { LocalDate } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';

export type RemoveRestingHeartRate = (input: { athleteId: string; date: LocalDate }) => Promise<void>;

/** Undoes an entered resting heart rate: every week is judged again as without it. */
export function removeRestingHeartRate({
  stores,
}: {
  readonly stores: Pick<Stores, 'restingHeartRates'>;
}): RemoveRestingHeartRate {
  return async ({ athleteId, date }) => {
    if (!(await stores.restingHeartRates.removeEntered(athleteId, date))) {
      throw new AppError('not_found', 'No resting heart rate was entered for this date.');
    }
  };
}
