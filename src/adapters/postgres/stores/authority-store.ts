import { sql } from 'kysely';
import type { AuthorityKey } from '../../../application/authority/authorities.ts';
import type { AuthorityStore } from '../../../application/ports/authority-store.ts';
import type { Executor } from '../database.ts';

export function createAuthorityStore(db: Executor): AuthorityStore {
  return {
    async listEnded(keys) {
      const { rows } = await sql<{ key: AuthorityKey }>`
        select key from unnest(${[...keys]}::text[]) as held (key)
        where not exists (
            select from device_token
            where held.key like 'token:%' and id::text = substring(held.key from 7) and revoked_at is null)
          and not exists (
            select from auth_session
            where held.key like 'session:%' and id = substring(held.key from 9) and "expiresAt" > now())
          and not exists (
            select from inlet
            where held.key like 'inlet:%' and id = substring(held.key from 7)
              and (expires_at is null or expires_at > now()))
          and not exists (
            select from auth_oauth_access_token t
            where held.key like 'access:%' and t.id = substring(held.key from 8)
              and t."expiresAt" > now() and t.revoked is null)
          and not exists (
            select from clinic_member
            where held.key like 'member:%' and id = substring(held.key from 8))
          and not exists (
            select from access_grant
            where held.key like 'grant:%' and id || '.' || revision = substring(held.key from 7)
              and revoked_at is null and (expires_at is null or expires_at > now()))
      `.execute(db);
      return rows.map(({ key }) => key);
    },
  };
}
