import { sql } from 'kysely';
import { StartupError } from '../../application/startup-error.ts';
import type { Database } from './database.ts';
import { listAthleteTables, listTables } from './tables.ts';

export interface Distribution {
  /** Tables whose rows now lie with their athlete, on one node each. */
  readonly distributed: readonly string[];
  /** Small tables about users and clinics, now whole on every node. */
  readonly copied: readonly string[];
}

/**
 * Spreads the athletes over the nodes of a Citus cluster, all rows of one athlete on one node; what is spread already is
 * left alone, so that it can be called again after a migration.
 *
 * @throws StartupError when the database is no coordinator of Citus.
 */
export async function distribute(db: Database): Promise<Distribution> {
  return db.transaction().execute(async (trx) => {
    const { rows: views } = await sql<{ there: boolean }>`
      select to_regclass('citus_tables') is not null as there
    `.execute(trx);
    if (views[0]?.there !== true) {
      throw new StartupError(
        'The database has no Citus extension: install Citus on each node, add the workers, and run `create extension citus`.',
      );
    }
    // Our triggers keep to the rows of their athlete, which lie on the node that fires them.
    await sql`set local citus.enable_unsafe_triggers to on`.execute(trx);
    const { rows: done } = await sql<{ name: string }>`
      select table_name::text as name from citus_tables
    `.execute(trx);
    const left = (await listTables(trx)).filter((table) => !done.some(({ name }) => name === table));
    const ofAthletes = new Set(await listAthleteTables(trx));
    const distributed = left.filter((table) => ofAthletes.has(table));
    const copied = left.filter((table) => !ofAthletes.has(table));
    for (const table of copied) await sql`select create_reference_table(${table})`.execute(trx);
    for (const table of distributed) {
      const beside = table === 'athlete' ? 'none' : 'athlete';
      await sql`select create_distributed_table(${table}, 'athlete_id', colocate_with => ${beside})`.execute(
        trx,
      );
    }
    return { distributed, copied };
  });
}
