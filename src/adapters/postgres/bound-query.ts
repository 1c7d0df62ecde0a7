import pg from 'pg';
import type { RequestScope } from './request-scope.ts';

/** Both settings end with the transaction: a connection remembers nothing of the request that it served. */
const BIND = {
  name: 'bind_to_athletes',
  text: `select set_config('role', $1, true), set_config('app.athletes', $2, true)`,
};

/** What `pg.Query` has and its published types leave out. */
interface Messages {
  submit(connection: Connection): Error | null;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
}
type Connection = Omit<pg.Connection, 'stream'> & {
  readonly stream: { cork(): void; uncork(): void };
  bind(message: { statement: string; values: readonly string[] }): void;
  execute(message: object): void;
};
interface Statement {
  readonly name?: string | undefined;
  readonly text: string;
  readonly values: readonly unknown[];
}
const Query = pg.Query as unknown as new (
  statement: Statement & { readonly queryMode: 'extended' },
  callback: (error: Error | null, result: pg.QueryResult) => void,
) => Messages;

/**
 * A statement that is told whom it may touch on its way: the settings and the statement are messages of one
 * transaction, sent together, so that telling takes no turn more. `begin` opens a transaction that is told as a whole.
 */
class BoundQuery extends Query {
  readonly #scope: RequestScope;
  #isBound = false;

  constructor(
    scope: RequestScope,
    statement: Statement,
    callback: (error: Error | null, result: pg.QueryResult) => void,
  ) {
    super({ ...statement, queryMode: 'extended' }, callback);
    this.#scope = scope;
  }

  override submit(connection: Connection): Error | null {
    connection.stream.cork();
    try {
      connection.bind({ statement: BIND.name, values: [this.#scope.role, this.#scope.athletes] });
      connection.execute({});
      return super.submit(connection);
    } finally {
      connection.stream.uncork();
    }
  }

  override handleDataRow(message: unknown): void {
    if (this.#isBound) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.#isBound) super.handleCommandComplete(message, connection);
    this.#isBound = true;
  }
}

const prepared = new WeakSet<pg.PoolClient>();

/** Sends one statement, or `begin`, so that it sees and changes rows of the scope’s athletes alone (W1). */
export async function queryBound(
  client: pg.PoolClient,
  scope: RequestScope,
  statement: Statement,
): Promise<unknown> {
  // Sent ahead, not waited for: what is called for next goes out next.
  const preparing = prepared.has(client) ? null : client.query({ ...BIND, values: ['none', ''] });
  prepared.add(client);
  const answer = new Promise((resolve, reject) => {
    const query = new BoundQuery(scope, statement, (error, result) => {
      if (error === null) resolve(result);
      else reject(error);
    });
    client.query(query as unknown as pg.Submittable);
  });
  const [, answered] = await Promise.all([preparing, answer]).catch((error: unknown) => {
    if (preparing !== null) prepared.delete(client);
    throw error;
  });
  return answered;
}
