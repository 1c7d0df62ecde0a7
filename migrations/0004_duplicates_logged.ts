import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** The import log of a job has a line for every file, also for one that was here before: no bytes, no recordings. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table upload drop constraint upload_status, add constraint upload_status
    check (status in ('imported', 'partial', 'duplicate', 'rejected'))`,
  `drop index upload_accepted_once`,
  `create unique index upload_accepted_once on upload (athlete_id, sha256)
    where status in ('imported', 'partial')`,
];
