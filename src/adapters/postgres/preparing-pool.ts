import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { BoundedMap } from '../../domain/bounded-map.ts';
import { queryBound } from './bound-query.ts';
import { requestScope } from './request-scope.ts';

/** How often a text comes before it is worth a plan that is kept. */
const OFTEN = 3;
/** Texts that are counted, and statements that a connection keeps: a connection never forgets one. */
const MOST_COUNTED = 1_000;
const MOST_KEPT = 256;

/**
 * A pool whose connections parse and plan a statement once and run it by name from then on, as soon as its text came a
 * few times: planning takes longer than answering most of them. Texts that come seldom, such as lists of changing
 * length, pass as they are, and no more than `MOST_KEPT` are kept.
 */
export function preparingPool(pool: pg.Pool): PostgresPool {
  const nameOf = statementNames();
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await pool.connect();
      let preparing = wrapped.get(client);
      if (preparing === undefined) {
        preparing = prepare(client, nameOf);
        wrapped.set(client, preparing);
      }
      return preparing;
    },
    end: () => pool.end(),
  };
}

/** Names of the texts that come often; undefined for any other. */
function statementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  const counted = new BoundedMap<string, number>(MOST_COUNTED);
  return (text) => {
    const name = names.get(text);
    if (name !== undefined || names.size >= MOST_KEPT) return name;
    const times = (counted.get(text) ?? 0) + 1;
    counted.set(text, times);
    if (times < OFTEN) return undefined;
    counted.delete(text);
    const given = `s${names.size}`;
    names.set(text, given);
    return given;
  };
}

function prepare(client: pg.PoolClient, nameOf: (text: string) => string | undefined): PostgresPoolClient {
  /** The role of the transaction that is open; null: none is. */
  let transactionRole: string | null = null;
  const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    const scope = transactionRole === null ? requestScope() : undefined;
    const role = transactionRole ?? scope?.role ?? OWNER;
    // What has no values (begin, commit) is one message without a plan to keep.
    const known = values.length === 0 ? undefined : nameOf(text);
    // A plan is made for a role: used by two, it would be made again at each turn.
    const name = known === undefined ? undefined : `${role}_${known}`;
    if (ENDS.test(text)) transactionRole = null;
    sendTogether(client);
    const answer =
      scope === undefined
        ? client.query({ name, text, values: [...values] })
        : queryBound(client, scope, { name, text, values });
    if (!BEGINS.test(text)) return answer;
    // Before it is answered: what is sent meanwhile is part of it.
    transactionRole = role;
    return answer.catch((error: unknown) => {
      transactionRole = null;
      throw error;
    });
  };
  return {
    // The type also knows a call with a cursor, which needs a library that the dialect is not given.
    query: query as PostgresPoolClient['query'],
    release: () => client.release(),
  };
}

/** What is asked in one turn of the event loop goes out in one write: a write wakes Postgres. */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: pg.Connection }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

const OWNER = 'owner';
/** As the dialect writes them. A transaction is bound as a whole, by how it begins. */
const BEGINS = /^(begin|start transaction)/;
const ENDS = /^(commit|rollback)$/;
