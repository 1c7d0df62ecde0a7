import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';

export type RemoveSummaryBrowser = (input: { athleteId: string; id: string }) => Promise<void>;

/** @throws AppError `not_found` for a browser that gets no messages. */
export function removeSummaryBrowser({
  stores,
}: {
  readonly stores: Pick<Stores, 'summaries'>;
}): RemoveSummaryBrowser {
  return async ({ athleteId, id }) => {
    if (!(await stores.summaries.removeBrowser(athleteId, id))) {
      throw new AppError('not_found', 'There is no such browser.');
    }
  };
}
