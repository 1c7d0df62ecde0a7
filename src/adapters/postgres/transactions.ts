import { sql } from 'kysely';
import { AppError } from '../../application/errors.ts';
import type { Transactions } from '../../application/ports/stores.ts';
import type { Database } from './database.ts';
import { EVIDENCE_CHANGED, tell } from './notifications.ts';
import { createStores } from './stores/stores.ts';
import { transactAfter } from './transact.ts';

/**
 * Takes turns on the athlete's own row, which lies where the rest of their data lies, on whatever node that is. The
 * lock is the weakest that excludes itself: rows that refer to the athlete can still be inserted (live batches).
 */
export function createTransactions(db: Database): Transactions {
  return {
    forAthlete(athleteId, work) {
      const lock = sql`
        select ${tell(EVIDENCE_CHANGED, athleteId)} from athlete where athlete_id = ${athleteId} for no key update
      `;
      return transactAfter(db, lock, async (trx, { length }) => {
        if (length === 0) throw new AppError('not_found', 'There is no such athlete.');
        return work(createStores(trx));
      });
    },
  };
}
