import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** What other systems ask an athlete to do, until the athlete says yes or no (D4): nothing is judged by it before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table proposed_prescription (
      athlete_id text not null constraint proposed_prescription_athlete references athlete on delete cascade,
      id text not null,
      valid_from date not null,
      author jsonb,
      reason text,
      targets jsonb not null,
      unread jsonb not null,
      created_at timestamptz not null,
      constraint proposed_prescription_pk primary key (athlete_id, id)
    )
  `.execute(db);
}
