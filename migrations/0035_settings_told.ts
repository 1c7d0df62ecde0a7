import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * A setting that verdicts rest on is told to every process as it commits, as evidence is, by whatever way it was written:
 * a running stream is judged by it from then on. A threshold heart rate changes what weeks are judged by, as others do.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create or replace function revise_evidence_of_changed() returns trigger language plpgsql as $$
  begin
    update athlete set evidence_revision = gen_random_uuid()
    where athlete_id in (select distinct athlete_id from changed);
    perform pg_notify('athlete_evidence', athlete_id) from (select distinct athlete_id from changed) as told;
    return null;
  end $$`,
  `create or replace function revise_evidence_of_athlete() returns trigger language plpgsql as $$
  begin
    new.evidence_revision := gen_random_uuid();
    perform pg_notify('athlete_evidence', new.athlete_id);
    return new;
  end $$`,
  `create trigger threshold_heart_rate_change_noted after insert or update or delete on threshold_heart_rate
    for each row execute function note_basis_change()`,
];
