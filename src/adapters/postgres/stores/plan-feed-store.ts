import { sql, type Selectable } from 'kysely';
import type { PlanFeed, PlanFeedStore } from '../../../application/ports/plan-feed-store.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';
import type { Schema } from '../schema/schema.ts';

const COLUMNS = ['id', 'name', 'created_at', 'last_used_at'] as const;

export function createPlanFeedStore(db: Executor): PlanFeedStore {
  return {
    async add(athleteId, { id, name, createdAtMs, lastUsedAtMs }, keyHash) {
      await db
        .insertInto('plan_feed')
        .values({
          athlete_id: athleteId,
          id,
          name,
          key_hash: keyHash,
          created_at: new Date(createdAtMs),
          last_used_at: lastUsedAtMs === null ? null : new Date(lastUsedAtMs),
        })
        .execute()
        .catch(refuse);
    },
    async list(athleteId) {
      const rows = await db
        .selectFrom('plan_feed')
        .select(COLUMNS)
        .where('athlete_id', '=', athleteId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toFeed);
    },
    async findByHash(athleteId, keyHash) {
      const row = await db
        .selectFrom('plan_feed')
        .select(COLUMNS)
        .where('athlete_id', '=', athleteId)
        .where('key_hash', '=', Buffer.from(keyHash))
        .executeTakeFirst();
      return row === undefined ? null : toFeed(row);
    },
    async touch(athleteId, id, atMs) {
      await db
        .updateTable('plan_feed')
        .set({ last_used_at: sql`greatest(last_used_at, ${new Date(atMs)})` })
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .execute();
    },
    async remove(athleteId, id) {
      const { numDeletedRows } = await db
        .deleteFrom('plan_feed')
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

function toFeed(row: Pick<Selectable<Schema['plan_feed']>, (typeof COLUMNS)[number]>): PlanFeed {
  return {
    id: row.id,
    name: row.name,
    createdAtMs: row.created_at.getTime(),
    lastUsedAtMs: row.last_used_at?.getTime() ?? null,
  };
}
