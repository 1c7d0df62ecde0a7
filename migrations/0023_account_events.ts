import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * What was done to the account of a person, for the person to see: that e-mail and password were set, and how many
 * other sessions that ended. About users, not athletes; gone with the user.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table auth_account_event (
    "userId" text not null constraint auth_account_event_user references auth_user (id) on delete cascade,
    at timestamptz not null default now(),
    id uuid not null default gen_random_uuid(),
    what text not null default 'credentials_changed',
    "endedSessions" integer not null,
    constraint auth_account_event_pk primary key ("userId", at, id)
  )`,
];
