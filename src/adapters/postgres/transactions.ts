import { sql, type QueryResult } from 'kysely';
import { AppError } from '../../application/errors.ts';
import type { Stores, Transactions } from '../../application/ports/stores.ts';
import type { Database, Executor } from './database.ts';
import { EVIDENCE_CHANGED, tell } from './notifications.ts';
import { createStores } from './stores/stores.ts';
import { transactAfter } from './transact.ts';

/**
 * Takes turns on the athlete's own row, which lies where the rest of their data lies, on whatever node that is. The
 * lock is the weakest that excludes itself: rows that refer to the athlete can still be inserted (live batches).
 */
export function createTransactions(db: Database): Transactions {
  const forAthlete = <T, Read>(
    athleteId: string,
    read: (stores: Stores) => Promise<Read>,
    work: (stores: Stores, found: Read) => Promise<T>,
  ): Promise<T> =>
    transactAfter(
      db,
      async (trx) => {
        const stores = createStores(trx);
        // What is read finds what whoever had the lock has left: each statement sees what was committed before it.
        const [locked, found] = await Promise.all([lock(trx, athleteId), read(stores)]);
        return { isThere: locked.rows.length > 0, stores, found };
      },
      (_, { isThere, stores, found }) => {
        if (!isThere) throw new AppError('not_found', 'There is no such athlete.');
        return work(stores, found);
      },
    );
  return {
    forAthlete: (athleteId, work) => forAthlete(athleteId, () => Promise.resolve(), work),
    forAthleteReading: forAthlete,
  };
}

function lock(trx: Executor, athleteId: string): Promise<QueryResult<unknown>> {
  return sql`
    select ${tell(EVIDENCE_CHANGED, athleteId)} from athlete where athlete_id = ${athleteId} for no key update
  `.execute(trx);
}
