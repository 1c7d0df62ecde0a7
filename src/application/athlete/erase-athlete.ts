import { AppError } from '../errors.ts';
import type { Stores, Transactions } from '../ports/stores.ts';

export interface EraseAthleteDeps {
  readonly stores: Pick<Stores, 'athletes'>;
  readonly transactions: Transactions;
}

export type EraseAthlete = (input: { athleteId: string }) => Promise<void>;

/** Removes the athlete and every row of theirs; waits for whatever is changing their data at this moment. */
export function eraseAthlete({ stores, transactions }: EraseAthleteDeps): EraseAthlete {
  return async ({ athleteId }) => {
    if ((await stores.athletes.find(athleteId)) === null) {
      throw new AppError('not_found', 'There is no such athlete.');
    }
    await transactions.forAthlete(athleteId, (inside) => inside.athletes.erase(athleteId));
  };
}
