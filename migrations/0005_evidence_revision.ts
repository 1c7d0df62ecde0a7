import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Another one with every transaction on an athlete's evidence, so that what is remembered of a long past is known to
 * stand by comparing one value, however long that past is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table athlete add column evidence_revision uuid not null default gen_random_uuid()`.execute(
    db,
  );
}
