import { readFitMessages } from 'fit-file-parser/raw';
import { fitTime } from '../../../fixtures/activity-writer.ts';
import { createFileDecoder } from '../../../src/adapters/files/decode-pool.ts';
import { DECODE_LIMITS } from '../../../src/adapters/files/decode-limits.ts';
import { readFit } from '../../../src/adapters/files/fit/read-fit.ts';
import {
  ingestUpload,
  type IngestUpload,
  type IngestUploadDeps,
} from '../../../src/application/uploads/ingest-upload.ts';
import type { Stores } from '../../../src/application/ports/stores.ts';
import { createPlatform } from '../../../src/compose/platform.ts';
import { SECOND_MS } from '../../../src/domain/units.ts';
import type { BenchRow, Share, Spread } from '../bench.ts';
import { alternate } from '../bench.ts';
import { Phases } from '../phases.ts';
import type { BenchDatabase } from '../bench-database.ts';
import { openBenchDatabase } from '../bench-database.ts';
import { sendRows } from '../send-rows.ts';
import { activityFile } from './activity-file.ts';
import { createBenchAthlete } from '../training-history.ts';

const FILES = 24;
/** Rounds of all files before anything is measured: of a server that has imported before, and a reader that has read. */
const WARM_UP_ROUNDS = 8;
const DAY_S = 86_400;
const MIB = 2 ** 20;
const DECODE = 'decode beside compress';
/** What an import reads of such a file: file id, session, lap, record, event, activity. */
const MESSAGES = [0, 18, 19, 20, 21, 34];

async function* measure(database: BenchDatabase): AsyncGenerator<BenchRow> {
  const platform = createPlatform();
  const decoder = createFileDecoder({ nowMs: () => Date.now(), threads: 1 });
  const deps = { ...database, ...platform, decoder };
  const firstStart = fitTime('2025-01-01T06:00:00Z');
  const files = Array.from({ length: FILES }, (_, day) => activityFile(firstStart + day * DAY_S, day));
  const bytes = files.reduce((sum, file) => sum + file.length, 0);
  /** MB/s. */
  const speed = async (work: () => unknown): Promise<number> => {
    const startMs = performance.now();
    await work();
    return bytes / MIB / ((performance.now() - startMs) / SECOND_MS);
  };
  const byLibrary = (): Promise<number> =>
    speed(() => {
      for (const file of files) readFitMessages(file, { messageNumbers: MESSAGES });
    });
  try {
    const reading = await alternate(
      () =>
        speed(() => {
          for (const file of files) readFit(file, DECODE_LIMITS.maxMessages);
        }),
      byLibrary,
    );
    yield {
      what: 'FIT reading: messages framed and read in place',
      unit: 'MB/s',
      measured: reading.measured,
      baseline: { name: 'readFitMessages', spread: reading.baseline },
      goal: { of: 'ratio', atLeast: 5 },
    };
    const importAll = async (ingest = ingestUpload(deps)): Promise<number> => {
      // A new athlete each time: the same bytes again would be a duplicate.
      const { id: athleteId } = await createBenchAthlete(database);
      return speed(async () => {
        for (const file of files) {
          const { status } = await ingest({ athleteId, fileName: 'run.fit', bytes: file.slice() });
          if (status !== 'imported') throw new Error(`a bench file was ${status}`);
        }
      });
    };
    for (let round = 0; round < WARM_UP_ROUNDS; round++) {
      await importAll();
      await byLibrary();
    }
    const { measured, baseline } = await alternate(() => importAll(), byLibrary);
    const note = `${FILES} files of ${Math.round(bytes / FILES / 1024)} KiB one after another, one worker, after ${WARM_UP_ROUNDS} times as many; the time is that of one import, waiting included`;
    yield {
      what: 'FIT import: decode in a worker, clean, evaluate, commit',
      unit: 'MB/s',
      measured,
      baseline: { name: 'readFitMessages alone', spread: baseline },
      goal: { of: 'ratio', atLeast: 2.5 },
      note,
      profile: await phasesOf(deps, importAll),
    };
    const perFile = (speeds: Spread): Spread => millisecondsAt(speeds, bytes / FILES / MIB);
    yield {
      what: 'the same, of one file',
      unit: 'ms',
      measured: perFile(measured),
      baseline: { name: 'readFitMessages alone', spread: perFile(baseline) },
      goal: { of: 'measured', atMost: 7 },
      note,
    };
  } finally {
    await decoder.close();
  }
}

/** What so many MiB take at speeds in MB/s. */
function millisecondsAt({ middle, lowest, highest, repeats }: Spread, size: number): Spread {
  const at = (speed: number): number => (SECOND_MS * size) / speed;
  return { middle: at(middle), lowest: at(highest), highest: at(lowest), repeats };
}

/** Where the time of importing goes, waiting included. */
async function phasesOf(
  deps: IngestUploadDeps & { readonly stores: Stores },
  importAll: (ingest: IngestUpload) => Promise<unknown>,
): Promise<Share[]> {
  const phases = new Phases();
  // Decoding and compressing run side by side, and so count as one.
  const measured = (stores: Stores): Stores => ({
    ...stores,
    athletes: phases.wrap(stores.athletes, (method) => `athletes.${method}`),
    uploads: phases.wrap(stores.uploads, (method) => (method === 'pack' ? DECODE : `uploads.${method}`)),
    recordings: phases.wrap(stores.recordings, (method) => `recordings.${method}`),
    sessions: phases.wrap(stores.sessions, (method) => `sessions.${method}`),
  });
  await importAll(
    ingestUpload({
      decoder: phases.wrap(deps.decoder, (method) => (method === 'decode' ? DECODE : 'hash')),
      stores: measured(deps.stores),
      transactions: {
        ...deps.transactions,
        forAthleteReading: (athleteId, read, work) =>
          phases.measure('begin, lock, commit', () =>
            deps.transactions.forAthleteReading(
              athleteId,
              (stores) => read(measured(stores)),
              (stores, found) => phases.measure('cut, group', () => work(measured(stores), found)),
            ),
          ),
      },
      evaluate: (recordings, timeZones) =>
        phases.measure('evaluate', () => deps.evaluate(recordings, timeZones)),
      clock: deps.clock,
      newId: deps.newId,
    }),
  );
  return phases.shares();
}

await sendRows(measure(openBenchDatabase(process.argv[2]!)));
