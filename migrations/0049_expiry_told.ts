import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Another end of what lets somebody in is told to every process as it commits, like its being taken back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create function tell_authority_changed() returns trigger language plpgsql as $$
  begin
    perform pg_notify('authority_changed', tg_argv[0] || ':' || new.id);
    return null;
  end $$`,
  `create trigger inlet_end_changed after update of expires_at on inlet
    for each row when (old.expires_at is distinct from new.expires_at)
    execute function tell_authority_changed('inlet')`,
  `create trigger auth_session_end_changed after update of "expiresAt" on auth_session
    for each row when (old."expiresAt" <> new."expiresAt")
    execute function tell_authority_changed('session')`,
  `create trigger auth_oauth_access_token_end_changed after update of "expiresAt" on auth_oauth_access_token
    for each row when (old."expiresAt" <> new."expiresAt")
    execute function tell_authority_changed('access')`,
];
