import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Secret addresses under which a calendar reads the plan; of each key only its SHA-256 is kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table plan_feed (
      athlete_id text not null constraint plan_feed_athlete references athlete on delete cascade,
      id text not null,
      name text not null,
      key_hash bytea not null,
      created_at timestamptz not null,
      last_used_at timestamptz,
      constraint plan_feed_pk primary key (athlete_id, id),
      constraint plan_feed_key_once unique (athlete_id, key_hash)
    )
  `.execute(db);
}
