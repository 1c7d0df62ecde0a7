import { createReadStream } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Database } from '../../../src/adapters/postgres/database.ts';
import type { ImportJobJson } from '../../../src/adapters/wire/api/job.ts';
import { bundleProcesses } from '../../support/bundle-processes.ts';
import { makeDirectory } from '../../support/guarded.ts';
import { startServer } from '../../support/server-process.ts';
import { tokensFor } from '../../support/tokens.ts';
import { type BenchRow, percentile, spreadOf } from '../bench.ts';
import { withBenchDatabase } from '../bench-database.ts';
import { processorShares, processorTime, statOf } from '../processor-shares.ts';
import { forkBench } from '../live/bench-process.ts';
import type { LoadReport } from '../live/generator.ts';
import { seedAthletes } from '../live/seed-athletes.ts';
import { createBenchAthlete } from '../training-history.ts';
import { writeYearsOfFiles } from './years-of-files.ts';

const MIB = 2 ** 20;
const WARM_UP_SECONDS = 5;
const QUIET_SECONDS = 10;
/** Of an export of 2,500 files within 20 s. */
const MOST_MS_A_FILE = 8;
const SLICE_SECONDS = 5;

/** A vendor's export of years, sent to the whole service while `streams` straps send an item a second each. */
export function measureYears(files: number, years: number, streams: number): AsyncIterable<BenchRow> {
  return withBenchDatabase(async function* (database) {
    const folder = await makeDirectory('bench-years');
    const { generator: file } = await bundleProcesses('bench-years', {
      generator: new URL('../live/generator.ts', import.meta.url),
    });
    const stops: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
    try {
      const zip = join(folder, 'years.zip');
      const unpackedBytes = await writeYearsOfFiles(zip, files, years);
      const server = await startServer({ dataDir: folder, env: { DATABASE_URL: database.url } });
      stops.unshift(() => server.interrupt());
      const serverPid = server.child.pid!;
      const port = Number(new URL(server.address).port);
      const straps = await forkBench<LoadReport>(file, [], false);
      stops.unshift(() => straps.stop());
      const liveTokens = await tokensFor(database.stores, await seedAthletes(database.db, streams), ['live']);
      await straps.ask({ connect: { port, tokens: liveTokens } });
      await straps.ask({ runSeconds: WARM_UP_SECONDS });

      const before = acknowledged(await straps.ask({ runSeconds: QUIET_SECONDS }));
      const restingMib = await peakMibOf(serverPid);
      const { id } = await createBenchAthlete(database);
      const [token] = await tokensFor(database.stores, [id], ['upload', 'read']);
      const postmasterPid = await postmasterPidOf(database.db);
      const began = await processorTime(serverPid, postmasterPid);
      const startMs = Date.now();
      let toldMs: number | undefined;
      const imported = importZip(port, token!, zip).finally(() => (toldMs = Date.now()));
      const ending = imported.then(() => processorTime(serverPid, postmasterPid));
      const during: number[] = [];
      while (toldMs === undefined)
        during.push(...acknowledged(await straps.ask({ runSeconds: SLICE_SECONDS })));
      const job = await imported;
      if (job.counts.imported !== files)
        throw new Error(`${job.counts.imported} of ${files} files were imported`);
      const peakMib = await peakMibOf(serverPid);

      // By the clock of the job: its events tell of its end half a second later at most.
      const tookMs = Date.parse(job.finishedAt!) - startMs;
      const seconds = tookMs / 1_000;
      const load = `${streams} streams at 1 Hz meanwhile; server, Postgres and generator on this machine`;
      const once = (what: string, unit: string, value: number, rest: Partial<BenchRow>): BenchRow => ({
        what,
        unit,
        measured: spreadOf([value]),
        ...rest,
      });
      yield once(`zip of ${files} files, ${years} years`, 'ms/file', tookMs / files, {
        goal: { of: 'measured', atMost: MOST_MS_A_FILE },
        note: `${Math.round(unpackedBytes / MIB)} MiB unpacked, ${(unpackedBytes / MIB / seconds).toFixed(1)} MiB/s; ${load}; the time is that of its cores`,
        profile: processorShares(began, await ending),
      });
      yield once('highest resident memory of the server', 'MiB', peakMib, {
        baseline: { name: 'the same streams without an import', spread: spreadOf([restingMib]) },
      });
      const p99 = percentile(during.sort(ascending), 0.99);
      yield once('live acknowledgement meanwhile, 99th percentile', 'ms', p99, {
        baseline: { name: 'before the import', spread: spreadOf([percentile(before, 0.99)]) },
        goal: { of: 'measured', atMost: 1_000 },
        note: `median ${Math.round(percentile(during, 0.5))} ms, before ${Math.round(percentile(before, 0.5))} ms`,
      });
    } finally {
      for (const stop of stops) await stop();
    }
  });
}

async function postmasterPidOf(db: Database): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  return (await statOf(String(rows[0]!.pid)))!.parent;
}

/** Highest resident memory since the last question or the start, workers included. */
async function peakMibOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  await writeFile(`/proc/${pid}/clear_refs`, '5');
  return (Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1_024) / MIB;
}

function acknowledged({ items, ackMs }: LoadReport): readonly number[] {
  if (ackMs.length < items)
    throw new Error(`${items - ackMs.length} of ${items} items were not acknowledged`);
  return ackMs;
}

/** Resolves with the job once it has ended. */
async function importZip(port: number, token: string, path: string): Promise<ImportJobJson> {
  const url = `http://127.0.0.1:${port}/v1/uploads`;
  const authorization = `Bearer ${token}`;
  const posted = await fetch(url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/octet-stream', 'x-file-name': 'years.zip' },
    body: Readable.toWeb(createReadStream(path)) as ReadableStream,
    duplex: 'half',
  });
  if (posted.status !== 202)
    throw new Error(`the upload was answered ${posted.status}: ${await posted.text()}`);
  const { job } = (await posted.json()) as { job: ImportJobJson };
  const events = await fetch(`${url}/jobs/${job.id}/events`, { headers: { authorization } });
  // The stream of events ends with the job.
  const last = (await events.text()).trim().split('\n').at(-1)!;
  return JSON.parse(last.replace(/^data: /, '')) as ImportJobJson;
}

const ascending = (a: number, b: number): number => a - b;
