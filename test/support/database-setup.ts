import { randomBytes } from 'node:crypto';
import { rm, statfs } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import pg from 'pg';
import { getContainerRuntimeClient } from 'testcontainers';
import type { TestProject } from 'vitest/node';
import { migrations } from '../../migrations/index.ts';
import { startEmbeddedPostgres } from '../../src/adapters/embedded/start-embedded-postgres.ts';
import { createDatabase } from '../../src/adapters/postgres/database.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { createPool } from '../../src/adapters/postgres/pool.ts';
import { raiseSecondWall } from '../../src/adapters/postgres/second-wall.ts';
import { listAthleteTables } from '../../src/adapters/postgres/tables.ts';
import { makeDirectory } from './guarded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseServerUrl: string;
    templateDatabase: string;
    athleteTables: readonly string[];
  }
}

const PROBE_MS = 2_000;
/** Data of tests may be lost: nothing waits for the disk. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/** Files in memory, on Linux. */
const MEMORY_FOLDER = '/dev/shm';
/** Several times what the databases of a run take at once; containers often give far less. */
const ROOM_BYTES = 1_024 ** 3;

interface SharedDatabase {
  readonly serverUrl: string;
  readonly templateDatabase: string;
  readonly athleteTables: readonly string[];
  readonly stop: () => Promise<void>;
}

/** Each project loads this file for itself: what all share hangs on the process. */
const shared = globalThis as { testDatabase?: { users: number; readonly ready: Promise<SharedDatabase> } };

/**
 * One real Postgres for the whole run: the one of TEST_DATABASE_URL, else a container where a Docker engine answers,
 * else the embedded one. A template database is migrated once; every test file clones it (`createTestDatabase`).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const own = (shared.testDatabase ??= { users: 0, ready: startDatabase() });
  own.users += 1;
  const database = await own.ready;
  project.provide('databaseServerUrl', database.serverUrl);
  project.provide('templateDatabase', database.templateDatabase);
  project.provide('athleteTables', database.athleteTables);
  return async () => {
    own.users -= 1;
    if (own.users === 0) await database.stop();
  };
}

async function startDatabase(): Promise<SharedDatabase> {
  const server = await startServer();
  const templateDatabase = `zone_coach_template_${randomBytes(6).toString('hex')}`;
  await administer(server.url, `create database ${templateDatabase}`);
  const db = createDatabase(
    createPool({ url: withDatabase(server.url, templateDatabase), size: 2, onError: () => undefined }),
  );
  await migrate(db, migrations);
  const isDown = await raiseSecondWall(db);
  if (isDown !== null) throw new Error(isDown);
  const athleteTables = await listAthleteTables(db);
  await db.destroy();
  return {
    serverUrl: server.url,
    templateDatabase,
    athleteTables,
    async stop() {
      await administer(server.url, `drop database ${templateDatabase} with (force)`);
      await server.stop();
    },
  };
}

async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() };
  return (await startContainer()) ?? startEmbedded();
}

async function startContainer(): Promise<{ url: string; stop: () => Promise<void> } | null> {
  const engine = await Promise.race([getContainerRuntimeClient().catch(() => null), delay(PROBE_MS, null)]);
  if (engine === null) return null;
  const container = await new PostgreSqlContainer('postgres:18')
    .withCommand(['postgres', ...Object.entries(FAST).flatMap(([name, value]) => ['-c', `${name}=${value}`])])
    .start();
  return {
    url: container.getConnectionUri(),
    stop: async () => {
      await container.stop();
    },
  };
}

async function startEmbedded(): Promise<{ url: string; stop: () => Promise<void> }> {
  const dataDir = await makeDirectory('test', (await hasRoomInMemory()) ? MEMORY_FOLDER : undefined);
  const postgres = await startEmbeddedPostgres({ dataDir, settings: FAST, sync: false });
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * Each test file makes and drops a database of hundreds of files, and a disk makes new ones slowly where as many have just
 * gone: ext4 walks past every number of a file that was freed in the last minutes.
 */
async function hasRoomInMemory(): Promise<boolean> {
  const folder = await statfs(MEMORY_FOLDER).catch(() => null);
  return folder !== null && folder.bavail * folder.bsize >= ROOM_BYTES;
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
