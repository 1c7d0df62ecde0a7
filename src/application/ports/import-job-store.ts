/** `failed`: given up, because again and again no runner got any further. */
export type ImportJobState = 'queued' | 'running' | 'done' | 'cancelled' | 'undone' | 'failed';

/** Entries by their outcome. */
export interface ImportCounts {
  readonly imported: number;
  readonly partial: number;
  readonly duplicate: number;
  readonly rejected: number;
}

/** An archive that is imported in the background, entry by entry. */
export interface ImportJob {
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly state: ImportJobState;
  /** Entries of the archive; archives and lists within it count as one until they are opened. */
  readonly total: number;
  /** Entries dealt with, in the order of the archive: where a runner that takes over goes on. */
  readonly done: number;
  readonly counts: ImportCounts;
  /** How far a list is read that brings entries; null while none is. A runner that takes over reads it anew. */
  readonly scan: ImportScan | null;
  readonly createdAtMs: number;
  readonly finishedAtMs: number | null;
}

export interface ImportScan {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** A job as its runner holds it; the epoch is that runner's alone. */
export interface JobLease {
  readonly athleteId: string;
  readonly id: string;
  readonly epoch: number;
}

export interface ImportJobStore {
  /** Stores the job and the archive's bytes, or nothing. */
  create(
    athleteId: string,
    job: Pick<ImportJob, 'id' | 'fileName' | 'sizeBytes' | 'total' | 'createdAtMs'>,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<void>;
  find(athleteId: string, id: string): Promise<ImportJob | null>;
  /** Newest first. */
  list(athleteId: string, limit: number): Promise<ImportJob[]>;
  countWaiting(athleteId: string): Promise<number>;
  /**
   * Takes the oldest job that nobody holds, of any athlete: a new one, or one whose runner's lease ran out.
   * `fruitless` counts the runners since anything was last done.
   */
  claim(
    nowMs: number,
    leaseUntilMs: number,
  ): Promise<{ lease: JobLease; job: ImportJob; fruitless: number } | null>;
  /** False when the lease is another's now, or the job was stopped: the runner must stop. */
  renew(lease: JobLease, leaseUntilMs: number): Promise<boolean>;
  /** Notes how far a list is read, and what is known of the total by then: no entry is done by it. False like `renew`. */
  noteScan(
    lease: JobLease,
    progress: { readonly scan: ImportScan | null; readonly total: number },
  ): Promise<boolean>;
  /** Notes entries as done; false like `renew`. */
  advance(
    lease: JobLease,
    progress: { readonly done: number; readonly counts: ImportCounts; readonly leaseUntilMs: number },
  ): Promise<boolean>;
  /** Ends a job and drops the archive's bytes; false like `renew`. */
  finish(lease: JobLease, state: 'done' | 'failed', atMs: number): Promise<boolean>;
  /** Lets another runner take over at once. */
  release(lease: JobLease): Promise<void>;
  /** Ends a job in any of the states `from` and drops its bytes. False when it is in none of them. */
  end(
    athleteId: string,
    id: string,
    change: { from: readonly ImportJobState[]; to: 'cancelled' | 'undone'; atMs: number },
  ): Promise<boolean>;
  /** The archive in pieces, in order. */
  readBytes(athleteId: string, id: string): AsyncIterable<Uint8Array>;
}
