import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Weeks that athletes have sent to the FHIR server of the installation (D4), each with how it went. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table fhir_delivery (
      athlete_id text not null constraint fhir_delivery_athlete references athlete on delete cascade,
      week text not null,
      requested_at timestamptz not null,
      state text not null default 'pending' check (state in ('pending', 'delivered', 'dead')),
      attempts integer not null default 0,
      last_attempt_at timestamptz,
      last_status smallint,
      last_error text,
      next_at timestamptz,
      constraint fhir_delivery_pk primary key (athlete_id, week)
    )
  `.execute(db);
  await sql`create index fhir_delivery_due on fhir_delivery (next_at) where next_at is not null`.execute(db);
}
