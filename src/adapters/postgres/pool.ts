import pg from 'pg';

export interface PoolOptions {
  /** Asked for at each connection: a pool may be made before its server has started. */
  readonly url: string | (() => string);
  readonly size: number;
  /** Called for each connection that broke while idle; the pool replaces it by itself. */
  readonly onError: (error: Error) => void;
  readonly statementTimeoutMs?: number;
}

const STATEMENT_TIMEOUT_MS = 30_000;
const INT8_OID = 20;
const DATE_OID = 1082;

/**
 * A pool whose numbers are numbers, whose dates stay civil dates, and that survives a restart of Postgres. Its `end()`
 * resolves when each connection is closed; errors of a pool that is ending are not errors.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...addressed(options.url),
    max: options.size,
    application_name: 'zone-coach',
    connectionTimeoutMillis: 10_000,
    statement_timeout: options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    pipeline: true,
    types,
  });
  // Without a listener a connection that breaks while idle ends the process.
  pool.on('error', (error) => {
    // The server may say goodbye (57P01) to a connection that is being closed.
    if (!pool.ending) options.onError(error);
  });
  // One that breaks in use, between two statements of a transaction, rejects the next of them; its event says no more.
  pool.on('connect', (client) => client.on('error', () => undefined));
  endWithItsConnections(pool);
  return pool;
}

function addressed(url: PoolOptions['url']): pg.PoolConfig {
  if (typeof url === 'string') return { connectionString: url };
  const address = url;
  return {
    Client: class extends pg.Client {
      constructor(config?: pg.ClientConfig) {
        super({ ...config, connectionString: address() });
      }
    },
  };
}

/** pg's `end()` resolves while connections still close; whoever stops the server next would break them. */
function endWithItsConnections(pool: pg.Pool): void {
  const open = new Map<pg.PoolClient, Promise<unknown>>();
  pool.on('connect', (client) => {
    const closed = new Promise<void>((resolve) => client.once('end', resolve));
    open.set(
      client,
      closed.then(() => open.delete(client)),
    );
  });
  const end = pool.end.bind(pool);
  let ended: Promise<void> | null = null;
  // Of the two shapes that pg declares, callers here use the one that answers a promise.
  pool.end = () => {
    ended ??= end().then(async () => {
      await Promise.all(open.values());
    });
    return ended;
  };
}

/** Under its real shape: pg declares a closed list of types, and answers text for every other one. */
const builtInParser = pg.types.getTypeParser as (
  oid: number,
  format: 'text' | 'binary',
) => (value: string) => unknown;

/** Per pool rather than in pg's global table: the identity library and others in this process keep theirs. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (format !== 'binary' && oid === INT8_OID) return parseInt8;
    // pg would make a Date at local midnight of the server, which is another day elsewhere.
    if (format !== 'binary' && oid === DATE_OID) return (value) => value;
    return builtInParser(oid, format ?? 'text');
  },
};

/** @throws RangeError beyond 2^53, where a number would silently be another one. */
function parseInt8(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError('a bigint column holds a value beyond 2^53');
  return number;
}
