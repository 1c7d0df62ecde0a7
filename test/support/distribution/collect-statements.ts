import type { CompiledQuery, QueryResult } from 'kysely';
import { DefaultQueryExecutor } from 'kysely';
import { findTablesWithoutKey } from './find-tables-without-key.ts';
import { STATEMENTS_ACROSS_ATHLETES } from './statements-across-athletes.ts';

/** A statement is made some frames below the function that sends it. */
const FRAMES = 40;

const known = new Set<string>();
let unchecked: { readonly statement: string; readonly place: string }[] = [];

const executor = Object.getPrototypeOf(DefaultQueryExecutor.prototype) as DefaultQueryExecutor;
// Called below with the executor that it is called on.
// oxlint-disable-next-line typescript/unbound-method
const { executeQuery } = executor;
executor.executeQuery = function <R>(this: DefaultQueryExecutor, query: CompiledQuery) {
  if (!known.has(query.sql)) {
    known.add(query.sql);
    const place = sender();
    // Tests look where they like, and a migration changes all of a table.
    if (place.includes('/src/')) unchecked.push({ statement: query.sql, place });
  }
  return executeQuery.call(this, query) as Promise<QueryResult<R>>;
};

/** The nearest frame of ours. */
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

/** @throws where the service has sent a statement that several nodes would have to answer, without a reason. */
export async function checkStatements(distributed: ReadonlySet<string>): Promise<void> {
  const statements = unchecked;
  unchecked = [];
  for (const { statement, place } of statements) {
    const tables = await findTablesWithoutKey(statement, distributed);
    if (tables.length === 0) continue;
    const line = statement.replace(/\s+/g, ' ').trim();
    if (STATEMENTS_ACROSS_ATHLETES.some((known) => known.statement.test(line))) continue;
    throw new Error(`${tables.join(', ')} without the athlete's key: ${line}\n${place}`);
  }
}
