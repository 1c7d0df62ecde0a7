import type { CoachNoteStore } from '../../../application/ports/coach-note-store.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';
import { authorColumns, authorOf } from './coach-author-columns.ts';

export function createCoachNoteStore(db: Executor): CoachNoteStore {
  return {
    async add(athleteId, { id, author, week, text, createdAtMs }) {
      await db
        .insertInto('coach_note')
        .values({
          athlete_id: athleteId,
          id,
          ...authorColumns(author),
          week,
          text,
          created_at: new Date(createdAtMs),
        })
        .execute()
        .catch(refuse);
    },

    async list(athleteId) {
      const rows = await db
        .selectFrom('coach_note')
        .selectAll()
        .where('athlete_id', '=', athleteId)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        author: authorOf(row),
        week: row.week,
        text: row.text,
        createdAtMs: row.created_at.getTime(),
      }));
    },

    async remove(athleteId, id) {
      const { numDeletedRows } = await db
        .deleteFrom('coach_note')
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
