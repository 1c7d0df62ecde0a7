/** Statements of processes that tests start are seen and judged (the suite's own check of itself). */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { judgeNotes, type Judgement } from '../../support/distribution/judge-notes.ts';
import { notingEnvironment, takeNotes } from '../../support/distribution/statement-notes.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.dispose());

/** What is found in a process that does this with a `client` of pg. */
async function judge(work: string): Promise<Judgement> {
  const program = `
    import pg from 'pg';
    const client = new pg.Client(process.env.DATABASE_URL);
    await client.connect();
    ${work}
    await client.end();
  `;
  const env = { PATH: process.env['PATH'], DATABASE_URL: database.url, ...notingEnvironment() };
  const ended = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: ROOT,
    env,
  });
  await ended.catch((error: unknown) => {
    if (!(error instanceof Error && 'signal' in error && error.signal === 'SIGKILL')) throw error;
  });
  const { notes } = await takeNotes();
  expect(notes).toHaveLength(1);
  return judgeNotes(notes[0]!, new Set(inject('athleteTables')));
}

describe('a process that tests start', () => {
  it.each([
    ['at once', `await client.query('select id from session');`],
    ['with values', `await client.query('select id from session where id = $1', [null]);`],
    [
      'under a name, between others',
      `for (const id of [null, null]) {
        await client.query({ name: 'other', text: 'select 1 from session where athlete_id = $1', values: ['anna'] });
        await client.query({ name: 'one', text: 'select id from session where id = $1', values: [id] });
      }`,
    ],
    ['and is killed', `client.query('select id from session'); process.kill(process.pid, 'SIGKILL');`],
    [
      'in a thread',
      `const { Worker } = await import('node:worker_threads');
      const thread = new Worker(\`
        import('pg').then(async ({ default: pg }) => {
          const client = new pg.Client(process.env.DATABASE_URL);
          await client.connect();
          await client.query('select id from session');
          await client.end();
        });
      \`, { eval: true });
      await new Promise((resolve) => thread.once('exit', resolve));`,
    ],
  ])('is caught where it asks about everybody %s', async (_, work) => {
    const { faults } = await judge(work);
    expect(faults).toEqual([expect.stringMatching(/^session without the athlete's key: select id/)]);
  });

  it('is caught where a transaction is about two athletes, by the values that are sent', async () => {
    const read = `client.query('select 1 from session where athlete_id = $1 and note is distinct from $2'`;
    const of = (...athletes: string[]): string =>
      athletes.map((name) => `await ${read}, ['${name}', 'x'.repeat(9_000)]);`).join('');
    const transaction = (work: string): string =>
      `await client.query('begin'); ${work} await client.query('rollback');`;
    expect(await judge(transaction(of('anna')) + transaction(of('bo', 'bo')))).toEqual({
      faults: [],
      judged: 3,
    });
    expect((await judge(transaction(of('anna', 'bo')))).faults).toEqual([
      expect.stringMatching(/^rows of several athletes in one transaction/),
    ]);
  });

  it('may ask about everybody while it migrates, and not after', async () => {
    const ask = `await client.query('select id from session');`;
    const migrate = `
      await client.query('select pg_advisory_lock(3853314791062309107)');
      ${ask}
      await client.query('select pg_advisory_unlock(3853314791062309107)');
    `;
    expect(await judge(migrate)).toEqual({ faults: [], judged: 0 });
    expect((await judge(migrate + ask)).faults).toHaveLength(1);
  });
});
