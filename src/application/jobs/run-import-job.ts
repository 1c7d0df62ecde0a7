import type { Athlete } from '../../domain/athlete.ts';
import type { ArchiveReader } from '../ports/archive-reader.ts';
import { AppError } from '../errors.ts';
import {
  type FileEntry,
  type ImportEntry,
  prepareEntries,
  type PrepareEntryDeps,
  type UnpackedEntry,
  unpackEntry,
} from '../uploads/import-entry.ts';
import type { PreparedUpload } from '../uploads/prepare-upload.ts';
import { storeUploads, type StoreUploadsDeps, type UploadOutcome } from '../uploads/store-uploads.ts';
import type {
  ImportCounts,
  ImportJob,
  ImportJobStore,
  ImportScan,
  JobLease,
} from '../ports/import-job-store.ts';
import type { Stores } from '../ports/stores.ts';

export interface RunImportJobDeps extends PrepareEntryDeps, StoreUploadsDeps {
  readonly stores: Pick<Stores, 'athletes' | 'importJobs' | 'uploads' | 'recordings'>;
  readonly archives: ArchiveReader;
  readonly importEntry: ImportEntry;
  readonly sha256Hex: (data: Uint8Array | string) => string;
  readonly breathe: () => Promise<void>;
  /** Calls `task` every `ms` until the answered function is called. */
  readonly every: (ms: number, task: () => void) => () => void;
}

/**
 * Takes the next job that nobody holds and imports it to its end. False when there was none. With an aborted `signal`
 * it stops after the files that are being stored and leaves the rest to the next runner.
 */
export type RunImportJob = (signal: AbortSignal) => Promise<boolean>;

/** A runner that is silent for this long is taken for dead. */
const LEASE_MS = 15_000;
const HEARTBEAT_MS = 5_000;
/** The lease of a job that nobody has held before. */
const FIRST_EPOCH = 1;
/** What one transaction stores; while it does, as much again is read. */
const BATCH_FILES = 16;
const BATCH_BYTES = 1024 * 1024;
/** Runners that got no further before a file that fails is passed over, and before the job is given up. */
const CAREFUL_FROM = 2;
const MOST_FRUITLESS = 5;

/**
 * Exactly one runner works on a job, by a lease in the database. Files are stored a batch per transaction, and how far
 * the job has come is noted in the same one: after a crash another runner goes on where it ended, and stores nothing twice.
 * A list that brings entries is read anew, for deflate can't be entered in the middle and what it brings is sorted by time.
 * A batch that fails is stored file by file, so that one costs no other. A file that fails by a fault of ours again and
 * again becomes a line that says so.
 */
export function runImportJob(deps: RunImportJobDeps): RunImportJob {
  const { archives, clock } = deps;
  const { importJobs } = deps.stores;
  return async (signal) => {
    const claimed = await importJobs.claim(clock.nowMs(), clock.nowMs() + LEASE_MS);
    if (claimed === null) return false;
    const { lease, fruitless } = claimed;
    if (fruitless > MOST_FRUITLESS) {
      await importJobs.finish(lease, 'failed', clock.nowMs());
      return true;
    }
    const stopped = new AbortController();
    const stopHeart = deps.every(HEARTBEAT_MS, () => {
      // A database that does not answer costs the lease, not the process.
      void importJobs.renew(lease, clock.nowMs() + LEASE_MS).then(
        (held) => held || stopped.abort(),
        () => undefined,
      );
    });
    try {
      const stored = importJobs.readBytes(lease.athleteId, lease.id);
      await archives.spoolKept(lease.id, stored, (archivePath) =>
        importAll(deps, claimed, archivePath, AbortSignal.any([signal, stopped.signal])),
      );
    } catch (fault) {
      if (!isStop(fault)) throw fault;
    } finally {
      stopHeart();
      if (signal.aborted) await importJobs.release(lease);
    }
    return true;
  };
}

interface PlacedEntry {
  readonly place: number;
  readonly entry: FileEntry;
  readonly unpacked: Promise<UnpackedEntry>;
}

interface ReadEntry extends PlacedEntry {
  /** As it is read beside others. */
  readonly prepared: Promise<PreparedUpload>;
}

/** Read with the time zones of the athlete as of its first entry. */
interface Batch {
  readonly athlete: Athlete;
  readonly entries: PlacedEntry[];
  bytes: number;
}

async function importAll(
  deps: RunImportJobDeps,
  {
    lease,
    job,
    fruitless,
  }: { readonly lease: JobLease; readonly job: ImportJob; readonly fruitless: number },
  archivePath: string,
  signal: AbortSignal,
): Promise<void> {
  const { athletes, importJobs } = deps.stores;
  const { athleteId } = lease;
  let counts = job.counts;
  let { total } = job;
  // A runner before this one may have counted what a list brings, which is read anew.
  if (lease.epoch > FIRST_EPOCH) total = (await deps.archives.measure(archivePath))?.entries ?? total;

  /** Notes all entries before `done`. @throws AppError `invalid_state` when the job is no longer ours. */
  const note = async (
    jobs: ImportJobStore,
    done: number,
    outcomes: readonly UploadOutcome[],
  ): Promise<void> => {
    const leaseUntilMs = deps.clock.nowMs() + LEASE_MS;
    const progress = { done, counts: countedWith(counts, outcomes), leaseUntilMs };
    if (!(await jobs.advance(lease, progress))) throw importStopped();
  };
  const noteScan = async (scan: ImportScan | null): Promise<void> => {
    if (!(await importJobs.noteScan(lease, { scan, total }))) throw importStopped();
  };
  const read = (athlete: Athlete, entries: readonly PlacedEntry[]): ReadEntry[] => {
    const prepared = prepareEntries(
      deps,
      athlete,
      entries.map(({ unpacked }) => unpacked),
    );
    // Awaited when they are stored; until then a failure is nobody's.
    for (const each of prepared) each.catch(() => undefined);
    return entries.map((entry, i) => ({ ...entry, prepared: prepared[i]! }));
  };
  const storeOnce = async (athlete: Athlete, entries: readonly ReadEntry[]): Promise<void> => {
    const uploads = await Promise.all(entries.map(({ prepared }) => prepared));
    const done = entries.at(-1)!.place + 1;
    const outcomes = await storeUploads(deps, athlete, uploads, (stores, all) =>
      note(stores.importJobs, done, all),
    );
    counts = countedWith(counts, outcomes);
  };
  const store = async (athlete: Athlete, entries: readonly ReadEntry[]): Promise<void> => {
    try {
      await storeOnce(athlete, entries);
    } catch (fault) {
      const [only, ...others] = entries;
      if (isStop(fault)) throw fault;
      if (others.length > 0) {
        for (const each of entries) await store(athlete, [each]);
        return;
      }
      if (fruitless < CAREFUL_FROM) throw fault;
      const entry = { kind: 'refused', path: only!.entry.path, ...OUR_FAULT } as const;
      await storeOnce(
        athlete,
        read(athlete, [{ ...only!, entry, unpacked: unpackEntry(deps, entry, lease.id) }]),
      );
    }
  };

  let storing = Promise.resolve();
  let batch: Batch | null = null;
  /** Begins to read what the archive gave, and to store it once the batch before it is stored. */
  const flush = async (): Promise<void> => {
    const entries = batch === null ? [] : read(batch.athlete, batch.entries);
    await storing;
    if (batch === null) return;
    const { athlete } = batch;
    batch = null;
    storing = store(athlete, entries);
    // Awaited before the next batch and at the end; until then a failure is nobody's.
    storing.catch(() => undefined);
  };
  let place = -1;
  try {
    for await (const entry of deps.archives.read(archivePath)) {
      if (signal.aborted) return;
      if (entry.kind === 'scanning' || entry.kind === 'scanned') {
        // What was read before it is not kept waiting.
        await flush();
        // The list counted as one entry until now.
        if (entry.kind === 'scanned') total += entry.entries - 1;
        await noteScan(entry.kind === 'scanning' ? entry : null);
        continue;
      }
      if (++place < job.done) continue;
      if (entry.kind === 'file' || entry.kind === 'refused') {
        batch ??= { athlete: await found(athletes.find(athleteId)), entries: [], bytes: 0 };
        batch.bytes += entry.kind === 'file' ? entry.bytes.length : 0;
        const unpacked = unpackEntry(deps, entry, lease.id);
        unpacked.catch(() => undefined);
        batch.entries.push({ place, entry, unpacked });
        if (batch.entries.length >= BATCH_FILES || batch.bytes >= BATCH_BYTES) await flush();
      } else {
        // The profile decides the time zones of all that follows.
        await flush();
        await storing;
        const outcome = await deps.importEntry({ athleteId, entry });
        await note(importJobs, place + 1, [outcome]);
        counts = countedWith(counts, [outcome]);
      }
      await deps.breathe();
    }
    await flush();
  } finally {
    await storing;
  }
  await note(importJobs, place + 1, []);
  await importJobs.finish(lease, 'done', deps.clock.nowMs());
}

async function found(athlete: Promise<Athlete | null>): Promise<Athlete> {
  const one = await athlete;
  if (one === null) throw new AppError('not_found', 'There is no such athlete.');
  return one;
}

function importStopped(): AppError {
  return new AppError('invalid_state', 'The import was stopped.');
}

function countedWith(counts: ImportCounts, outcomes: readonly UploadOutcome[]): ImportCounts {
  const sum = { ...counts };
  for (const { status } of outcomes) sum[status]++;
  return sum;
}

/** The job was cancelled or undone under the runner's hands, or the athlete erased. */
function isStop(fault: unknown): boolean {
  return fault instanceof AppError && (fault.code === 'invalid_state' || fault.code === 'not_found');
}

const OUR_FAULT = {
  code: 'internal',
  message: 'This file could not be imported because of a fault of ours; the others were.',
};
