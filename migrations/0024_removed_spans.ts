import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Which hours of a file its athlete has removed, so that reading the original again does not bring them back. Null for
 * files from before this was kept: of those, only what is there can be read otherwise. The same of a live run that a
 * silence has cut, so that late beats don't.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table upload add column removed_spans jsonb`,
  `alter table upload alter column removed_spans set default '[]'`,
  `alter table live_stream add column removed_spans jsonb`,
];
