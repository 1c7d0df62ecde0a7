import { Kysely, PostgresDialect } from 'kysely';
import type { Transaction } from 'kysely';
import type pg from 'pg';
import { preparingPool } from './preparing-pool.ts';
import type { Schema } from './schema/schema.ts';

export type Database = Kysely<Schema>;
/** What a store works on: the pool, or one transaction. */
export type Executor = Kysely<Schema> | Transaction<Schema>;

/** `destroy()` ends the pool too. */
export function createDatabase(pool: pg.Pool): Database {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: preparingPool(pool) }) });
}
