import type { ExcusedWeekStore } from '../../../application/ports/excused-week-store.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';

export function createExcusedWeekStore(db: Executor): ExcusedWeekStore {
  return {
    list(athleteId) {
      return db
        .selectFrom('excused_week')
        .select(['week', 'reason'])
        .where('athlete_id', '=', athleteId)
        .orderBy('week')
        .execute();
    },

    async put(athleteId, week, reason) {
      await db
        .insertInto('excused_week')
        .values({ athlete_id: athleteId, week, reason })
        .onConflict((conflict) => conflict.constraint('excused_week_pk').doUpdateSet({ reason }))
        .execute()
        .catch(refuse);
    },

    async remove(athleteId, week) {
      const { numDeletedRows } = await db
        .deleteFrom('excused_week')
        .where('athlete_id', '=', athleteId)
        .where('week', '=', week)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
