import { DefaultQueryExecutor, PostgresDriver, type CompiledQuery, type DatabaseConnection } from 'kysely';
import pg from 'pg';
import { findKeys, type StatementKeys } from './find-keys.ts';
import { keyFault, type OpenTransaction } from './key-fault.ts';

/** A statement is made some frames below the function that sends it. */
const FRAMES = 40;

/** Texts that the service has sent, each with its place until it has been looked at. */
const places = new Map<string, string>();
/** Per text of the service. */
const keysOf = new Map<string, StatementKeys>();
let faults: string[] = [];
let distributed: ReadonlySet<string> = new Set();

const transactions = new WeakMap<DatabaseConnection, OpenTransaction>();

/** From here on every statement is held to the key of these tables. */
export function collectStatements(tables: ReadonlySet<string>): void {
  distributed = tables;
}

/** @throws where the service has sent what several nodes would have to answer together, without a reason. */
export function checkStatements(): void {
  const found = faults;
  faults = [];
  if (found.length > 0) throw new Error(found.join('\n\n'));
}

/** What the service sends; tests look where they like, and a migration changes all of a table. */
function isOfService(text: string): boolean {
  if (places.has(text)) return true;
  const place = sender();
  if (/\/(test|migrations)\//.test(place)) return false;
  places.set(text, place);
  return true;
}

/** The nearest frame of ours; none in the work of a library, which is the service's. */
function sender(): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = FRAMES;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  const ours = stack.split('\n').filter((frame) => /\/(src|test|migrations)\//.test(frame));
  return (
    ours.find((frame) => !frame.includes('/node_modules/') && !frame.includes(import.meta.filename)) ?? ''
  );
}

function note(text: string, values: readonly unknown[], transaction: OpenTransaction | undefined): void {
  let keys = keysOf.get(text);
  const isNew = keys === undefined;
  keys ??= findKeys(text, distributed);
  keysOf.set(text, keys);
  const fault = keyFault(text, values, keys, transaction);
  if (fault === null || (keys.tablesWithout.length > 0 && !isNew)) return;
  faults.push(`${fault}\n${places.get(text)!}`);
}

// Each is called below with the object that it is called on.
/* oxlint-disable typescript/unbound-method */
const executor = Object.getPrototypeOf(DefaultQueryExecutor.prototype) as DefaultQueryExecutor;
const { executeQuery } = executor;
const { acquireConnection, beginTransaction } = PostgresDriver.prototype;
const poolQuery = pg.Pool.prototype.query as (...args: unknown[]) => unknown;
/* oxlint-enable typescript/unbound-method */

// Who sends a statement is known where it is handed over; on which connection, once it has one.
executor.executeQuery = function (this: DefaultQueryExecutor, query: CompiledQuery) {
  isOfService(query.sql);
  return executeQuery.call(this, query) as never;
};

PostgresDriver.prototype.acquireConnection = async function (this: PostgresDriver) {
  const connection = await acquireConnection.call(this);
  watch(Object.getPrototypeOf(connection) as DatabaseConnection);
  transactions.delete(connection);
  return connection;
};

PostgresDriver.prototype.beginTransaction = async function (this: PostgresDriver, connection, settings) {
  await beginTransaction.call(this, connection, settings);
  transactions.set(connection, { keys: new Set(), texts: new Set() });
};

const watched = new WeakSet<DatabaseConnection>();

function watch(prototype: DatabaseConnection): void {
  if (watched.has(prototype)) return;
  watched.add(prototype);
  // Called below with the connection that it is called on.
  // oxlint-disable-next-line typescript/unbound-method
  const { executeQuery: execute } = prototype;
  prototype.executeQuery = function (this: DatabaseConnection, query: CompiledQuery) {
    if (places.has(query.sql)) note(query.sql, query.parameters, transactions.get(this));
    return execute.call(this, query) as never;
  };
}

// What goes past the query builder: accounts and applications.
pg.Pool.prototype.query = function (this: pg.Pool, ...args: unknown[]) {
  const [asked, values] = args as [string | { text: string; values?: unknown[] }, unknown[]?];
  const text = typeof asked === 'string' ? asked : asked.text;
  if (isOfService(text))
    note(text, values ?? (typeof asked === 'string' ? [] : (asked.values ?? [])), undefined);
  return poolQuery.call(this, ...args);
} as typeof pg.Pool.prototype.query;
