import { join } from 'node:path';
import type pg from 'pg';
import { migrations } from '../../migrations/index.ts';
import { keepSecret } from '../adapters/embedded/keep-secret.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../adapters/embedded/start-embedded-postgres.ts';
import { createDatabase, type Database } from '../adapters/postgres/database.ts';
import { migrate } from '../adapters/postgres/migrate.ts';
import { createPool } from '../adapters/postgres/pool.ts';
import { raiseSecondWall } from '../adapters/postgres/second-wall.ts';
import { runForAthletes, type RunForAthletes } from '../adapters/postgres/request-scope.ts';
import type { Config } from '../config.ts';

/** A database that may still be starting: what asks it for anything waits for `opened` first. */
export interface OpenDatabase {
  readonly pool: pg.Pool;
  readonly db: Database;
  /** Bounds what a request may touch by the database itself (W1), where that can be. */
  readonly runForAthletes: RunForAthletes;
  /** Settles when it is there and migrated. @throws StartupError with one sentence when it cannot be used. */
  readonly opened: Promise<Opened>;
  /** @throws what `opened` does: whatever else failed over a database that cannot be used, its sentence says why. */
  close(): Promise<void>;
}

interface Opened {
  readonly url: string;
  /** Names of the migrations that opening applied. */
  readonly applied: readonly string[];
}

/** What the log is told of the database; never data. */
export interface DatabaseLog {
  warn(fields: object, message: string): void;
}

/** The server of `DATABASE_URL`, or a PostgreSQL of our own in `DATA_DIR`; migrated either way. */
export function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'databasePoolSize'>,
  log: DatabaseLog,
): OpenDatabase {
  let url = config.databaseUrl;
  let embedded: EmbeddedPostgres | null = null;
  let isWallUp = false;
  const pool = createPool({
    url: () => {
      if (url === null) throw new Error('the database was asked before it had started');
      return url;
    },
    size: config.databasePoolSize,
    onError: (error) => log.warn({ err: error }, 'an idle database connection broke'),
  });
  const db = createDatabase(pool);
  const open = async (): Promise<Opened> => {
    if (url === null) {
      embedded = await startEmbeddedPostgres({
        dataDir: config.dataDir,
        onEvent: (event) => log.warn({ event }, 'embedded postgres'),
      });
      ({ url } = embedded);
    }
    const applied = await migrate(db, migrations);
    const isDown = await raiseSecondWall(db);
    if (isDown !== null) log.warn({}, `the second wall of the database is not up: ${isDown}`);
    isWallUp = isDown === null;
    return { url, applied };
  };
  const opened = open();
  // It is waited for in its turn; until then a failure is nobody's.
  opened.catch(() => undefined);
  return {
    pool,
    db,
    // Where the wall is not up, whom a request may touch is held by its statements alone.
    runForAthletes: (athleteIds, work) => (isWallUp ? runForAthletes(athleteIds, work) : work()),
    opened,
    close: async () => {
      await opened.catch(() => undefined);
      await db.destroy();
      await embedded?.stop();
      await opened;
    },
  };
}

/** The configured secret, or one made once and kept beside the data. */
export function secretOf(config: Pick<Config, 'secret' | 'dataDir'>): Promise<string> {
  return config.secret === null ? keepSecret(join(config.dataDir, 'secret')) : Promise.resolve(config.secret);
}
