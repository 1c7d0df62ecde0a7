import type { ThresholdHeartRateStore } from '../../../application/ports/threshold-heart-rate-store.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';

export function createThresholdHeartRateStore(db: Executor): ThresholdHeartRateStore {
  return {
    async list(athleteId) {
      const rows = await db
        .selectFrom('threshold_heart_rate')
        .select(['id', 'bpm', 'source', 'valid_from', 'method', 'created_at'])
        .where('athlete_id', '=', athleteId)
        .orderBy('valid_from')
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        bpm: row.bpm,
        source: row.source,
        validFrom: row.valid_from,
        method: row.method,
        createdAtMs: row.created_at.getTime(),
      }));
    },

    async add(athleteId, value) {
      await db
        .insertInto('threshold_heart_rate')
        .values({
          athlete_id: athleteId,
          id: value.id,
          bpm: value.bpm,
          source: value.source,
          valid_from: value.validFrom,
          method: value.method,
          created_at: new Date(value.createdAtMs),
        })
        .execute()
        .catch(refuse);
    },

    async remove(athleteId, id) {
      const { numDeletedRows } = await db
        .deleteFrom('threshold_heart_rate')
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
