import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Whatever else verdicts rest on is noted for webhooks as it commits, as a max heart rate is (D1): the zones of the
 * athlete, the weeks they excused, their flags and their birth date.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  ...['athlete_time_zone', 'excused_week'].map(
    (table) => `create trigger ${table}_change_noted after insert or update or delete on ${table}
      for each row execute function note_basis_change()`,
  ),
  `create trigger athlete_change_noted after update on athlete
    for each row when (old.flags <> new.flags or old.birth_date is distinct from new.birth_date)
    execute function note_basis_change()`,
];
