import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * The dates of a session lie in its own row: nearly every session has one, and a row with two indexes for it took more
 * than what it held. Packed as in `pack-days.ts` on the day of this migration; one athlete's a statement.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table session add column last_date date, add column days bytea`.execute(db);
  const { rows } = await sql<{ athlete_id: string }>`select athlete_id from athlete`.execute(db);
  for (const { athlete_id } of rows) {
    await sql`
      update session s set last_date = greatest(s.local_date, d.last_date), days = coalesce(d.days, ''::bytea)
      from session o
      left join lateral (
        select max(date) as last_date, string_agg(
          int4send(date - o.local_date) || float8send(unknown_ms) || int4send(length(histogram)) || histogram,
          ''::bytea order by date) as days
        from session_day where athlete_id = ${athlete_id} and session_id = o.id
      ) d on true
      where s.athlete_id = ${athlete_id} and o.athlete_id = ${athlete_id} and o.id = s.id
    `.execute(db);
  }
  await sql`alter table session alter column last_date set not null, alter column days set not null`.execute(
    db,
  );
  // Few sessions go on after midnight.
  await sql`
    create index session_over_midnight on session (athlete_id, last_date, local_date) where last_date > local_date
  `.execute(db);
  await sql`drop table session_day`.execute(db);
}
