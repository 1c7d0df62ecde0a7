import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** How often an app sends: whoever sets it up sees whether that is every second or every minute (N3). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table inlet add column beats_per_second real`.execute(db);
}
