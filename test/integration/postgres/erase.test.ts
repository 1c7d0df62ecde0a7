import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import { countRows, listTables } from '../../../src/adapters/postgres/tables.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createAthlete } from '../../support/athlete.ts';
import { EXPIRING_TABLES } from '../../support/expiring-tables.ts';
import { addClinic } from '../../support/people.ts';
import { fillEveryTable } from '../../support/fill-every-table.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.dispose());

describe('erasing an athlete', () => {
  it('leaves no row of theirs in any table, and every row of others', async () => {
    const { db } = database;
    const tables = await listTables(db);
    const stores = createStores(db);
    const other = await createAthlete(stores);
    await addClinic(db);
    const before = await countRows(db, tables);
    const athlete = await fillEveryTable(db);
    const { rows: ofAthletes } = await sql<{ name: string }>`
      select table_name as name from information_schema.columns
      where table_schema = current_schema() and column_name = 'athlete_id'
    `.execute(db);
    expect(ofAthletes.length).toBeGreaterThan(15);
    const countMine = async (): Promise<Record<string, number>> => {
      const counts: Record<string, number> = {};
      for (const { name } of ofAthletes) {
        const { rows } = await sql<{ rows: number }>`
          select count(*) as rows from ${sql.table(name)} where athlete_id = ${athlete}
        `.execute(db);
        counts[name] = rows[0]!.rows;
      }
      return counts;
    };
    const mine = await countMine();
    expect(Object.keys(mine).filter((table) => mine[table] === 0)).toEqual([]);

    await stores.athletes.erase(athlete);

    const left = await countMine();
    expect(Object.keys(left).filter((table) => left[table] !== 0)).toEqual([]);
    expect(await stores.athletes.find(other)).not.toBeNull();
    const after = await countRows(db, tables);
    const grown = tables.filter((table) => after[table] !== before[table]);
    expect(grown.filter((table) => !EXPIRING_TABLES.includes(table))).toEqual([]);
  });
});
