import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type Database, type Executor } from '../../../src/adapters/postgres/database.ts';
import { createPool } from '../../../src/adapters/postgres/pool.ts';
import { ONE_ATHLETE, runForAthletes } from '../../../src/adapters/postgres/request-scope.ts';
import { transact, transactAfter } from '../../../src/adapters/postgres/transact.ts';
import { countTurns } from '../../support/count-turns.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
/** One connection: each test finds it as the one before has left it. */
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase(createPool({ url: database.url, size: 1, onError: () => undefined }));
  await sql`create table note (text text primary key)`.execute(db);
});
beforeEach(() => sql`delete from note`.execute(db));
afterAll(async () => {
  await db.destroy();
  await database.dispose();
});

const one = (by: Executor) => sql`select 1`.execute(by);
const write = (by: Executor, text: string) => sql`insert into note values (${text})`.execute(by);
async function written(by: Executor = db): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`select text from note order by text`.execute(by);
  return rows.map(({ text }) => text);
}

describe('statements that are called for at once', () => {
  it('are answered in their order, each as it finds what those before it have left', async () => {
    const [, one, , two] = await transact(db, (trx) =>
      Promise.all([write(trx, 'a'), written(trx), write(trx, 'b'), written(trx)]),
    );
    expect([one, two]).toEqual([['a'], ['a', 'b']]);
    expect(await written()).toEqual(['a', 'b']);
  });

  it('take one turn, whatever their number, and begin takes one with the statement that opens', async () => {
    const turns = await countTurns(() =>
      transactAfter(db, one, (trx) =>
        Promise.all(Array.from({ length: 20 }, (_, n) => write(trx, `note ${n}`))),
      ),
    );
    // Begin, all that is written, commit.
    expect(turns).toBe(3);
    expect(await written()).toHaveLength(20);
  });

  it('are prepared once, though several of a text are on their way before the first is answered', async () => {
    const texts = Array.from({ length: 60 }, (_, n) => `note ${n}`);
    await transact(db, (trx) => Promise.all(texts.map((text) => write(trx, text))));
    await transact(db, (trx) => Promise.all(texts.map((text) => write(trx, `again ${text}`))));
    expect(await written()).toHaveLength(120);
  });
});

describe('a statement that fails', () => {
  const failing = (by: Executor) => sql`select 1 / ${0}::int`.execute(by);

  it('undoes all, is what the transaction fails by, and leaves the connection to the next', async () => {
    for (let n = 0; n < 4; n++) {
      const failed = transact(db, (trx) => Promise.all([write(trx, 'a'), failing(trx), write(trx, 'b')]));
      await expect(failed).rejects.toThrow('division by zero');
      expect(await written()).toEqual([]);
    }
    await transact(db, (trx) => write(trx, 'after'));
    expect(await written()).toEqual(['after']);
  });

  it('is the error of each statement behind it, though that says only that all is undone', async () => {
    const errors: unknown[] = [];
    await transact(db, async (trx) => {
      const settled = await Promise.allSettled([failing(trx), write(trx, 'b'), written(trx)]);
      for (const each of settled) if (each.status === 'rejected') errors.push(each.reason);
    }).catch((error: unknown) => errors.push(error));
    expect(errors).toHaveLength(4);
    expect(new Set(errors).size).toBe(1);
    expect(String(errors[0])).toContain('division by zero');
  });

  it('is told, where nobody waits for its answer or somebody hides it: what is undone is not reported as done', async () => {
    const hidden = transact(db, async (trx) => {
      await write(trx, 'a');
      await failing(trx).catch(() => undefined);
    });
    await expect(hidden).rejects.toThrow('division by zero');
    const left = transact(db, (trx) => {
      failing(trx).catch(() => undefined);
      return Promise.resolve('done');
    });
    await expect(left).rejects.toThrow('division by zero');
    expect(await written()).toEqual([]);
  });

  it('keeps what goes on in another branch from writing outside of any transaction', async () => {
    let goesOn: Promise<unknown> = Promise.resolve();
    let isOver = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      isOver = resolve;
    });
    const failed = transact(db, (trx) => {
      goesOn = over.then(() => write(trx, 'astray'));
      return failing(trx);
    });
    await expect(failed).rejects.toThrow('division by zero');
    isOver();
    await expect(goesOn).rejects.toThrow('this transaction is over');
    expect(await written()).toEqual([]);
  });

  it('that is commit undoes all', async () => {
    await sql`create table later (id int constraint once unique deferrable initially deferred)`.execute(db);
    const failed = transact(db, async (trx) => {
      await Promise.all([write(trx, 'a'), sql`insert into later values (1), (1)`.execute(trx)]);
    });
    await expect(failed).rejects.toThrow('once');
    expect(await written()).toEqual([]);
  });
});

it('nothing is written where opening fails', async () => {
  const opening = (trx: Executor) => sql`select 1 / ${0}::int`.execute(trx);
  const failed = transactAfter(db, opening, (trx) => write(trx, 'a'));
  await expect(failed).rejects.toThrow('division by zero');
  expect(await written()).toEqual([]);
});

it('a connection that breaks on the way fails all that is under way, and another takes its place', async () => {
  const failed = transact(db, (trx) =>
    Promise.all([
      write(trx, 'a'),
      sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx),
      write(trx, 'b'),
    ]),
  );
  await expect(failed).rejects.toThrow(/terminat/);
  await transact(db, (trx) => write(trx, 'after'));
  expect(await written()).toEqual(['after']);
});

describe('the second wall (W1)', () => {
  const scopeOf = async (by: Executor) => {
    const { rows } =
      await sql`select current_setting('role') as role, current_setting('app.athletes', true) as athletes`.execute(
        by,
      );
    return rows[0];
  };

  it('stands for all that is sent at once, on a connection that has served none or others, and ends with it', async () => {
    const fresh = createDatabase(createPool({ url: database.url, size: 1, onError: () => undefined }));
    try {
      for (const athlete of ['anna', 'bo', 'anna']) {
        const bound = { role: ONE_ATHLETE, athletes: athlete };
        const seen = await runForAthletes([athlete], () =>
          transactAfter(fresh, scopeOf, async (trx, opened) => [
            opened,
            ...(await Promise.all([scopeOf(trx), scopeOf(trx)])),
          ]),
        );
        expect(seen).toEqual([bound, bound, bound]);
        expect(await scopeOf(fresh)).toMatchObject({ role: 'none', athletes: '' });
      }
    } finally {
      await fresh.destroy();
    }
  });

  it('lets nothing of a transaction through that could not begin behind it', async () => {
    const stranger = `stranger_${randomUUID().replaceAll('-', '')}`;
    const url = new URL(database.url);
    [url.username, url.password] = [stranger, 'let-me-in'];
    await sql.raw(`create role ${stranger} login password '${url.password}'`).execute(db);
    await sql.raw(`grant all on note to ${stranger}`).execute(db);
    const theirs = createDatabase(createPool({ url: url.href, size: 1, onError: () => undefined }));
    try {
      await write(theirs, 'unbound');
      // They may not take the role, and so not even what goes out with `begin` is kept.
      const failed = runForAthletes(['anna'], () => transactAfter(theirs, one, (trx) => write(trx, 'bound')));
      await expect(failed).rejects.toThrow(ONE_ATHLETE);
      expect(await written(theirs)).toEqual(['unbound']);
    } finally {
      await theirs.destroy();
      await sql.raw(`drop owned by ${stranger}; drop role ${stranger}`).execute(db);
    }
  });
});
