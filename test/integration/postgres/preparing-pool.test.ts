import { CompiledQuery, sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../../src/adapters/postgres/database.ts';
import { createPool } from '../../../src/adapters/postgres/pool.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
/** One connection, so that it can be asked what it keeps. */
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  db = createDatabase(createPool({ url: database.url, size: 1, onError: () => undefined }));
});
afterAll(async () => {
  await db.destroy();
  await database.dispose();
});

async function keptTexts(): Promise<string[]> {
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db);
  return rows.map(({ statement }) => statement);
}

async function ask(text: string, times: number): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (let i = 0; i < times; i++) answers.push(...(await db.executeQuery(CompiledQuery.raw(text, [i]))).rows);
  return answers;
}

it('keeps the plan of a statement that comes often, with other values each time', async () => {
  const often = 'select $1::int as often';
  expect(await ask(often, 5)).toEqual([0, 1, 2, 3, 4].map((value) => ({ often: value })));
  await ask('select $1::int as seldom', 2);
  expect(await keptTexts()).toEqual([often]);
});

it('keeps no more than 256 plans, and answers the rest all the same', async () => {
  for (let n = 0; n < 300; n++) {
    expect(await ask(`select $1::int + ${n} as sum`, 3)).toEqual(
      [0, 1, 2].map((value) => ({ sum: value + n })),
    );
  }
  expect(await keptTexts()).toHaveLength(256);
});
