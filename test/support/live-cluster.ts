import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { startEmbeddedPostgres } from '../../src/adapters/embedded/start-embedded-postgres.ts';
import { createDatabase, type Database } from '../../src/adapters/postgres/database.ts';
import { createLiveStore } from '../../src/adapters/postgres/stores/live-store.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { createPool } from '../../src/adapters/postgres/pool.ts';
import { createStores } from '../../src/adapters/postgres/stores/stores.ts';
import type { LiveStore } from '../../src/application/ports/live-store.ts';
import type { Stores } from '../../src/application/ports/stores.ts';
import { makeDirectory } from './guarded.ts';

export interface LiveCluster {
  readonly url: string;
  readonly db: Database;
  readonly stores: Stores;
  readonly liveStore: LiveStore;
  /** SIGKILL to the postmaster; it comes back by itself on the same port. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** A separate Postgres, with real commits, that a test may kill. */
export async function startLiveCluster(settings: Record<string, string> = {}): Promise<LiveCluster> {
  const dataDir = await makeDirectory('live');
  const postgres = await startEmbeddedPostgres({
    dataDir,
    settings: { max_connections: '100', ...settings },
  });
  const db = createDatabase(createPool({ url: postgres.url, size: 4, onError: () => undefined }));
  await migrate(db, migrations);
  return {
    url: postgres.url,
    db,
    stores: createStores(db),
    liveStore: createLiveStore(db),
    async kill() {
      const pidFile = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
      process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL');
    },
    async stop() {
      await db.destroy();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
