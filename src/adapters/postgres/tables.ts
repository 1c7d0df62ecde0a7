import { sql } from 'kysely';
import type { Executor } from './database.ts';

/** Our tables, each after those it refers to: the order in which rows can be inserted. */
export async function listTables(db: Executor): Promise<string[]> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name not like 'kysely\\_%'
    order by table_name
  `.execute(db);
  const references = await sql<{ from: string; to: string }>`
    select f.relname as from, t.relname as to
    from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
    where c.contype = 'f' and c.conrelid <> c.confrelid
  `.execute(db);
  const ordered = new Set<string>();
  const add = (table: string): void => {
    if (ordered.has(table)) return;
    for (const { from, to } of references.rows) if (from === table) add(to);
    ordered.add(table);
  };
  for (const { name } of tables.rows) add(name);
  return [...ordered];
}

/** The tables whose rows lie with their athlete, in the order of `listTables`. */
export async function listAthleteTables(db: Executor): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = current_schema() and column_name = 'athlete_id'
  `.execute(db);
  const names = new Set(rows.map(({ name }) => name));
  return (await listTables(db)).filter((table) => names.has(table));
}

export async function countRows(db: Executor, tables: readonly string[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(table)}`.execute(
      db,
    );
    counts[table] = rows[0]!.rows;
  }
  return counts;
}
