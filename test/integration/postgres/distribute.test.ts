import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { distribute } from '../../../src/adapters/postgres/distribute.ts';
import { listNodeUrls } from '../../../src/adapters/postgres/list-node-urls.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.dispose());

/** As much of a coordinator of Citus as notes what it is asked for, in order. */
async function standInForCitus(): Promise<() => Promise<string[]>> {
  for (const statement of [
    'create schema citus',
    'create table citus.calls (id serial, call text, name text)',
    `create view citus_tables as select name::regclass as table_name from citus.calls`,
    `create function create_reference_table(name regclass) returns void language sql as
      $$ insert into citus.calls (call, name) values ('everywhere ' || name::text, name::text) $$`,
    `create function create_distributed_table(name regclass, key text, colocate_with text) returns void language sql as
      $$ insert into citus.calls (call, name) values (name::text || ' by ' || key || ' beside ' || colocate_with, name::text) $$`,
  ]) {
    await sql.raw(statement).execute(database.db);
  }
  return async () => {
    const { rows } = await sql<{ call: string }>`select call from citus.calls order by id`.execute(
      database.db,
    );
    return rows.map(({ call }) => call);
  };
}

it('a database without Citus is not distributed, and it says what to install', async () => {
  await expect(distribute(database.db)).rejects.toThrow('create extension citus');
  expect(await listNodeUrls(database.db, database.url)).toEqual([database.url]);
});

it('each table of athletes goes by their key beside the athlete, after what it refers to; a second time changes nothing', async () => {
  const calls = await standInForCitus();
  const { distributed, copied } = await distribute(database.db);
  const made = await calls();
  expect(made).toEqual([
    ...copied.map((table) => `everywhere ${table}`),
    ...distributed.map(
      (table) => `${table} by athlete_id beside ${table === 'athlete' ? 'none' : 'athlete'}`,
    ),
  ]);
  expect(distributed[0]).toBe('athlete');
  expect(distributed).toContain('session_recording');
  expect(distributed.indexOf('session')).toBeLessThan(distributed.indexOf('session_recording'));
  expect(copied).toContain('auth_user');
  const keys = await sql<{ table: string; columns: string[] }>`
    select c.relname as table, array_agg(a.attname::text) as columns
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
    where i.indisunique and c.relnamespace = current_schema()::regnamespace group by c.relname, i.indexrelid
  `.execute(database.db);
  const withoutKey = keys.rows.filter(
    (key) => distributed.includes(key.table) && !key.columns.includes('athlete_id'),
  );
  expect(withoutKey, 'Citus keeps a constraint unique within one athlete only').toEqual([]);
  expect(await distribute(database.db)).toEqual({ distributed: [], copied: [] });
  expect(await calls()).toEqual(made);
});

it('listens to the workers too, on which triggers tell of changes', async () => {
  await sql`create table pg_dist_node (groupid int, nodename text, nodeport int, noderole text, isactive bool)`.execute(
    database.db,
  );
  await sql`insert into pg_dist_node values (0, 'coordinator', 5432, 'primary', true), (1, 'worker-a', 5433, 'primary', true),
    (2, 'worker-b', 5432, 'secondary', true), (3, 'worker-c', 5432, 'primary', false)`.execute(database.db);
  const url = 'postgres://zone_coach:secret@coordinator:5432/zone_coach';
  expect(await listNodeUrls(database.db, url)).toEqual([
    url,
    'postgres://zone_coach:secret@worker-a:5433/zone_coach',
  ]);
});
