import { readFitMessages } from 'fit-file-parser/raw';
import { fitTime } from '../../../fixtures/activity-writer.ts';
import { createFileDecoder } from '../../../src/adapters/files/decode-pool.ts';
import { DECODE_LIMITS } from '../../../src/adapters/files/decode-limits.ts';
import { readFit } from '../../../src/adapters/files/fit/read-fit.ts';
import { ingestUpload } from '../../../src/application/uploads/ingest-upload.ts';
import { createPlatform } from '../../../src/compose/platform.ts';
import { SECOND_MS } from '../../../src/domain/units.ts';
import type { BenchRow } from '../bench.ts';
import { alternate } from '../bench.ts';
import type { BenchDatabase } from '../bench-database.ts';
import { openBenchDatabase } from '../bench-database.ts';
import { profileOf } from '../profile.ts';
import { sendRows } from '../send-rows.ts';
import { activityFile } from './activity-file.ts';
import { createBenchAthlete } from '../training-history.ts';

const FILES = 24;
const DAY_S = 86_400;
const MIB = 2 ** 20;
/** What an import reads of such a file: file id, session, lap, record, event, activity. */
const MESSAGES = [0, 18, 19, 20, 21, 34];

async function* measure(database: BenchDatabase): AsyncGenerator<BenchRow> {
  const platform = createPlatform();
  const decoder = createFileDecoder({ nowMs: () => Date.now(), threads: 1 });
  const ingest = ingestUpload({ ...database, ...platform, decoder });
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
    const importAll = async (): Promise<number> => {
      // A new athlete each time: the same bytes again would be a duplicate.
      const { id: athleteId } = await createBenchAthlete(database);
      return speed(async () => {
        for (const file of files) {
          const { status } = await ingest({ athleteId, fileName: 'run.fit', bytes: file.slice() });
          if (status !== 'imported') throw new Error(`a bench file was ${status}`);
        }
      });
    };
    const { measured, baseline } = await alternate(importAll, byLibrary);
    yield {
      what: 'FIT import: decode in a worker, clean, evaluate, commit',
      unit: 'MB/s',
      measured,
      baseline: { name: 'readFitMessages alone', spread: baseline },
      goal: { of: 'ratio', atLeast: 0.7 },
      note: `${FILES} files of ${Math.round(bytes / FILES / 1024)} KiB one after another, one worker; the profile is of the main thread`,
      profile: await profileOf(importAll),
    };
  } finally {
    await decoder.close();
  }
}

await sendRows(measure(openBenchDatabase(process.argv[2]!)));
