import pg from 'pg';

/** Held shared by every process that uses the embedded cluster, and alone by the one that stops it. */
const LEASE_LOCK = '7383512346120501';

export interface Lease {
  /** Called once when the connection is lost without `release`. */
  onLost(listener: () => void): void;
  /**
   * Gives the lease up. `true`: nobody else holds one, and none is granted until Postgres is gone, so it may be
   * stopped. Then `close` must follow.
   */
  release(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Counts the users of a running cluster in Postgres itself: an advisory lock on a connection kept open. A process
 * that is killed gives its lease back by dying.
 *
 * Null while the cluster is being stopped by its last user. Throws what `pg` throws when nothing answers.
 */
export async function takeLease(url: string): Promise<Lease | null> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'zone-coach lease',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  let lost: (() => void) | null = null;
  let closing = false;
  client.on('error', () => undefined);
  client.on('end', () => {
    if (!closing) lost?.();
  });
  await client.connect();
  const ask = async (sql: string): Promise<boolean> => {
    const { rows } = await client.query<{ granted: boolean }>(sql, [LEASE_LOCK]);
    return rows[0]?.granted ?? false;
  };
  const close = async (): Promise<void> => {
    closing = true;
    await client.end().catch(() => undefined);
  };
  if (!(await ask('select pg_try_advisory_lock_shared($1) as granted'))) {
    await close();
    return null;
  }
  return {
    onLost(listener) {
      lost = listener;
    },
    async release() {
      closing = true;
      await ask('select pg_advisory_unlock_shared($1) as granted');
      return ask('select pg_try_advisory_lock($1) as granted');
    },
    close,
  };
}
