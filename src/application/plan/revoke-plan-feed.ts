import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';

export type RevokePlanFeed = (input: { athleteId: string; id: string }) => Promise<void>;

/** The address answers nobody from now on: nothing of it is remembered anywhere. */
export function revokePlanFeed({ stores }: { readonly stores: Pick<Stores, 'planFeeds'> }): RevokePlanFeed {
  return async ({ athleteId, id }) => {
    if (!(await stores.planFeeds.remove(athleteId, id))) {
      throw new AppError('not_found', 'There is no such calendar address.');
    }
  };
}
