import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** Marks a statement for `preparingPool`; the name is unique among them. */
export function prepared(name: string, text: string): string {
  return `/* prepared ${name} */ ${text}`;
}

const MARK = /^\/\* prepared (\w+) \*\/ /;

/**
 * A pool whose connections parse and plan a marked statement once and run it by name from then on: planning a statement
 * of many parts takes longer than answering it. Unmarked statements pass as they are, because a connection never forgets
 * a name, and most statements are built again with every call.
 */
export function preparingPool(pool: pg.Pool): PostgresPool {
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await pool.connect();
      let preparing = wrapped.get(client);
      if (preparing === undefined) {
        preparing = prepare(client);
        wrapped.set(client, preparing);
      }
      return preparing;
    },
    end: () => pool.end(),
  };
}

function prepare(client: pg.PoolClient): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]): Promise<unknown> => {
    const name = MARK.exec(text)?.[1];
    return name === undefined
      ? client.query(text, [...values])
      : client.query({ name, text, values: [...values] });
  };
  return {
    // The type also knows a call with a cursor, which needs a library that the dialect is not given.
    query: query as PostgresPoolClient['query'],
    release: () => client.release(),
  };
}
