import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** The demo clinic knows its simulated athletes, so that it can be removed whole; there is one at a time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Null for a clinic of people. No reference: an athlete may be erased by themself.
  'alter table clinic add column demo_athlete_ids text[]',
  'create unique index clinic_one_demo on clinic ((true)) where demo_athlete_ids is not null',
];
