import type { ArchiveReader, ImportableEntry } from '../ports/archive-reader.ts';
import { AppError } from '../errors.ts';
import type { ImportEntry } from '../uploads/import-entry.ts';
import type { UploadOutcome } from '../uploads/ingest-upload.ts';
import type { Clock } from '../ports/clock.ts';
import type { ImportJob, ImportJobStore, JobLease } from '../ports/import-job-store.ts';

export interface RunImportJobDeps {
  readonly importJobs: ImportJobStore;
  readonly archives: ArchiveReader;
  readonly importEntry: ImportEntry;
  readonly clock: Clock;
  readonly sha256Hex: (data: Uint8Array | string) => string;
  readonly breathe: () => Promise<void>;
  /** Calls `task` every `ms` until the answered function is called. */
  readonly every: (ms: number, task: () => void) => () => void;
}

/**
 * Takes the next job that nobody holds and imports it to its end. False when there was none. With an aborted `signal`
 * it stops after the entries in hand and leaves the rest to the next runner.
 */
export type RunImportJob = (signal: AbortSignal) => Promise<boolean>;

/** A runner that is silent for this long is taken for dead. */
const LEASE_MS = 15_000;
const HEARTBEAT_MS = 5_000;
/** Entries decoded at a time, so that the database and the decoder both have work; memory holds that many files. */
const WIDTH = 4;
/** Entries between two notes of progress: what a crash costs, at most, is done again. */
const BATCH = 16;
/** Runners that got no further before a file that fails is passed over, and before the job is given up. */
const CAREFUL_FROM = 2;
const MOST_FRUITLESS = 5;

/**
 * Exactly one runner works on a job, by a lease in the database; after a crash another goes on where progress was last
 * noted. An entry has its upload's id from the job and its place, so one that is done again is found done. A file that
 * fails by a fault of ours again and again becomes a line that says so: it must not cost the others.
 */
export function runImportJob(deps: RunImportJobDeps): RunImportJob {
  const { importJobs, archives, clock } = deps;
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
      await archives.spool(importJobs.readBytes(lease.athleteId, lease.id), (archivePath) =>
        importAll(deps, claimed, archivePath, AbortSignal.any([signal, stopped.signal])),
      );
    } finally {
      stopHeart();
      if (signal.aborted) await importJobs.release(lease);
    }
    return true;
  };
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
  const { importJobs, clock } = deps;
  const counts = { ...job.counts };
  const inHand = new Set<Promise<void>>();
  const faults: Error[] = [];
  const importOne = (place: number, entry: ImportableEntry): Promise<UploadOutcome> => {
    const uploadId = uploadIdOf(deps.sha256Hex(`${lease.id}/${place}`));
    const { athleteId } = lease;
    return deps.importEntry({ athleteId, entry, job: { jobId: lease.id, uploadId } });
  };
  const take = (place: number, entry: ImportableEntry): void => {
    const task: Promise<void> = importOne(place, entry)
      .catch((fault: unknown) => {
        if (fruitless < CAREFUL_FROM || isStop(fault)) throw fault;
        return importOne(place, { kind: 'refused', path: entry.path, ...OUR_FAULT });
      })
      .then((outcome) => {
        counts[outcome.status]++;
      })
      .catch((fault: unknown) => {
        faults.push(fault instanceof Error ? fault : new Error('an entry failed', { cause: fault }));
      })
      .finally(() => inHand.delete(task));
    inHand.add(task);
  };
  /** Notes all entries before `done`; false when the job is no longer ours. */
  const note = async (done: number): Promise<boolean> => {
    await Promise.all(inHand);
    if (faults.length > 0) return false;
    return importJobs.advance(lease, { done, counts, leaseUntilMs: clock.nowMs() + LEASE_MS });
  };

  let place = -1;
  let goesOn = true;
  try {
    for await (const entry of deps.archives.read(archivePath)) {
      if (++place < job.done) continue;
      if (signal.aborted || faults.length > 0) goesOn = false;
      if (!goesOn) break;
      if (entry.kind !== 'part') take(place, entry);
      // The profile decides the time zones of all that follows.
      if (entry.kind === 'profile') await Promise.all(inHand);
      else if (inHand.size >= WIDTH) await Promise.race(inHand);
      if ((place + 1) % BATCH === 0) goesOn = await note(place + 1);
      await deps.breathe();
    }
  } finally {
    await Promise.all(inHand);
  }
  const [fault] = faults;
  if (fault !== undefined && !isStop(fault)) throw fault;
  if (goesOn && (await note(place + 1))) await importJobs.finish(lease, 'done', clock.nowMs());
}

/** The job was cancelled or undone under the runner's hands, or the athlete erased. */
function isStop(fault: unknown): boolean {
  return fault instanceof AppError && (fault.code === 'invalid_state' || fault.code === 'not_found');
}

const OUR_FAULT = {
  code: 'internal',
  message: 'This file could not be imported because of a fault of ours; the others were.',
};

/** A uuid (version 8) of a hash. */
function uploadIdOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
