import { sql } from 'kysely';
import type { AuthorityKey } from '../../../application/authority/authorities.ts';
import type { AuthorityStore } from '../../../application/ports/authority-store.ts';
import type { Executor } from '../database.ts';

export function createAuthorityStore(db: Executor): AuthorityStore {
  return {
    async findEnds(keys) {
      const { rows } = await sql<{ key: AuthorityKey; ends_at: Date | null }>`
        with held as materialized (
          select key, split_part(key, ':', 1) as kind, substring(key from position(':' in key) + 1) as id
          from unnest(${[...keys]}::text[]) as asked (key))
        select key, ends_at from (
          select held.key, null::timestamptz as ends_at from held join device_token t
            on held.kind = 'token' and t.id::text = held.id and t.revoked_at is null
          union all
          select held.key, t."expiresAt" from held join auth_session t on held.kind = 'session' and t.id = held.id
          union all
          select held.key, t.expires_at from held join inlet t on held.kind = 'inlet' and t.id = held.id
          union all
          select held.key, t."expiresAt" from held join auth_oauth_access_token t
            on held.kind = 'access' and t.id = held.id and t.revoked is null
          union all
          select held.key, null from held join clinic_member t on held.kind = 'member' and t.id = held.id
          union all
          select held.key, t.expires_at from held join access_grant t
            on held.kind = 'grant' and t.id || '.' || t.revision = held.id and t.revoked_at is null
        ) granted
        where ends_at is null or ends_at > now()
      `.execute(db);
      return new Map(rows.map((row) => [row.key, row.ends_at?.getTime() ?? null]));
    },
  };
}
