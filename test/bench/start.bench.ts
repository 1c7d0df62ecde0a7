/** From the command to the first request that is answered, on an empty directory and again, beside Postgres alone. */
import { rm } from 'node:fs/promises';
import { startEmbeddedPostgres } from '../../src/adapters/embedded/start-embedded-postgres.ts';
import { SECOND_MS } from '../../src/domain/units.ts';
import { makeDirectory } from '../support/guarded.ts';
import { startServer } from '../support/server-process.ts';
import { spreadOf, type Bench, type BenchRow } from './bench.ts';

const REPEATS = 3;
const STARTS = [
  { what: 'start to ready, empty directory', atMost: 2 },
  { what: 'start to ready, again', atMost: 1 },
];

/** Seconds to ready of a first and a second start in one directory. */
type TwoStarts = (dataDir: string) => Promise<readonly number[]>;

const ofService: TwoStarts = async (dataDir) => {
  const seconds: number[] = [];
  for (const _start of STARTS) {
    const server = await startServer({ dataDir });
    seconds.push(server.readyAfterMs / SECOND_MS);
    await server.interrupt();
  }
  return seconds;
};

const ofPostgres: TwoStarts = async (dataDir) => {
  const seconds: number[] = [];
  for (const _start of STARTS) {
    const startMs = performance.now();
    const postgres = await startEmbeddedPostgres({ dataDir });
    seconds.push((performance.now() - startMs) / SECOND_MS);
    await postgres.stop();
  }
  return seconds;
};

async function inEmptyDirectory(starts: TwoStarts): Promise<readonly number[]> {
  const dataDir = await makeDirectory('bench-start');
  try {
    return await starts(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function* measure(): AsyncGenerator<BenchRow> {
  const service: (readonly number[])[] = [];
  const postgres: (readonly number[])[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    service.push(await inEmptyDirectory(ofService));
    postgres.push(await inEmptyDirectory(ofPostgres));
  }
  for (const [start, { what, atMost }] of STARTS.entries()) {
    yield {
      what,
      unit: 's',
      measured: spreadOf(service.map((seconds) => seconds[start]!)),
      baseline: { name: 'Postgres alone', spread: spreadOf(postgres.map((seconds) => seconds[start]!)) },
      goal: { of: 'measured', atMost },
    };
  }
}

export const benches: readonly Bench[] = [{ name: 'start', run: measure }];
