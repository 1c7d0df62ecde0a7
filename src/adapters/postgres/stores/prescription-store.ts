import type { PrescriptionStore } from '../../../application/ports/prescription-store.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';

export function createPrescriptionStore(db: Executor): PrescriptionStore {
  return {
    async list(athleteId) {
      const rows = await db
        .selectFrom('prescription')
        .select(['id', 'valid_from', 'reason', 'content'])
        .where('athlete_id', '=', athleteId)
        .orderBy('valid_from')
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        ...row.content,
        id: row.id,
        validFrom: row.valid_from,
        reason: row.reason,
      }));
    },

    async add(athleteId, prescription, createdAtMs) {
      const { id, validFrom, reason, ...content } = prescription;
      await db
        .insertInto('prescription')
        .values({
          athlete_id: athleteId,
          id,
          valid_from: validFrom,
          reason,
          content: JSON.stringify(content),
          created_at: new Date(createdAtMs),
        })
        .execute()
        .catch(refuse);
    },
  };
}
