import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../../migrations/index.ts';
import { backup, restore } from '../../../src/adapters/postgres/backup.ts';
import type { Database } from '../../../src/adapters/postgres/database.ts';
import { migrate } from '../../../src/adapters/postgres/migrate.ts';
import { countRows, listTables } from '../../../src/adapters/postgres/tables.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { fillEveryTable } from '../../support/fill-every-table.ts';
import { makeDirectory } from '../../support/guarded.ts';

const opened: TestDatabase[] = [];
const open = async (empty = false): Promise<Database> => {
  const database = await createTestDatabase({ empty });
  opened.push(database);
  return database.db;
};
let directory: string;
let path: string;
beforeEach(async () => {
  directory = await makeDirectory('backup');
  path = join(directory, 'backup.gz');
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.dispose()));
  await rm(directory, { recursive: true });
});

/** All rows of all tables, as Postgres writes them. */
async function contentsOf(db: Database): Promise<Record<string, string[]>> {
  const contents: Record<string, string[]> = {};
  for (const table of await listTables(db)) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(table)} t order by 1
    `.execute(db);
    contents[table] = rows.map(({ row }) => row);
  }
  return contents;
}

describe('backup and restore', () => {
  it.each([
    ['an untouched database', true],
    ['a migrated one', false],
  ])('give back every row of every table exactly, into %s', async (_, untouched) => {
    const from = await open();
    await fillEveryTable(from);
    const before = await contentsOf(from);
    expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([]);
    const counts = await backup(from, path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const into = await open(untouched);
    expect(await restore(into, path, migrations)).toEqual(counts);
    expect(await contentsOf(into)).toEqual(before);
  });

  it('bring a backup of an earlier version to this one', async () => {
    const from = await open(true);
    const [first] = Object.entries(migrations);
    await migrate(from, Object.fromEntries([first!]));
    await sql`insert into athlete (athlete_id, name, locale) values ('a1', 'Anna', 'da')`.execute(from);
    await backup(from, path);
    const into = await open(true);
    await restore(into, path, migrations);
    expect((await countRows(into, ['athlete']))['athlete']).toBe(1);
    await expect(restore(await open(), path, migrations)).rejects.toThrow(/made by an earlier version/);
  });

  it('touch nothing when the database is in use, or the file cut, foreign or of a newer version', async () => {
    const from = await open();
    await fillEveryTable(from);
    await backup(from, path);
    await expect(restore(from, path, migrations)).rejects.toThrow(/is not empty/);

    const into = await open();
    const whole = await readFile(path);
    const lines = gunzipSync(whole).toString('utf8').split('\n');
    const cases: [Buffer, RegExp][] = [
      [whole.subarray(0, whole.length - 20), /damaged/],
      [gzipSync(lines.slice(0, -2).join('\n')), /incomplete/],
      [gzipSync([...lines.slice(0, 2), ...lines.slice(3)].join('\n')), /incomplete/],
      [gzipSync('{"hello":1}\n'), /not a backup/],
      [Buffer.from('text'), /damaged/],
      [gzipSync(lines.join('\n').replace('0001_', '0000_')), /newer version/],
    ];
    for (const [bytes, message] of cases) {
      await writeFile(path, bytes);
      await expect(restore(into, path, migrations)).rejects.toThrow(message);
    }
    const counts = await countRows(into, await listTables(into));
    expect(Object.values(counts).every((rows) => rows === 0)).toBe(true);
  });

  it('never overwrite a file', async () => {
    const from = await open();
    await writeFile(path, 'precious');
    await expect(backup(from, path)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await readFile(path, 'utf8')).toBe('precious');
  });
});
