import type { ArchiveReader, ArchiveSize } from '../ports/archive-reader.ts';
import { AppError } from '../errors.ts';
import type { ImportEntry } from './import-entry.ts';
import type { UploadOutcome } from './store-uploads.ts';
import type { ImportJob } from '../ports/import-job-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';

export interface ImportArchiveDeps {
  readonly stores: Pick<Stores, 'athletes' | 'importJobs'>;
  readonly archives: ArchiveReader;
  readonly importEntry: ImportEntry;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Either the outcome of every entry, or a job that will have them. */
export type ImportedArchive =
  | { readonly uploads: readonly UploadOutcome[]; readonly job: null }
  | { readonly uploads: null; readonly job: ImportJob };

export type ImportArchive = (input: {
  athleteId: string;
  fileName: string;
  pieces: AsyncIterable<Uint8Array>;
}) => Promise<ImportedArchive>;

/** What is imported while the caller waits; more becomes a job. The bytes are those sent, and those of a list in it. */
const MOST_ENTRIES = 20;
const MOST_BYTES = 8 * 1024 * 1024;
const EMPTY = { code: 'empty', message: 'The archive holds no files.' };
/** Archives of one athlete that may wait: each is kept in the database until it is done. */
const MOST_WAITING = 4;

/** Imports a zip archive as it streams in: a small one at once, a large one in the background. */
export function importArchive(deps: ImportArchiveDeps): ImportArchive {
  return async ({ athleteId, fileName, pieces }) => {
    if ((await deps.stores.athletes.find(athleteId)) === null) {
      throw new AppError('not_found', 'There is no such athlete.');
    }
    const measured = measure(pieces);
    return deps.archives.spool(measured.pieces, async (archivePath) => {
      const sizeBytes = measured.sizeBytes();
      const size = await deps.archives.measure(archivePath);
      if (size === null || isSmall(size, sizeBytes)) {
        return { uploads: await importNow(deps, athleteId, fileName, archivePath), job: null };
      }
      const facts = { fileName, sizeBytes, total: size.entries };
      return { uploads: null, job: await queue(deps, athleteId, facts, archivePath) };
    });
  };
}

function isSmall({ entries, listBytes }: ArchiveSize, sizeBytes: number): boolean {
  return entries <= MOST_ENTRIES && Math.max(sizeBytes, listBytes) <= MOST_BYTES;
}

async function importNow(
  deps: ImportArchiveDeps,
  athleteId: string,
  fileName: string,
  archivePath: string,
): Promise<UploadOutcome[]> {
  const uploads: UploadOutcome[] = [];
  for await (const entry of deps.archives.read(archivePath)) {
    if (entry.kind === 'scanning' || entry.kind === 'scanned') continue;
    const named = entry.path === '' ? { ...entry, path: fileName } : entry;
    uploads.push(await deps.importEntry({ athleteId, entry: named }));
  }
  if (uploads.length > 0) return uploads;
  const entry = { kind: 'refused', path: fileName, ...EMPTY } as const;
  return [await deps.importEntry({ athleteId, entry })];
}

async function queue(
  { stores, archives, clock, newId }: ImportArchiveDeps,
  athleteId: string,
  facts: Pick<ImportJob, 'fileName' | 'sizeBytes' | 'total'>,
  archivePath: string,
): Promise<ImportJob> {
  if ((await stores.importJobs.countWaiting(athleteId)) >= MOST_WAITING) {
    throw new AppError('overloaded', 'Several imports are still running: wait until one is done.');
  }
  const job = { id: newId(), ...facts, createdAtMs: clock.nowMs() };
  // Before it is there to be run.
  await archives.keep(job.id, archivePath);
  await stores.importJobs.create(athleteId, job, archives.pieces(archivePath));
  const counts = { imported: 0, partial: 0, duplicate: 0, rejected: 0 };
  return { ...job, state: 'queued', done: 0, counts, scan: null, finishedAtMs: null };
}

function measure(pieces: AsyncIterable<Uint8Array>): {
  pieces: AsyncIterable<Uint8Array>;
  sizeBytes: () => number;
} {
  let sizeBytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      sizeBytes += piece.length;
      yield piece;
    }
  }
  return { pieces: counted(), sizeBytes: () => sizeBytes };
}
