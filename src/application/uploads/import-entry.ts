import type { ImportableEntry } from '../ports/archive-reader.ts';
import { AppError } from '../errors.ts';
import type { ImportProfile } from '../export/import-profile.ts';
import type { ImportRun } from '../export/import-run.ts';
import type { IngestUpload, JobEntry, UploadOutcome } from './ingest-upload.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores, Transactions } from '../ports/stores.ts';
import type { Upload } from '../ports/upload-store.ts';

export interface ImportEntryDeps {
  readonly transactions: Transactions;
  readonly stores: Pick<Stores, 'uploads'>;
  readonly ingestUpload: IngestUpload;
  readonly importProfile: ImportProfile;
  readonly importRun: ImportRun;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly sha256Hex: (data: Uint8Array) => string;
}

export type ImportEntry = (input: {
  athleteId: string;
  entry: ImportableEntry;
  job?: JobEntry;
}) => Promise<UploadOutcome>;

const LONGEST_NAME = 255;

/** One entry of an archive as a separate upload: a file, the profile of an export, or a line that says why not. */
export function importEntry(deps: ImportEntryDeps): ImportEntry {
  return async ({ athleteId, entry, job }) => {
    const ofJob = job === undefined ? {} : { job };
    if (entry.kind === 'file') {
      const { bytes, keep, sport } = entry;
      return deps.ingestUpload({
        athleteId,
        fileName: shortened(entry.fileName),
        bytes,
        keep,
        sport,
        ...ofJob,
      });
    }
    const fileName = shortened(entry.path);
    if (entry.kind === 'profile') {
      await deps.importProfile({ athleteId, profile: entry.profile });
      return takenOver(fileName, 'imported');
    }
    if (entry.kind === 'run') {
      const isNew = await deps.importRun({ athleteId, run: entry.run });
      return takenOver(fileName, isNew ? 'imported' : 'duplicate');
    }
    const { code, message } = entry;
    return logRefused(deps, athleteId, fileName, { code, message }, job);
  };
}

/** What an export says besides its files is no upload: nothing of it stands in the import log. */
function takenOver(fileName: string, status: 'imported' | 'duplicate'): UploadOutcome {
  return { id: null, fileName, sha256: null, status, sessions: [], warnings: [], error: null };
}

/** A file that the archive would not give: in the import log with its reason, without bytes. */
async function logRefused(
  deps: ImportEntryDeps,
  athleteId: string,
  fileName: string,
  error: { code: string; message: string },
  job: JobEntry | undefined,
): Promise<UploadOutcome> {
  const nothing = new Uint8Array();
  const upload: Upload = {
    id: job?.uploadId ?? deps.newId(),
    fileName,
    sha256: deps.sha256Hex(nothing),
    sizeBytes: 0,
    status: 'rejected',
    warnings: [],
    error,
    createdAtMs: deps.clock.nowMs(),
    jobId: job?.jobId ?? null,
  };
  await deps.transactions.forAthlete(athleteId, async (stores) => {
    if (job !== undefined) {
      if (!(await stores.importJobs.isRunning(athleteId, job.jobId))) {
        throw new AppError('invalid_state', 'The import was stopped.');
      }
      if ((await stores.uploads.find(athleteId, job.uploadId)) !== null) return;
    }
    await stores.uploads.add(athleteId, upload, null);
  });
  return { id: upload.id, fileName, sha256: null, status: 'rejected', sessions: [], warnings: [], error };
}

/** The end of a path says what the file is. */
function shortened(path: string): string {
  const clean = path.replaceAll(/\p{C}/gu, '').slice(-LONGEST_NAME);
  return clean === '' ? 'archive.zip' : clean;
}
