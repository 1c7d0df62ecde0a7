import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * A session ends 90 days after its sign-in, however often it is used: the database holds it, whoever prolongs it.
 * Failed sign-ins are counted here, so that a limit holds for all processes together; what they were for is a keyed
 * hash only.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create function end_session_at_last() returns trigger language plpgsql as $$
  begin
    new."expiresAt" := least(new."expiresAt", new."createdAt" + interval '90 days');
    return new;
  end $$`,
  `create trigger auth_session_ends before insert or update on auth_session
    for each row execute function end_session_at_last()`,
  `update auth_session set "expiresAt" = "expiresAt"`,
  `create table auth_attempt (
    bucket bytea constraint auth_attempt_pk primary key,
    count integer not null,
    resets_at timestamptz not null
  )`,
  `create index auth_attempt_by_end on auth_attempt (resets_at)`,
];
