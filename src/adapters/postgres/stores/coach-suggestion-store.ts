import type { CoachSuggestionStore } from '../../../application/ports/coach-suggestion-store.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';
import { authorColumns, authorOf } from './coach-author-columns.ts';

export function createCoachSuggestionStore(db: Executor): CoachSuggestionStore {
  return {
    async add(athleteId, { id, author, bpm, validFrom, method, reason, createdAtMs }) {
      await db
        .insertInto('coach_suggestion')
        .values({
          athlete_id: athleteId,
          id,
          ...authorColumns(author),
          bpm,
          valid_from: validFrom,
          method,
          reason,
          created_at: new Date(createdAtMs),
        })
        .execute()
        .catch(refuse);
    },

    async list(athleteId) {
      const rows = await db
        .selectFrom('coach_suggestion')
        .selectAll()
        .where('athlete_id', '=', athleteId)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        author: authorOf(row),
        bpm: row.bpm,
        validFrom: row.valid_from,
        method: row.method,
        reason: row.reason,
        createdAtMs: row.created_at.getTime(),
        state: row.state,
        answeredAtMs: row.answered_at?.getTime() ?? null,
      }));
    },

    async answer(athleteId, id, { state, atMs }) {
      const { numUpdatedRows } = await db
        .updateTable('coach_suggestion')
        .set({ state, answered_at: new Date(atMs) })
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async remove(athleteId, id) {
      const { numDeletedRows } = await db
        .deleteFrom('coach_suggestion')
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
