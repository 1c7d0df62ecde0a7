import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Whether a recording's source delivers RR is read by no rule: RR intervals stand beside their values. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table recording drop column delivers_rr`.execute(db);
}
