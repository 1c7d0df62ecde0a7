import { sql } from 'kysely';
import type { RestingHeartRateStore } from '../../application/ports.ts';
import type { Executor } from './database.ts';
import { refuse } from './refuse.ts';

/** `origin` of a value that no upload brought. */
const NO_UPLOAD = '';

/**
 * Every upload keeps the value it brought, and the latest of a date and source is the one that counts: undoing an
 * upload gives back what the others said.
 */
export function createRestingHeartRateStore(db: Executor): RestingHeartRateStore {
  return {
    list(athleteId, from, to) {
      return db
        .selectFrom('resting_heart_rate')
        .distinctOn(['date', 'source'])
        .select(['date', 'bpm', 'source'])
        .where('athlete_id', '=', athleteId)
        .where('date', '>=', from)
        .where('date', '<=', to)
        .orderBy('date')
        .orderBy('source')
        .orderBy('recorded_at', 'desc')
        .orderBy('origin', 'desc')
        .execute();
    },

    async put(athleteId, date, bpm, source, uploadId) {
      await db
        .insertInto('resting_heart_rate')
        .values({ athlete_id: athleteId, date, source, origin: uploadId ?? NO_UPLOAD, bpm })
        .onConflict((conflict) =>
          conflict
            .constraint('resting_heart_rate_pk')
            .doUpdateSet({ bpm, recorded_at: sql`clock_timestamp()` }),
        )
        .execute()
        .catch(refuse);
    },
  };
}
