import type { IsoWeek } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';

export interface WithdrawExcuseDeps {
  readonly stores: Pick<Stores, 'excusedWeeks'>;
}

export type WithdrawExcuse = (input: { athleteId: string; week: IsoWeek }) => Promise<void>;

/** The week counts again (T11). */
export function withdrawExcuse({ stores }: WithdrawExcuseDeps): WithdrawExcuse {
  return async ({ athleteId, week }) => {
    if (!(await stores.excusedWeeks.remove(athleteId, week))) {
      throw new AppError('not_found', 'This week is not excused.');
    }
  };
}
