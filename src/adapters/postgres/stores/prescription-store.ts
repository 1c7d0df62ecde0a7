import { sql, type Selectable } from 'kysely';
import type {
  DeclinedPrescription,
  PrescriptionStore,
} from '../../../application/ports/prescription-store.ts';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';
import type { Schema } from '../schema/schema.ts';

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
      return rows.map(toPrescription);
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

    async decline(athleteId, id, { reason, atMs }) {
      const { rows } = await sql<DeclinedRow>`
        with declined as (
          delete from prescription where athlete_id = ${athleteId} and id = ${id} returning *
        )
        insert into declined_prescription
          (athlete_id, id, valid_from, reason, content, created_at, declined_at, decline_reason)
        select athlete_id, id, valid_from, reason, content, created_at, ${new Date(atMs)}, ${reason}
        from declined
        returning id, valid_from, reason, content, declined_at, decline_reason
      `.execute(db);
      return rows[0] === undefined ? null : toDeclined(rows[0]);
    },

    async listDeclined(athleteId) {
      const rows = await db
        .selectFrom('declined_prescription')
        .select(['id', 'valid_from', 'reason', 'content', 'declined_at', 'decline_reason'])
        .where('athlete_id', '=', athleteId)
        .orderBy('declined_at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(toDeclined);
    },
  };
}

type Row = Pick<Selectable<Schema['prescription']>, 'id' | 'valid_from' | 'reason' | 'content'>;
type DeclinedRow = Row & Pick<Selectable<Schema['declined_prescription']>, 'declined_at' | 'decline_reason'>;

function toPrescription(row: Row): Prescription {
  return { ...row.content, id: row.id, validFrom: row.valid_from, reason: row.reason };
}

function toDeclined(row: DeclinedRow): DeclinedPrescription {
  return {
    prescription: toPrescription(row),
    declinedAtMs: row.declined_at.getTime(),
    declineReason: row.decline_reason,
  };
}
