/** From the command to the first request that is answered, on an empty directory and again, beside Postgres alone. */
import { rm } from 'node:fs/promises';
import { migrations } from '../../migrations/index.ts';
import { findBinaries } from '../../src/adapters/embedded/binaries.ts';
import { clusterDirOf, clusterExists } from '../../src/adapters/embedded/cluster.ts';
import { createCluster } from '../../src/adapters/embedded/create-cluster.ts';
import { findRunAs } from '../../src/adapters/embedded/run-as.ts';
import { startEmbeddedPostgres } from '../../src/adapters/embedded/start-embedded-postgres.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { raiseSecondWall } from '../../src/adapters/postgres/second-wall.ts';
import { SECOND_MS } from '../../src/domain/units.ts';
import { makeDirectory } from '../support/guarded.ts';
import { startServer } from '../support/server-process.ts';
import { spreadOf, type Bench, type BenchRow, type Share } from './bench.ts';
import { openBenchDatabase } from './bench-database.ts';

const REPEATS = 3;
const STARTS = [
  { what: 'start to ready, empty directory', atMost: 2 },
  { what: 'start to ready, again', atMost: 1 },
];

/** What the first and the second start in one directory take. */
type TwoStarts<T> = (dataDir: string) => Promise<readonly T[]>;

/** Seconds to ready. */
const ofService: TwoStarts<number> = async (dataDir) => {
  const seconds: number[] = [];
  for (const _start of STARTS) {
    const server = await startServer({ dataDir });
    seconds.push(server.readyAfterMs / SECOND_MS);
    await server.interrupt();
  }
  return seconds;
};

/** Seconds of what a start waits for in turn, in this order. */
interface DatabaseSteps {
  readonly initdb: number;
  readonly postmaster: number;
  readonly migrations: number;
  readonly secondWall: number;
}

const ofDatabase: TwoStarts<DatabaseSteps> = async (dataDir) => {
  const starts: DatabaseSteps[] = [];
  for (const _start of STARTS) {
    const initdb = await secondsOf(() => makeCluster(clusterDirOf(dataDir)));
    const startMs = performance.now();
    const postgres = await startEmbeddedPostgres({ dataDir });
    const postmaster = (performance.now() - startMs) / SECOND_MS;
    const { db } = openBenchDatabase(postgres.url);
    starts.push({
      initdb,
      postmaster,
      migrations: await secondsOf(() => migrate(db, migrations)),
      secondWall: await secondsOf(() => raiseSecondWall(db)),
    });
    await db.destroy();
    await postgres.stop();
  }
  return starts;
};

async function makeCluster(clusterDir: string): Promise<void> {
  if (await clusterExists(clusterDir)) return;
  const runAs = await findRunAs(clusterDir);
  await createCluster(clusterDir, await findBinaries(runAs), { runAs, sync: true });
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return (performance.now() - startMs) / SECOND_MS;
}

/** The steps of the database by their medians; modules are loaded and the service is composed beside them. */
function profileOfStart(seconds: number, steps: readonly DatabaseSteps[]): Share[] {
  const shareOf = (where: string, figure: (of: DatabaseSteps) => number): Share => ({
    where,
    percent: (100 * spreadOf(steps.map(figure)).middle) / seconds,
  });
  const known = [
    shareOf('initdb', ({ initdb }) => initdb),
    shareOf('the postmaster until it takes connections', ({ postmaster }) => postmaster),
    shareOf('migrations', ({ migrations: all }) => all),
    shareOf('second wall', ({ secondWall }) => secondWall),
  ].filter(({ percent }) => percent >= 1);
  const percent = 100 - known.reduce((sum, each) => sum + each.percent, 0);
  return [
    ...known,
    { where: 'what is left of loading modules and composing the service, and opening it', percent },
  ];
}

async function* measure(): AsyncGenerator<BenchRow> {
  const service: (readonly number[])[] = [];
  const database: (readonly DatabaseSteps[])[] = [];
  // One folder, kept until the end: where a directory has just been removed the next would fill more slowly.
  const folder = await makeDirectory('bench-start');
  try {
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      service.push(await ofService(await makeDirectory('service', folder)));
      database.push(await ofDatabase(await makeDirectory('database', folder)));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  for (const [start, { what, atMost }] of STARTS.entries()) {
    const measured = spreadOf(service.map((seconds) => seconds[start]!));
    const steps = database.map((starts) => starts[start]!);
    yield {
      what,
      unit: 's',
      measured,
      baseline: {
        name: 'Postgres alone',
        spread: spreadOf(steps.map(({ initdb, postmaster }) => initdb + postmaster)),
      },
      goal: { of: 'measured', atMost },
      profile: profileOfStart(measured.middle, steps),
    };
  }
}

export const benches: readonly Bench[] = [{ name: 'start', run: measure }];
