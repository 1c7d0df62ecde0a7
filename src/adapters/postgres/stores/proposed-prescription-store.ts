import type { ProposedPrescriptionStore } from '../../../application/ports/proposed-prescription-store.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';

export function createProposedPrescriptionStore(db: Executor): ProposedPrescriptionStore {
  return {
    async add(athleteId, { id, author, validFrom, reason, targets, unread, createdAtMs }) {
      await db
        .insertInto('proposed_prescription')
        .values({
          athlete_id: athleteId,
          id,
          author: author === null ? null : JSON.stringify(author),
          valid_from: validFrom,
          reason,
          targets: JSON.stringify(targets),
          unread: JSON.stringify(unread),
          created_at: new Date(createdAtMs),
        })
        .execute()
        .catch(refuse);
    },
    async list(athleteId) {
      const rows = await db
        .selectFrom('proposed_prescription')
        .selectAll()
        .where('athlete_id', '=', athleteId)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(({ id, author, valid_from, reason, targets, unread, created_at }) => ({
        id,
        author,
        validFrom: valid_from,
        reason,
        targets,
        unread,
        createdAtMs: created_at.getTime(),
      }));
    },
    async remove(athleteId, id) {
      const { numDeletedRows } = await db
        .deleteFrom('proposed_prescription')
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
