import { join } from 'node:path';
import type pg from 'pg';
import { migrations } from '../../migrations/index.ts';
import { keepSecret } from '../adapters/embedded/keep-secret.ts';
import { startEmbeddedPostgres } from '../adapters/embedded/start-embedded-postgres.ts';
import { createDatabase, type Database } from '../adapters/postgres/database.ts';
import { migrate } from '../adapters/postgres/migrate.ts';
import { createPool } from '../adapters/postgres/pool.ts';
import { raiseSecondWall } from '../adapters/postgres/second-wall.ts';
import { runForAthletes, type RunForAthletes } from '../adapters/postgres/request-scope.ts';
import type { Config } from '../config.ts';

export interface OpenDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly db: Database;
  /** Names of the migrations that opening applied. */
  readonly applied: readonly string[];
  /** Bounds what a request may touch by the database itself (W1), where that can be. */
  readonly runForAthletes: RunForAthletes;
  close(): Promise<void>;
}

/** What the log is told of the database; never data. */
export interface DatabaseLog {
  warn(fields: object, message: string): void;
}

/** The server of `DATABASE_URL`, or a PostgreSQL of our own in `DATA_DIR`; migrated either way. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'databasePoolSize'>,
  log: DatabaseLog,
): Promise<OpenDatabase> {
  const embedded =
    config.databaseUrl === null
      ? await startEmbeddedPostgres({
          dataDir: config.dataDir,
          onEvent: (event) => log.warn({ event }, 'embedded postgres'),
        })
      : null;
  const url = embedded?.url ?? config.databaseUrl!;
  const pool = createPool({
    url,
    size: config.databasePoolSize,
    onError: (error) => log.warn({ err: error }, 'an idle database connection broke'),
  });
  const db = createDatabase(pool);
  const close = async (): Promise<void> => {
    await db.destroy();
    await embedded?.stop();
  };
  try {
    const applied = await migrate(db, migrations);
    const isDown = await raiseSecondWall(db);
    if (isDown !== null) log.warn({}, `the second wall of the database is not up: ${isDown}`);
    return { url, pool, db, applied, runForAthletes: isDown === null ? runForAthletes : unbound, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whom a request may touch is then held by its statements alone. */
const unbound: RunForAthletes = (_athleteIds, work) => work();

/** The configured secret, or one made once and kept beside the data. */
export function secretOf(config: Pick<Config, 'secret' | 'dataDir'>): Promise<string> {
  return config.secret === null ? keepSecret(join(config.dataDir, 'secret')) : Promise.resolve(config.secret);
}
