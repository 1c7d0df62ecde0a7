import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** A removed inlet is told to every process as it commits, like a revoked token; so is one with other terms. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create trigger inlet_removed after delete on inlet
    for each row execute function tell_authority_ended('inlet')`,
  `create function tell_inlet_changed() returns trigger language plpgsql as $$
  begin
    perform pg_notify('inlet_changed', new.athlete_id);
    return null;
  end $$`,
  `create trigger inlet_changed after update of kind, answer_with_coaching, expires_at on inlet
    for each row execute function tell_inlet_changed()`,
];
