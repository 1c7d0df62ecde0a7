/** W1: statements without any `where`, in the role that answers requests, on every table of athletes. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../../src/adapters/postgres/database.ts';
import { createPool } from '../../../src/adapters/postgres/pool.ts';
import {
  narrowToAthlete,
  ONE_ATHLETE,
  runForAthletes,
  SEVERAL_ATHLETES,
} from '../../../src/adapters/postgres/request-scope.ts';
import { raiseSecondWall } from '../../../src/adapters/postgres/second-wall.ts';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import { listAthleteTables } from '../../../src/adapters/postgres/tables.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { fillEveryTable } from '../../support/fill-every-table.ts';

let database: TestDatabase;
/** One connection, which owner and requests use in turn. */
let db: Database;
let anna: string;
let bo: string;
let tables: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase(createPool({ url: database.url, size: 1, onError: () => undefined }));
  anna = await fillEveryTable(db);
  bo = await createAthlete(createStores(db));
  tables = await listAthleteTables(db);
});
afterAll(async () => {
  await db.destroy();
  await database.dispose();
});

async function count(table: string, by = db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(by);
  return rows[0]!.n;
}

/** The tables of which anything is seen. */
async function seen(by = db): Promise<string[]> {
  const found: string[] = [];
  for (const table of tables) if ((await count(table, by)) > 0) found.push(table);
  return found;
}

it('the roles own nothing, pass no policy and sign in nowhere; every table of athletes has a policy for each', async () => {
  const { rows: roles } = await sql`
    select rolsuper, rolbypassrls, rolcanlogin, (select count(*)::int from pg_class where relowner = r.oid) as owns
    from pg_roles r where rolname in (${ONE_ATHLETE}, ${SEVERAL_ATHLETES})
  `.execute(db);
  const powerless = { rolsuper: false, rolbypassrls: false, rolcanlogin: false, owns: 0 };
  expect(roles).toEqual([powerless, powerless]);
  const { rows } = await sql<{ name: string; roles: string[] }>`
    select c.relname as name, array_agg(r.rolname::text order by r.rolname) as roles
    from pg_policy p join pg_class c on c.oid = p.polrelid join pg_roles r on r.oid = any (p.polroles)
    where c.relrowsecurity group by c.relname
  `.execute(db);
  const both = [SEVERAL_ATHLETES, ONE_ATHLETE];
  expect(Object.fromEntries(rows.map(({ name, roles: of }) => [name, of]))).toEqual(
    Object.fromEntries(tables.map((name) => [name, both])),
  );
});

it('a request sees rows of the athletes whom it may touch and of nobody else, of nobody where it names none', async () => {
  expect(await seen()).toEqual(tables);
  expect(await runForAthletes([anna], seen)).toEqual(tables);
  expect(await runForAthletes([], seen)).toEqual([]);
  expect(await runForAthletes([bo], seen)).toEqual(['athlete', 'athlete_time_zone']);
  expect(await runForAthletes([anna, bo], () => count('athlete'))).toBe(2);
  expect(await seen()).toEqual(tables);
});

it('a request about several asks about one of them alone, and about nobody whom it may not touch', async () => {
  await runForAthletes([anna, bo], async () => {
    expect(await narrowToAthlete(bo, seen)).toEqual(['athlete', 'athlete_time_zone']);
    expect(await count('athlete')).toBe(2);
  });
  expect(await runForAthletes([bo], () => narrowToAthlete(anna, seen))).toEqual([
    'athlete',
    'athlete_time_zone',
  ]);
});

it('hashes the athletes of a list once a statement: comparing each row with hundreds made it slow', async () => {
  const { rows } = await runForAthletes([anna, bo], () =>
    sql<Record<string, string>>`
      explain select from athlete a, session s where s.athlete_id = a.athlete_id and a.athlete_id = ${anna}
    `.execute(db),
  );
  const conditions = rows.flatMap((row) => Object.values(row)).filter((line) => /Cond:|Filter:/.test(line));
  expect(conditions.filter((line) => line.includes('hashed SubPlan'))).toHaveLength(2);
  expect(conditions.join()).not.toContain('app.athletes');
});

it('holds for all of a transaction, and ends with it', async () => {
  await runForAthletes([bo], async () => {
    await db.transaction().execute(async (trx) => {
      expect(await seen(trx)).toEqual(['athlete', 'athlete_time_zone']);
    });
    const failed = db.transaction().execute((trx) => sql`select * from nowhere`.execute(trx));
    await expect(failed).rejects.toThrow('nowhere');
  });
  await db.transaction().execute(async (trx) => {
    expect(await runForAthletes([bo], () => seen(trx))).toEqual(tables);
  });
});

it('changes and removes nothing of others, and writes nothing in their name', async () => {
  await runForAthletes([bo], async () => {
    for (const table of tables.filter((each) => !each.startsWith('athlete'))) {
      for (const statement of [
        sql`update ${sql.table(table)} set athlete_id = athlete_id`,
        sql`delete from ${sql.table(table)}`,
      ]) {
        expect((await statement.execute(db)).numAffectedRows ?? 0n, table).toBe(0n);
      }
    }
    const inTheirName = createStores(db).excusedWeeks.put(anna, '2026-W48' as never, null);
    await expect(inTheirName).rejects.toThrow(/row-level security/);
  });
  expect(await seen()).toEqual(tables);
});

it('a statement that fails leaves the connection as it was, whoever uses it next', async () => {
  for (let n = 0; n < 5; n++) {
    await runForAthletes([bo], async () => {
      await expect(sql`select 1 / ${0}::int as never`.execute(db)).rejects.toThrow('division by zero');
      expect((await sql<{ n: number }>`select ${n}::int as n`.execute(db)).rows).toEqual([{ n }]);
    });
    const { rows } = await sql<{ role: string; athletes: string | null }>`
      select current_setting('role') as role, current_setting('app.athletes', true) as athletes
    `.execute(db);
    expect(rows).toEqual([{ role: 'none', athletes: '' }]);
  }
});

it('a plan that is kept is kept for a role: owner and requests take turns on a statement', async () => {
  const stores = createStores(db);
  for (let n = 0; n < 8; n++) {
    expect(await runForAthletes([bo], () => stores.athletes.find(anna))).toBeNull();
    expect(await stores.athletes.find(anna)).not.toBeNull();
    expect(await runForAthletes([anna], () => stores.athletes.find(anna))).not.toBeNull();
  }
});

it('requests at once, on several connections, each see their own', async () => {
  for (let n = 0; n < 30; n++) {
    const [annas, bos, all] = await Promise.all([
      runForAthletes([anna], () => count('athlete', database.db)),
      runForAthletes([bo], () => count('excused_week', database.db)),
      count('athlete', database.db),
    ]);
    expect([annas, bos, all]).toEqual([1, 0, 2]);
  }
});

it('a policy that somebody changed, or added for these roles, is put right; what stands right is not touched', async () => {
  const undone = new Error('undone');
  const trying = db.transaction().execute(async (trx) => {
    const policies = async (): Promise<unknown> => {
      const { rows } = await sql`
        select oid::text, polname, pg_get_expr(polqual, polrelid) as expression from pg_policy
        where polrelid = 'session'::regclass order by polname
      `.execute(trx);
      return rows;
    };
    const [made, again] = [await policies(), (await raiseSecondWall(trx), await policies())];
    expect(again, 'not made anew').toEqual(made);
    const expressions = (rows: unknown): unknown =>
      (rows as { polname: string; expression: string }[]).map((row) => [row.polname, row.expression]);
    for (const change of [
      'alter policy of_one_athlete on session using (true)',
      `create policy more on session to ${ONE_ATHLETE} using (true)`,
      'create policy for_all on session using (true)',
      'alter policy of_several_athletes on session with check (true)',
    ]) {
      await sql.raw(change).execute(trx);
      expect(await policies()).not.toEqual(made);
      expect(await raiseSecondWall(trx)).toBeNull();
      expect(expressions(await policies()), change).toEqual(expressions(made));
    }
    throw undone;
  });
  await expect(trying).rejects.toBe(undone);
});

it('a table that comes later is caught up with; a user who may not make roles is told what an administrator runs', async () => {
  const undone = new Error('undone');
  const trying = db.transaction().execute(async (trx) => {
    expect(await raiseSecondWall(trx)).toBeNull();
    await sql`create table later (athlete_id text primary key)`.execute(trx);
    await sql`insert into later values (${anna}), (${bo})`.execute(trx);
    expect(await raiseSecondWall(trx)).toBeNull();
    await sql`
      select set_config('role', ${ONE_ATHLETE}, true), set_config('app.athletes', ${bo}, true)
    `.execute(trx);
    expect((await sql`select * from later`.execute(trx)).rows).toEqual([{ athlete_id: bo }]);
    await sql`reset role`.execute(trx);
    await sql`create role powerless nologin`.execute(trx);
    await sql`set local role powerless`.execute(trx);
    expect(await raiseSecondWall(trx)).toContain('create role zone_coach_request nologin; create role');
    throw undone;
  });
  await expect(trying).rejects.toBe(undone);
});
