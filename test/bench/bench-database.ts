import { rm } from 'node:fs/promises';
import { migrations } from '../../migrations/index.ts';
import type { Stores, Transactions } from '../../src/application/ports/stores.ts';
import { startEmbeddedPostgres } from '../../src/adapters/embedded/start-embedded-postgres.ts';
import type { Database } from '../../src/adapters/postgres/database.ts';
import { createDatabase } from '../../src/adapters/postgres/database.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { createPool } from '../../src/adapters/postgres/pool.ts';
import { raiseSecondWall } from '../../src/adapters/postgres/second-wall.ts';
import { createStores } from '../../src/adapters/postgres/stores/stores.ts';
import { createTransactions } from '../../src/adapters/postgres/transactions.ts';
import { makeDirectory } from '../support/guarded.ts';
import type { BenchRow } from './bench.ts';

export interface BenchDatabase {
  readonly url: string;
  readonly db: Database;
  readonly stores: Stores;
  readonly transactions: Transactions;
}

/** A database that is there; its pool is ended by whoever opened it. */
export function openBenchDatabase(url: string): BenchDatabase {
  const pool = { url, size: 10, onError: () => undefined, statementTimeoutMs: 600_000 };
  const db = createDatabase(createPool(pool));
  return { url, db, stores: createStores(db), transactions: createTransactions(db) };
}

/** A separate, real Postgres with the durable settings of production, migrated, thrown away afterwards. */
export async function* withBenchDatabase(
  work: (database: BenchDatabase) => AsyncIterable<BenchRow>,
): AsyncGenerator<BenchRow> {
  const dataDir = await makeDirectory('bench');
  const postgres = await startEmbeddedPostgres({ dataDir });
  const database = openBenchDatabase(postgres.url);
  try {
    await migrate(database.db, migrations);
    await raiseSecondWall(database.db);
    yield* work(database);
  } finally {
    await database.db.destroy();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
