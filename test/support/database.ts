import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createDatabase } from '../../src/adapters/postgres/database.ts';
import type { Database } from '../../src/adapters/postgres/database.ts';
import { createPool } from '../../src/adapters/postgres/pool.ts';

export interface TestDatabase {
  /** For processes and pools of the test's own. */
  readonly url: string;
  readonly db: Database;
  /** Closes our connections and drops the database, whoever else is still connected. */
  dispose(): Promise<void>;
}

/** A database for one test file: a clone of the migrated template, or an empty one. */
export async function createTestDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const serverUrl = inject('databaseServerUrl');
  const name = `zone_coach_test_${randomBytes(6).toString('hex')}`;
  const template = options.empty === true ? 'template1' : inject('templateDatabase');
  await onServer(serverUrl, `create database ${name} template ${template}`);
  const address = new URL(serverUrl);
  address.pathname = `/${name}`;
  const db = createDatabase(createPool({ url: address.href, size: 10, onError: () => undefined }));
  return {
    url: address.href,
    db,
    async dispose() {
      await db.destroy();
      await onServer(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

/** Cloning locks the template for a moment: several test files at once wait for each other here. */
const CLONE_LOCK = 7_383_512;

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [CLONE_LOCK]);
    await client.query(statement);
  } finally {
    await client.end();
  }
}
