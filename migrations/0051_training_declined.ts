import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Who has said that they don't train themself: nothing makes them an athlete until they say otherwise. Of everybody who was
 * there before nobody was asked, and who works in a clinic without an athlete came for others.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  'alter table auth_user add column "declinesTraining" boolean not null default false',
  `update auth_user u set "declinesTraining" = true
    where not "isOperator" and exists (select from clinic_member where user_id = u.id)
      and not exists (select from athlete where owner_user_id = u.id)`,
];
