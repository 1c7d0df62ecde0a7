import { createReadStream } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Migration } from 'kysely';
import { sql } from 'kysely';
import { StartupError } from '../../application/startup-error.ts';
import type { Database, Executor } from './database.ts';
import { listAppliedMigrations, migrate } from './migrate.ts';
import { countRows, listTables } from './tables.ts';

/** First line of a backup. Rows follow as `{table, row}`, and the last line counts them. */
interface Header {
  readonly format: 'zone-coach.backup.v1';
  readonly migrations: readonly string[];
}
type Line =
  | Header
  | { readonly table: string; readonly row: unknown }
  | { readonly rows: Record<string, number> };

/** Rows read at a time; an upload may be large, so those come one by one. */
const rowsAtATime = (table: string): number => (table === 'upload' ? 1 : 100);
const RESTORE_BATCH_CHARACTERS = 1_000_000;

/**
 * Writes every row of every table to a new file (mode 0600) as compressed JSON lines, all from one snapshot, while the
 * service runs on. Answers the rows per table. A file that could not be finished is removed.
 */
export async function backup(db: Database, path: string): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  const file = await open(path, 'wx', 0o600);
  try {
    await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((trx) =>
        pipeline(Readable.from(linesOf(trx, counts)), createGzip(), file.createWriteStream({ flush: true })),
      );
  } catch (error) {
    await file.close();
    await unlink(path);
    throw error;
  }
  return counts;
}

async function* linesOf(trx: Executor, counts: Record<string, number>): AsyncGenerator<string> {
  const migrations = await listAppliedMigrations(trx);
  yield lineOf({ format: 'zone-coach.backup.v1', migrations });
  for (const table of await listTables(trx)) {
    counts[table] = 0;
    await sql`declare backup_rows no scroll cursor for select row_to_json(t)::text as row from ${sql.table(table)} t`.execute(
      trx,
    );
    for (;;) {
      const { rows } = await sql<{ row: string }>`
        fetch ${sql.lit(rowsAtATime(table))} from backup_rows
      `.execute(trx);
      if (rows.length === 0) break;
      counts[table] += rows.length;
      // The row as Postgres wrote it: parsing it here would round numbers.
      for (const { row } of rows) yield `{"table":${JSON.stringify(table)},"row":${row}}\n`;
    }
    await sql`close backup_rows`.execute(trx);
  }
  yield lineOf({ rows: counts });
}

const lineOf = (line: Line): string => `${JSON.stringify(line)}\n`;

/**
 * Restores a backup into an empty database, all or nothing, and brings it to the newest schema: an untouched database
 * takes a backup of any earlier version, a migrated one only its own backup.
 *
 * @throws StartupError when the file is not a whole backup, is of a newer version, or the database is in use.
 */
export async function restore(
  db: Database,
  path: string,
  migrations: Readonly<Record<string, Migration>>,
): Promise<Readonly<Record<string, number>>> {
  const header = await readHeader(path);
  const then = Object.entries(migrations).filter(([name]) => header.migrations.includes(name));
  if (then.length !== header.migrations.length) {
    throw new StartupError('The backup was made by a newer version of Zone Coach: install that version.');
  }
  const applied = await listAppliedMigrations(db);
  if (applied.length > then.length) {
    throw new StartupError(
      'The backup was made by an earlier version: restore it into a database that was not used yet.',
    );
  }
  await migrate(db, Object.fromEntries(then));
  const counts = await db.transaction().execute(async (trx) => {
    const tables = await listTables(trx);
    const filled = await countRows(trx, tables);
    if (Object.values(filled).some((rows) => rows > 0)) {
      throw new StartupError('The database is not empty: restore into a new one.');
    }
    // What triggers would add to a row stands in the backup already.
    await switchTriggers(trx, tables, 'disable');
    const inserted = await insertAll(trx, path, new Set(tables));
    await switchTriggers(trx, tables, 'enable');
    return inserted;
  });
  await migrate(db, migrations);
  return counts;
}

/** Ours alone: those by which Postgres holds references stay. */
async function switchTriggers(
  trx: Executor,
  tables: readonly string[],
  which: 'enable' | 'disable',
): Promise<void> {
  for (const table of tables) {
    await sql`alter table ${sql.table(table)} ${sql.raw(which)} trigger user`.execute(trx);
  }
}

async function insertAll(
  trx: Executor,
  path: string,
  tables: ReadonlySet<string>,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = Object.fromEntries([...tables].map((table) => [table, 0]));
  let batch: string[] = [];
  let characters = 0;
  let current = '';
  let expected: Record<string, number> | null = null;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    await sql`
      insert into ${sql.table(current)}
      select r.* from json_populate_recordset(null::${sql.table(current)}, ${`[${batch.join()}]`}::json) r
    `
      .execute(trx)
      .catch((error: unknown) => {
        if (isOfMissingRow(error)) throw incomplete();
        throw error;
      });
    counts[current]! += batch.length;
    batch = [];
    characters = 0;
  };
  for await (const line of readLines(path)) {
    const table = /^\{"table":"([a-z0-9_]+)","row":/.exec(line);
    if (table === null) {
      const last = JSON.parse(line) as Line;
      if ('rows' in last) expected = last.rows;
      continue;
    }
    const [prefix, name] = [table[0], table[1]!];
    if (!tables.has(name))
      throw new StartupError('The backup holds a table that this version does not know.');
    if (name !== current || characters > RESTORE_BATCH_CHARACTERS) await flush();
    current = name;
    batch.push(line.slice(prefix.length, -1));
    characters += line.length;
  }
  await flush();
  if (expected === null || Object.entries(expected).some(([table, rows]) => counts[table] !== rows)) {
    throw incomplete();
  }
  return counts;
}

function incomplete(): StartupError {
  return new StartupError('The backup is incomplete: nothing was restored.');
}

/** A row that refers to one that the file has lost (23503, foreign_key_violation). */
function isOfMissingRow(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23503';
}

async function readHeader(path: string): Promise<Header> {
  for await (const line of readLines(path)) {
    const header = JSON.parse(line) as Partial<Header>;
    if (header.format === 'zone-coach.backup.v1' && header.migrations !== undefined) return header as Header;
    break;
  }
  throw new StartupError('This file is not a backup of Zone Coach.');
}

/** By line feeds alone: node:readline would also cut at U+2028, which a name may hold. */
async function* readLines(path: string): AsyncGenerator<string> {
  const text = createGunzip();
  const bytes = createReadStream(path).on('error', (error) => text.destroy(error));
  try {
    // Pieces of an unfinished line: an upload's is megabytes long and must not be searched again with every chunk.
    let unfinished: string[] = [];
    for await (const chunk of bytes.pipe(text).setEncoding('utf8') as AsyncIterable<string>) {
      const [first, ...others] = chunk.split('\n');
      unfinished.push(first!);
      if (others.length === 0) continue;
      yield unfinished.join('');
      unfinished = [others.pop()!];
      yield* others;
    }
    if (unfinished.join('') !== '') yield unfinished.join('');
  } catch (cause) {
    throw new StartupError('The backup cannot be read, or is damaged.', { cause });
  } finally {
    bytes.destroy();
  }
}
