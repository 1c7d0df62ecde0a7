import { sql } from 'kysely';
import type { Database } from '../../src/adapters/postgres/database.ts';
import type { Recording } from '../../src/domain/timeline/recording.ts';

/** The baseline that everyone begins with: a row per sample, keyed by athlete and instant, ids as in our own tables. */
export async function createSampleRows(db: Database): Promise<void> {
  await sql`create table sample_row (
    athlete_id text not null,
    ts timestamptz not null,
    bpm smallint,
    primary key (athlete_id, ts)
  )`.execute(db);
}

export async function insertSampleRows(
  db: Database,
  athleteId: string,
  weeks: Iterable<readonly Recording[]>,
): Promise<number> {
  let rows = 0;
  for (const { items } of [...weeks].reverse().flat()) {
    const seconds = Array.from(items.atMs, (atMs) => atMs / 1_000);
    const bpm = Array.from(items.code, (code) => (code > 0 ? code : null));
    await sql`
      insert into sample_row
      select ${athleteId}::text, to_timestamp(s), b
      from unnest(${seconds}::float8[], ${bpm}::smallint[]) as t (s, b)
      on conflict do nothing
    `.execute(db);
    rows += items.count;
  }
  await sql`vacuum analyze sample_row`.execute(db);
  return rows;
}

/** Table, indexes, TOAST and free space together. */
export async function bytesOf(db: Database, tables: readonly string[]): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select sum(pg_total_relation_size(name::regclass))::float8 as bytes from unnest(${tables}::text[]) as name
  `.execute(db);
  return rows[0]!.bytes;
}
