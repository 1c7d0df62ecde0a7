import {
  type ConnectionProvider,
  CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  type KyselyProps,
  PostgresDialect,
  Transaction,
} from 'kysely';
import type { Executor } from './database.ts';
import type { Schema } from './schema/schema.ts';

const BEGIN = CompiledQuery.raw('begin');
const COMMIT = CompiledQuery.raw('commit');
const ROLLBACK = CompiledQuery.raw('rollback');

/** What a transaction of the library has besides its executor, and uses for nothing once it is open. */
const DIALECT = new PostgresDialect({
  pool: () => Promise.reject(new Error('a transaction has its connection')),
});
const UNUSED: Omit<KyselyProps, 'executor'> = {
  config: { dialect: DIALECT },
  dialect: DIALECT,
  driver: new DummyDriver(),
};

/**
 * A transaction whose statements go out as they are called for, in that order, where the library would send each after
 * the answer to the one before it: those that need nothing of one another take a single turn.
 *
 * What fails first is the error of every statement after it. Nothing is sent once `work` has ended or failed.
 */
export function transact<T>(db: Executor, work: (trx: Transaction<Schema>) => Promise<T>): Promise<T> {
  return transactAfter(db, () => Promise.resolve(), work);
}

/**
 * The same, whose `work` begins with what `opening` answers. Its first statements go out with `begin`, and so it only
 * reads and locks: had `begin` failed, what it writes would stand by itself.
 */
export function transactAfter<Opened, T>(
  db: Executor,
  opening: (trx: Transaction<Schema>) => Promise<Opened>,
  work: (trx: Transaction<Schema>, opened: Opened) => Promise<T>,
): Promise<T> {
  const executor = db.getExecutor();
  return executor.provideConnection(async (connection) => {
    const open = new OpenTransaction(connection);
    const trx = new Transaction<Schema>({ ...UNUSED, executor: executor.withConnectionProvider(open) });
    try {
      const [, opened] = await Promise.all([open.begin(), opening(trx)]);
      const result = await work(trx, opened);
      await open.commit();
      return result;
    } catch (error) {
      await open.rollback();
      throw error;
    }
  });
}

class OpenTransaction implements ConnectionProvider {
  readonly #connection: DatabaseConnection;
  #isOver = false;
  #failure: { readonly error: unknown } | null = null;

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  provideConnection<T>(use: (connection: DatabaseConnection) => Promise<T>): Promise<T> {
    // A branch of `work` that goes on where another has failed would write outside of any transaction.
    if (this.#isOver) return Promise.reject(new Error('this transaction is over'));
    return this.#watch(use(this.#connection));
  }

  begin(): Promise<unknown> {
    return this.#watch(this.#connection.executeQuery(BEGIN));
  }

  async commit(): Promise<void> {
    this.#isOver = true;
    if (this.#failure === null) await this.#watch(this.#connection.executeQuery(COMMIT));
    // Asked to commit after a failure, Postgres rolls back and calls it no error.
    if (this.#failure !== null) throw this.#failure.error;
  }

  /** Of a connection that is broken nothing is left to roll back. */
  async rollback(): Promise<void> {
    this.#isOver = true;
    await this.#connection.executeQuery(ROLLBACK).catch(() => undefined);
  }

  #watch<T>(answer: Promise<T>): Promise<T> {
    return answer.catch((error: unknown) => {
      this.#failure ??= { error };
      throw this.#failure.error;
    });
  }
}
