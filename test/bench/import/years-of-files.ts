import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Zip, ZipDeflate } from 'fflate';
import { fitTime } from '../../../fixtures/activity-writer.ts';
import { monitoringFile } from '../../support/day-of-files.ts';
import { activityFile } from './activity-file.ts';

const DAY_S = 86_400;
const DAY_MS = DAY_S * 1_000;
const FIRST_DAY = '2020-01-01T00:00:00Z';
/** Four of five files are activities, the fifth a day of all-day heart rate. */
const MONITORING_EVERY = 5;

/** A vendor's export: `files` FIT files spread evenly over `years`, deflated, in a zip at `path`. Answers its bytes unpacked. */
export async function writeYearsOfFiles(path: string, files: number, years: number): Promise<number> {
  let unpackedBytes = 0;
  const stepDays = (years * 365) / files;
  const entries = function* (): Generator<Uint8Array> {
    const pieces: Uint8Array[] = [];
    const zip = new Zip((error, piece) => {
      if (error !== null) throw error;
      pieces.push(piece);
    });
    for (let file = 0; file < files; file++) {
      const day = Math.floor(file * stepDays);
      const isMonitoring = file % MONITORING_EVERY === MONITORING_EVERY - 1;
      const bytes = isMonitoring
        ? monitoringFile(new Date(Date.parse(FIRST_DAY) + day * DAY_MS).toISOString(), 1_439)
        : activityFile(fitTime(FIRST_DAY) + day * DAY_S + 17 * 3_600, file);
      unpackedBytes += bytes.length;
      const entry = new ZipDeflate(`export/${isMonitoring ? 'monitor' : 'activity'}/${file}.fit`, {
        level: 6,
      });
      zip.add(entry);
      entry.push(bytes, true);
      yield* pieces.splice(0);
    }
    zip.end();
    yield* pieces;
  };
  await pipeline(Readable.from(entries()), createWriteStream(path));
  return unpackedBytes;
}
