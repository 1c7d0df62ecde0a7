import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { createDatabase } from '../../src/adapters/postgres/database.ts';
import type { Database } from '../../src/adapters/postgres/database.ts';
import { isMigrated, listAppliedMigrations, migrate } from '../../src/adapters/postgres/migrate.ts';
import { createPool } from '../../src/adapters/postgres/pool.ts';
import { listTables } from '../../src/adapters/postgres/tables.ts';
import { createStores } from '../../src/adapters/postgres/stores/stores.ts';
import {
  fromArticleNumbers,
  toArticleNumbers,
  type ArticleNumbers,
} from '../../src/domain/prescription/article.ts';
import { StartupError } from '../../src/application/startup-error.ts';
import { ARTICLE_NUMBERS } from '../support/article.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { fillEveryTable } from '../support/fill-every-table.ts';

const NAMES = Object.keys(migrations);
const opened: TestDatabase[] = [];
const open = async (empty: boolean): Promise<TestDatabase> => {
  const database = await createTestDatabase({ empty });
  opened.push(database);
  return database;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.dispose()));
});

/** Every row as JSON, in its own order that adding columns at the end does not change. */
async function rowsOf(db: Database, tables: readonly string[]): Promise<Record<string, object[]>> {
  const rows: Record<string, object[]> = {};
  for (const table of tables) {
    const answer = await sql<{
      row: object;
    }>`select to_jsonb(t) as row from ${sql.table(table)} t order by t`.execute(db);
    rows[table] = answer.rows.map(({ row }) => row);
  }
  return rows;
}

/** What older schemas ask for beside the newest, and no longer matters. */
const DROPPED: Readonly<Record<string, object>> = { recording: { delivers_rr: true } };

const firstMigrations = (count: number): typeof migrations =>
  Object.fromEntries(Object.entries(migrations).slice(0, count));

/** Leaves these rows alone, as far as an older schema has columns for them. Tables in an order that can be inserted. */
async function putRows(
  db: Database,
  rows: Readonly<Record<string, object[]>>,
  tables: readonly string[],
): Promise<void> {
  await sql`truncate ${sql.join(tables.map((table) => sql.table(table)))}`.execute(db);
  for (const table of tables) {
    const filled = rows[table]!.map((row) => ({ ...DROPPED[table], ...row }));
    await sql`
      insert into ${sql.table(table)}
      select * from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(filled)}::jsonb)
    `.execute(db);
  }
}

/** Rows for every table of every schema. */
async function rowsOfAll(newest: Database): Promise<Record<string, object[]>> {
  const rows = await rowsOf(newest, await listTables(newest));
  // 0052: the dates of a session lay in rows of their own.
  const session_day = (rows.session as Record<string, unknown>[]).map(({ athlete_id, id, local_date }) => ({
    athlete_id,
    session_id: id,
    date: local_date,
    unknown_ms: 250,
    histogram: '\\x0078e807',
  }));
  return { ...rows, session_day };
}

/** Rows for every table of every schema, of an installation in which everything has happened. */
async function newestRows(): Promise<Record<string, object[]>> {
  const { db } = await open(false);
  await fillEveryTable(db);
  return rowsOfAll(db);
}

/** A row without what a migration drops. */
function kept(table: string, row: object): object {
  const dropped = Object.keys(DROPPED[table] ?? {});
  return Object.fromEntries(Object.entries(row).filter(([column]) => !dropped.includes(column)));
}

describe('migrate', () => {
  it('brings an empty database to the newest schema, and does nothing the second time', async () => {
    const { db } = await open(true);
    expect(await isMigrated(db, migrations)).toBe(false);
    expect(await migrate(db, migrations)).toEqual(NAMES);
    expect(await migrate(db, migrations)).toEqual([]);
    expect(await isMigrated(db, migrations)).toBe(true);
  });

  it('keeps every row of every table from each schema to the next, and so to the newest', async () => {
    const rows = await newestRows();
    const { db } = await open(true);
    for (const [index, name] of NAMES.slice(0, -1).entries()) {
      await migrate(db, firstMigrations(index + 1));
      const tables = await listTables(db);
      await putRows(db, rows, tables);
      const before = await rowsOf(db, tables);
      for (const table of tables) expect(before[table], `${table} of ${name}`).not.toEqual([]);
      expect(await migrate(db, firstMigrations(index + 2))).toEqual([NAMES[index + 1]]);
      const still = new Set(await listTables(db));
      const lasting = tables.filter((table) => still.has(table));
      const after = await rowsOf(db, lasting);
      // A newer schema may add to a row: what it had before is all there.
      for (const table of lasting) {
        expect(after[table], `${table} after ${name}`).toMatchObject(
          before[table]!.map((row) => kept(table, row)),
        );
      }
    }
  });

  it('P: says stored prescriptions in the language, with the numbers that they had', async () => {
    const { db } = await open(true);
    const before = Object.keys(migrations).indexOf('0022_prescriptions_as_language');
    await migrate(db, firstMigrations(before));
    const numbers: ArticleNumbers = {
      ...ARTICLE_NUMBERS,
      zone2: { minimum: 2, maximum: 4, minimumMinutes: 25, maximumMinutes: 50 },
      cardio: { minimum: 1, maximum: 3, minimumMinutes: 15, lowPercent: 66 },
    };
    await sql`insert into athlete (athlete_id, name, locale, flags, created_at)
      values ('a', 'Anna', 'da', '{}', now())`.execute(db);
    await sql`insert into prescription (athlete_id, id, valid_from, reason, content, created_at)
      values ('a', 'p', '2026-01-05', 'knee', ${JSON.stringify(numbers)}::jsonb, now())`.execute(db);
    await migrate(db, migrations);
    const [stored] = await createStores(db).prescriptions.list('a');
    expect(stored).toEqual({
      id: 'p',
      validFrom: '2026-01-05',
      reason: 'knee',
      author: { userId: 'a' },
      ...fromArticleNumbers(numbers),
    });
    expect(toArticleNumbers(stored!)).toEqual(numbers);
  });

  it('lets several processes start at once on an empty database', async () => {
    const { url, db } = await open(true);
    const others = [1, 2, 3].map(() =>
      createDatabase(createPool({ url, size: 1, onError: () => undefined })),
    );
    const results = await Promise.all(others.map((other) => migrate(other, migrations)));
    expect(results.flat()).toEqual(NAMES);
    expect(await listAppliedMigrations(db)).toEqual(NAMES);
    await Promise.all(others.map((other) => other.destroy()));
  });

  it('refuses a database that a newer version has migrated, and changes nothing', async () => {
    const { db } = await open(false);
    const newer = { ...migrations, '9999_future': { up: () => Promise.resolve() } };
    await migrate(db, newer);
    await expect(migrate(db, migrations)).rejects.toThrow(
      /newer version of Zone Coach \(it has 9999_future\)/,
    );
    expect(await listAppliedMigrations(db)).toEqual([...NAMES, '9999_future']);
  });

  it.each([
    ['nothing listens', (url: URL) => (url.port = '1'), /nothing listens there/],
    ['no such database', (url: URL) => (url.pathname = '/absent'), /no database of that name/],
    ['a wrong password', (url: URL) => (url.password = 'wrong'), /refuses the user or the password/],
  ])(
    'says in one sentence, without the address, that it cannot be reached: %s',
    async (_, change, sentence) => {
      const { url } = await open(false);
      const address = new URL(url);
      change(address);
      const db = createDatabase(createPool({ url: address.href, size: 1, onError: () => undefined }));
      const error: unknown = await migrate(db, migrations).catch((thrown: unknown) => thrown);
      await db.destroy();
      expect(error).toBeInstanceOf(StartupError);
      expect(String(error)).toMatch(sentence);
      expect(String(error)).not.toContain(address.hostname);
    },
  );
});

describe('0030_people', () => {
  it('the one user of an installation becomes its operator and owns its athlete; tokens and sessions stay', async () => {
    const newest = await open(false);
    const athlete = await fillEveryTable(newest.db);
    const { db } = await open(true);
    await migrate(db, Object.fromEntries(Object.entries(migrations).slice(0, NAMES.indexOf('0030_people'))));
    const tables = await listTables(db);
    await putRows(db, await rowsOfAll(newest.db), tables);
    const [{ owner } = { owner: '' }] = (
      await sql<{ owner: string }>`select owner_user_id as owner from athlete`.execute(db)
    ).rows;
    await sql`delete from auth_user where id <> ${owner}`.execute(db);
    await sql`update athlete set owner_user_id = null`.execute(db);
    const kept = await rowsOf(db, ['auth_session', 'device_token']);
    // 0051: nobody was asked whether they train; a coach without an athlete came for others.
    await migrate(
      db,
      Object.fromEntries(Object.entries(migrations).slice(0, NAMES.indexOf('0051_training_declined'))),
    );
    await sql`insert into auth_user (id, name, email) values ('coach', 'Coach', 'coach@example.org')`.execute(
      db,
    );
    await sql`insert into clinic (id, name, created_at) values ('clinic', 'Clinic', now())`.execute(db);
    await sql`insert into clinic_member values ('clinic', 'coach', 'coach', 'membership', now())`.execute(db);
    await migrate(db, migrations);
    const users =
      await sql`select id, "isOperator", "declinesTraining" from auth_user order by id = ${owner} desc`.execute(
        db,
      );
    expect(users.rows).toEqual([
      { id: owner, isOperator: true, declinesTraining: false },
      { id: 'coach', isOperator: false, declinesTraining: true },
    ]);
    const athletes = await sql`select athlete_id, owner_user_id from athlete`.execute(db);
    expect(athletes.rows).toEqual([{ athlete_id: athlete, owner_user_id: owner }]);
    expect(await rowsOf(db, ['auth_session', 'device_token'])).toMatchObject(kept);
  });
});

describe('0050_import_scan', () => {
  it('an import under way begins anew, one that has ended stays as it is', async () => {
    const { db } = await open(true);
    await migrate(db, firstMigrations(NAMES.indexOf('0050_import_scan')));
    await sql`insert into athlete (athlete_id, name, locale, flags, created_at)
      values ('a', 'Anna', 'da', '{}', now())`.execute(db);
    await sql`insert into import_job (athlete_id, id, file_name, size_bytes, state, total, done, created_at)
      select 'a', state, 'export.zip', 1, state, 9, 5, now()
      from unnest(array['queued', 'running', 'done', 'cancelled']) as state`.execute(db);
    await migrate(db, migrations);
    const jobs = await createStores(db).importJobs.list('a', 9);
    expect(Object.fromEntries(jobs.map(({ id, done }) => [id, done]))).toEqual({
      queued: 0,
      running: 0,
      done: 5,
      cancelled: 5,
    });
  });
});

/** About users and clinics: their keys begin with no athlete. */
const PEOPLE = ['clinic', 'clinic_member', 'clinic_template', 'invitation'];

describe('the schema', () => {
  it('shards by athlete: every primary and unique key of an athlete’s table begins with athlete_id', async () => {
    const { db } = await open(false);
    const { rows } = await sql<{ key: string; first: string }>`
      select i.indexrelid::regclass::text as key,
        (select attname from pg_attribute where attrelid = i.indrelid and attnum = i.indkey[0]) as first
      from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and i.indisunique
        and c.relname not like 'auth\\_%' and c.relname not like 'kysely\\_%' and c.relname <> all (${PEOPLE})
    `.execute(db);
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter((row) => row.first !== 'athlete_id')).toEqual([]);
  });

  it('has no foreign key from one athlete to another, and no sequence', async () => {
    const { db } = await open(false);
    const keys = await sql<{ name: string; columns: string[] }>`
      select conname as name,
        array(select attname::text from pg_attribute where attrelid = conrelid and attnum = any(conkey)) as columns
      from pg_constraint where contype = 'f' and conrelid::regclass::text not like 'auth\\_%'
        and conrelid::regclass::text <> all (${PEOPLE})
        and confrelid::regclass::text <> all (${[...PEOPLE, 'auth_user']})
    `.execute(db);
    expect(keys.rows.length).toBeGreaterThan(10);
    expect(keys.rows.filter((row) => !row.columns.includes('athlete_id'))).toEqual([]);
    const sequences = await sql`select 1 from pg_sequences`.execute(db);
    expect(sequences.rows).toEqual([]);
  });
});
