import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { DeviceToken, DeviceTokenStore } from '../../../application/ports/device-token-store.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';
import type { Schema } from '../schema/schema.ts';

const COLUMNS = ['id', 'name', 'scopes', 'created_at', 'last_seen_at', 'revoked_at'] as const;

export function createDeviceTokenStore(db: Executor): DeviceTokenStore {
  return {
    async add(athleteId, token, tokenHash) {
      await db
        .insertInto('device_token')
        .values({
          athlete_id: athleteId,
          id: token.id,
          name: token.name,
          scopes: [...token.scopes],
          token_hash: tokenHash,
          created_at: new Date(token.createdAtMs),
          last_seen_at: token.lastSeenAtMs === null ? null : new Date(token.lastSeenAtMs),
          revoked_at: token.revokedAtMs === null ? null : new Date(token.revokedAtMs),
        })
        .execute()
        .catch(refuse);
    },

    async list(athleteId) {
      const rows = await db
        .selectFrom('device_token')
        .select(COLUMNS)
        .where('athlete_id', '=', athleteId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toToken);
    },

    async findByHash(athleteId, tokenHash) {
      const row = await db
        .selectFrom('device_token')
        .select(COLUMNS)
        .where('athlete_id', '=', athleteId)
        .where('token_hash', '=', Buffer.from(tokenHash))
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return row === undefined ? null : toToken(row);
    },

    async touch(athleteId, id, atMs) {
      const at = new Date(atMs);
      await db
        .updateTable('device_token')
        .set({ last_seen_at: sql`greatest(last_seen_at, ${at})` })
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .execute();
    },

    async revoke(athleteId, id, atMs) {
      const { numUpdatedRows } = await db
        .updateTable('device_token')
        .set({ revoked_at: new Date(atMs) })
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

function toToken(row: Pick<Selectable<Schema['device_token']>, (typeof COLUMNS)[number]>): DeviceToken {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    createdAtMs: row.created_at.getTime(),
    lastSeenAtMs: row.last_seen_at?.getTime() ?? null,
    revokedAtMs: row.revoked_at?.getTime() ?? null,
  };
}
