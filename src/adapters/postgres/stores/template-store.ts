import type { Selectable } from 'kysely';
import type { Template, TemplateStore } from '../../../application/ports/template-store.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';
import type { Schema } from '../schema/schema.ts';

export function createTemplateStore(db: Executor): TemplateStore {
  return {
    async add(clinicId, { id, name, reason, content, createdAtMs }) {
      await db
        .insertInto('clinic_template')
        .values({
          clinic_id: clinicId,
          id,
          name,
          reason,
          content: JSON.stringify(content),
          created_at: new Date(createdAtMs),
        })
        .execute()
        .catch(refuse);
    },

    async list(clinicId) {
      const rows = await db
        .selectFrom('clinic_template')
        .selectAll()
        .where('clinic_id', '=', clinicId)
        .orderBy('name')
        .orderBy('id')
        .execute();
      return rows.map(toTemplate);
    },

    async find(clinicId, id) {
      const row = await db
        .selectFrom('clinic_template')
        .selectAll()
        .where('clinic_id', '=', clinicId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : toTemplate(row);
    },

    async remove(clinicId, id) {
      const { numDeletedRows } = await db
        .deleteFrom('clinic_template')
        .where('clinic_id', '=', clinicId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

function toTemplate(row: Selectable<Schema['clinic_template']>): Template {
  return {
    id: row.id,
    name: row.name,
    reason: row.reason,
    content: row.content,
    createdAtMs: row.created_at.getTime(),
  };
}
