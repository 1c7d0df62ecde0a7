import { once } from 'node:events';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPool } from '../../../src/adapters/postgres/pool.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.dispose());

async function openPool(): Promise<{ pool: pg.Pool; errors: Error[]; stillOpen: () => number }> {
  const errors: Error[] = [];
  const pool = createPool({ url: database.url, size: 8, onError: (error) => errors.push(error) });
  let stillOpen = 0;
  pool.on('connect', (client) => {
    stillOpen += 1;
    client.once('end', () => (stillOpen -= 1));
  });
  const clients = await Promise.all(Array.from({ length: 8 }, () => pool.connect()));
  for (const client of clients) client.release();
  return { pool, errors, stillOpen: () => stillOpen };
}

describe('the end of a pool', () => {
  it('comes when each of its connections is closed, and once for all who ask', async () => {
    const { pool, stillOpen } = await openPool();
    expect(stillOpen()).toBe(8);
    await Promise.all([pool.end(), pool.end()]);
    expect(stillOpen()).toBe(0);
  });

  it('waits for a connection that is still in use', async () => {
    const { pool, stillOpen } = await openPool();
    const client = await pool.connect();
    const answer = client.query<{ n: number }>('select 1 as n');
    const ended = pool.end();
    expect((await answer).rows).toEqual([{ n: 1 }]);
    client.release();
    await ended;
    expect(stillOpen()).toBe(0);
  });

  it('reports no error of a server that goes while the pool ends (57P01), and reports one before', async () => {
    const { pool, errors } = await openPool();
    const { rows } = await pool.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and application_name = 'zone-coach' and pid <> pg_backend_pid() and state = 'idle' limit 1",
    );
    const broken = once(pool, 'error');
    await pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
    await broken;
    expect(errors).toHaveLength(1);
    const ended = pool.end();
    pool.emit('error', Object.assign(new Error('terminating connection'), { code: '57P01' }), null);
    await ended;
    expect(errors).toHaveLength(1);
  });
});

it('a connection that breaks between two statements of a transaction rejects the next one, and ends nothing', async () => {
  const { pool, errors } = await openPool();
  const client = await pool.connect();
  await client.query('begin');
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const broken = new Promise<void>((resolve) => client.once('end', resolve));
  await pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
  await broken;
  await expect(client.query('commit')).rejects.toThrow();
  client.release(true);
  expect(errors).toEqual([]);
  await pool.end();
});

describe('a pool that is made before its server has started', () => {
  it('is told where the server is when it connects', async () => {
    let url: string | null = null;
    const address = (): string => {
      if (url === null) throw new Error('not started');
      return url;
    };
    const pool = createPool({ url: address, size: 2, onError: () => undefined });
    expect(() => pool.connect()).toThrow('not started');
    ({ url } = database);
    expect((await pool.query<{ n: number }>('select 1 as n')).rows).toEqual([{ n: 1 }]);
    await pool.end();
  });
});
