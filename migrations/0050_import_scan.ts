import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * How far a job has read a list from which its entries come; both null when it reads none. Steps of a list counted as
 * entries before, so an import under way begins anew: what it has stored is found as a duplicate.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  'alter table import_job add column scan_done_bytes bigint, add column scan_total_bytes bigint',
  `update import_job set done = 0 where state in ('queued', 'running')`,
];
