import type { Athlete } from '../../domain/athlete.ts';
import type { ImportableEntry } from '../ports/archive-reader.ts';
import { AppError } from '../errors.ts';
import type { ImportProfile } from '../export/import-profile.ts';
import type { ImportRun } from '../export/import-run.ts';
import {
  type PreparedUpload,
  type PrepareUploadDeps,
  readUpload,
  type UnpackedUpload,
  unpackUpload,
} from './prepare-upload.ts';
import { storeUploads, type StoreUploadsDeps, type UploadOutcome } from './store-uploads.ts';
import type { Stores } from '../ports/stores.ts';

export interface PrepareEntryDeps extends PrepareUploadDeps {
  readonly sha256Hex: (data: Uint8Array) => string;
}

export interface ImportEntryDeps extends PrepareEntryDeps, StoreUploadsDeps {
  readonly stores: Pick<Stores, 'athletes' | 'uploads' | 'recordings'>;
  readonly importProfile: ImportProfile;
  readonly importRun: ImportRun;
}

export type ImportEntry = (input: { athleteId: string; entry: ImportableEntry }) => Promise<UploadOutcome>;

/** An entry that becomes a line of the import log. */
export type FileEntry = Extract<ImportableEntry, { readonly kind: 'file' | 'refused' }>;

const LONGEST_NAME = 255;

/** One entry of an archive as a separate upload: a file, the profile of an export, or a line that says why not. */
export function importEntry(deps: ImportEntryDeps): ImportEntry {
  return async ({ athleteId, entry }) => {
    if (entry.kind === 'profile') {
      await deps.importProfile({ athleteId, profile: entry.profile });
      return takenOver(entry.path, 'imported');
    }
    if (entry.kind === 'run') {
      const isNew = await deps.importRun({ athleteId, run: entry.run });
      return takenOver(entry.path, isNew ? 'imported' : 'duplicate');
    }
    const athlete = await deps.stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    const prepared = await Promise.all(prepareEntries(deps, athlete, [unpackEntry(deps, entry)]));
    const [outcome] = await storeUploads(deps, athlete, prepared);
    return entry.kind === 'refused' ? { ...outcome!, sha256: null } : outcome!;
  };
}

/** Not looked for yet; or, of what the archive would not give, all there is. */
export type UnpackedEntry = UnpackedUpload | PreparedUpload;

/** A file that the archive would not give is in the import log with its reason, without bytes. */
export function unpackEntry(
  deps: PrepareEntryDeps,
  entry: FileEntry,
  jobId?: string,
): Promise<UnpackedEntry> {
  const ofJob = jobId === undefined ? {} : { jobId };
  if (entry.kind === 'file') {
    const { bytes, gzip, keep, sport } = entry;
    return unpackUpload(deps, { fileName: shortened(entry.fileName), bytes, gzip, keep, sport, ...ofJob });
  }
  const { code, message } = entry;
  const line = {
    id: deps.newId(),
    fileName: shortened(entry.path),
    sha256: deps.sha256Hex(new Uint8Array()),
    sizeBytes: 0,
    status: 'rejected',
    warnings: [],
    error: null,
    createdAtMs: deps.clock.nowMs(),
    jobId: jobId ?? null,
  } as const;
  const decoded = { ok: false, code, message } as const;
  return Promise.resolve({ line, read: { packed: null, decoded, stored: [], removed: [] } });
}

/** Looks for all of them at once and reads those that are new, in their order. What fails of one costs no other. */
export function prepareEntries(
  deps: PrepareEntryDeps,
  athlete: Athlete,
  entries: readonly Promise<UnpackedEntry>[],
): Promise<PreparedUpload>[] {
  const accepted = Promise.allSettled(entries).then((settled) =>
    deps.stores.uploads.listAccepted(
      athlete.id,
      settled.flatMap((each) =>
        each.status === 'rejected' || 'read' in each.value ? [] : [each.value.line.sha256],
      ),
    ),
  );
  return entries.map(async (entry) => {
    const [each, known] = await Promise.all([entry, accepted]);
    return 'read' in each ? each : readUpload(deps, athlete.timeZones, each, known);
  });
}

/** What an export says besides its files is no upload: nothing of it stands in the import log. */
function takenOver(path: string, status: 'imported' | 'duplicate'): UploadOutcome {
  const fileName = shortened(path);
  return { id: null, fileName, sha256: null, status, sessions: [], warnings: [], error: null };
}

/** The end of a path says what the file is. */
function shortened(path: string): string {
  const clean = path.replaceAll(/\p{C}/gu, '').slice(-LONGEST_NAME);
  return clean === '' ? 'archive.zip' : clean;
}
