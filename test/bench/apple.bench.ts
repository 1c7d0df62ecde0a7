import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openPromise } from 'yauzl';
import { readZipEntries } from '../../src/adapters/files/zip/read-zip-entries.ts';
import { SECOND_MS } from '../../src/domain/units.ts';
import { APPLE_HEAD, appleRecord, appleStep, appleWorkout } from '../support/apple-export.ts';
import { importByServer } from './apple/import-by-server.ts';
import { writeExport } from './apple/write-export.ts';
import { tenYearsOfAWatch } from './apple/ten-years-of-a-watch.ts';
import type { Bench, BenchRow } from './bench.ts';
import { alternate, spreadOf } from './bench.ts';
import { makeDirectory } from '../support/guarded.ts';

const MIB = 2 ** 20;
const XML_BYTES = 192 * MIB;
const BLOCK_RECORDS = 5_000;
/** One record in three is a heart rate, as on a watch that counts steps too. */
const HEART_EVERY = 3;
const BEAT_MS = 5_000;
const START_MS = Date.UTC(2020, 0, 1);
const REPEATS = 3;
const LOOK_EVERY_MS = 20;

async function* measure(): AsyncGenerator<BenchRow> {
  const folder = await makeDirectory('apple-bench');
  try {
    const zipPath = join(folder, 'export.zip');
    const bytes = await writeExport(zipPath, blocksOfRecords());
    const speed = async (work: () => Promise<unknown>): Promise<number> => {
      const startMs = performance.now();
      await work();
      return bytes / MIB / ((performance.now() - startMs) / SECOND_MS);
    };
    const before = process.memoryUsage.rss();
    const peaks: number[] = [];
    const { measured, baseline } = await alternate(
      () => speed(async () => peaks.push(await growthOf(before, () => importAll(zipPath, folder)))),
      () => speed(() => inflateAll(zipPath)),
      REPEATS,
    );
    yield {
      what: 'Apple Health export.xml: inflate, scan, join heart rate to workouts',
      unit: 'MB/s',
      measured,
      baseline: { name: 'inflate alone', spread: baseline },
      goal: { of: 'measured', atLeast: 20 },
      note: `${Math.round(bytes / MIB)} MiB of XML in one worker`,
    };
    yield {
      what: 'Apple Health export.xml: memory of the process beyond what it had',
      unit: 'MiB',
      measured: spreadOf(peaks),
      goal: { of: 'measured', atMost: 300 },
      note: 'highest resident memory in between; it grows by 9 bytes a heart rate, not with the file',
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function importAll(zipPath: string, temporaryDirectory: string): Promise<void> {
  let files = 0;
  for await (const entry of readZipEntries(zipPath, { temporaryDirectory }))
    if (entry.kind === 'file') files++;
  if (files === 0) throw new Error('the bench export brought no workout');
}

async function inflateAll(zipPath: string): Promise<void> {
  const zip = await openPromise(zipPath, { autoClose: false });
  for await (const entry of zip.eachEntry()) {
    const stream = await zip.openReadStreamPromise(entry);
    stream.resume();
    await once(stream, 'end');
  }
  zip.close();
}

/** MiB of resident memory at the highest, beyond those `before`. */
async function growthOf(before: number, work: () => Promise<void>): Promise<number> {
  let highest = before;
  const looking = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, LOOK_EVERY_MS);
  try {
    await work();
  } finally {
    clearInterval(looking);
  }
  return (highest - before) / MIB;
}

function* blocksOfRecords(): Generator<string> {
  yield APPLE_HEAD;
  let bytes = APPLE_HEAD.length;
  for (let block = 0; bytes < XML_BYTES; block++) {
    const records = Array.from({ length: BLOCK_RECORDS }, (_, i) => {
      const atMs = START_MS + (block * BLOCK_RECORDS + i) * BEAT_MS;
      return i % HEART_EVERY === 0 ? appleRecord(atMs, 100 + ((block + i) % 60)) : appleStep(atMs);
    });
    const text = records.join('');
    bytes += text.length;
    yield text;
  }
  yield `${appleWorkout('Running', START_MS, START_MS + 3_600_000)}</HealthData>`;
}

/** Ten years of a watch, in the server as people start it: its highest resident memory, at rest included. */
async function* measureServer(): AsyncGenerator<BenchRow> {
  const folder = await makeDirectory('apple-bench');
  try {
    const zipPath = join(folder, 'export.zip');
    const bytes = await writeExport(zipPath, tenYearsOfAWatch());
    const { files, peakMib, restMib, seconds } = await importByServer(zipPath);
    const note = `${Math.round(bytes / MIB)} MiB of XML, ${files} files of it, Postgres on this machine`;
    yield {
      what: 'Apple Health export.xml in a server by `npm start`: highest resident memory of the process',
      unit: 'MiB',
      measured: spreadOf([peakMib]),
      goal: { of: 'measured', atMost: 300 },
      note: `${note}; ${restMib} MiB before it`,
    };
    yield {
      what: 'Apple Health export.xml in a server: from its upload until all of it is stored',
      unit: 'MB/s',
      measured: spreadOf([bytes / MIB / seconds]),
      goal: { of: 'measured', atLeast: 20 },
      note,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const benches: readonly Bench[] = [
  { name: 'import/apple-health', run: measure },
  { name: 'import/apple-server', run: measureServer },
];
