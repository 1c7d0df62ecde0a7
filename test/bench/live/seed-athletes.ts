import { sql } from 'kysely';
import type { Database } from '../../../src/adapters/postgres/database.ts';

/** Athletes with a zone and a max heart rate, 180 to 200 in turn, made in bulk; answers their ids. */
export async function seedAthletes(db: Database, count: number): Promise<string[]> {
  const { rows } = await sql<{ athlete_id: string }>`
    with made as (
      insert into athlete (athlete_id, name, locale)
      select gen_random_uuid()::text, 'Bench', 'en' from generate_series(1, ${count}) returning athlete_id
    ), zoned as (
      insert into athlete_time_zone (athlete_id, valid_from, time_zone)
      select athlete_id, '1970-01-01', 'Europe/Copenhagen' from made
    ), measured as (
      insert into max_heart_rate (athlete_id, id, bpm, source, valid_from, created_at)
      select athlete_id, 'measured', 180 + row_number() over () % 21, 'measured', '2020-01-01', now() from made
    )
    select athlete_id from made
  `.execute(db);
  return rows.map((row) => row.athlete_id);
}
