import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.dispose());

/** `interface AthleteTable … { name: string | null; }` as `{athlete: {name: nullable}}`. */
function parseSchema(source: string): Record<string, Record<string, boolean>> {
  const bodies = new Map<string, { parent: string | undefined; columns: Record<string, boolean> }>();
  for (const [, name, parent, body] of source.matchAll(
    /interface (\w+)(?: extends (\w+))? \{\n([\s\S]*?)\n\}/g,
  )) {
    const columns: Record<string, boolean> = {};
    for (const [, column, type] of body!.matchAll(/^ {2}(\w+): (.+);$/gm))
      columns[column!] = /\| null$/.test(type!);
    bodies.set(name!, { parent, columns });
  }
  const tables: Record<string, Record<string, boolean>> = {};
  for (const [, table, name] of source.matchAll(/^ {2}(\w+): (\w+Table);$/gm)) {
    const { parent, columns } = bodies.get(name!)!;
    tables[table!] = { ...(parent === undefined ? {} : bodies.get(parent)!.columns), ...columns };
  }
  return tables;
}

it('the schema names exactly the columns of the migrated database, nullable where they are', async () => {
  const folder = new URL('../../../src/adapters/postgres/schema/', import.meta.url);
  const files = await Promise.all(
    (await readdir(folder)).map((name) => readFile(new URL(name, folder), 'utf8')),
  );
  const declared = parseSchema(files.join('\n'));
  // Only as much of the identity library's table as we touch.
  delete declared['auth_user'];
  const { rows } = await sql<{ table: string; column: string; nullable: boolean }>`
    select table_name as table, column_name as column, is_nullable = 'YES' as nullable
    from information_schema.columns
    where table_schema = current_schema() and table_name !~ '^(auth|kysely|live)_'
  `.execute(database.db);
  const actual: Record<string, Record<string, boolean>> = {};
  for (const { table, column, nullable } of rows) (actual[table] ??= {})[column] = nullable;
  expect(Object.keys(declared)).not.toEqual([]);
  expect(declared).toEqual(actual);
});
