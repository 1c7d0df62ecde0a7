import { AppError } from '../errors.ts';
import { type PrepareUploadDeps, readUpload, unpackUpload, type UploadFile } from './prepare-upload.ts';
import { duplicateOf, storeUploads, type StoreUploadsDeps, type UploadOutcome } from './store-uploads.ts';
import type { Stores } from '../ports/stores.ts';

export interface IngestUploadDeps extends PrepareUploadDeps, StoreUploadsDeps {
  readonly stores: Pick<Stores, 'athletes' | 'uploads' | 'recordings' | 'sessions'>;
}

export type IngestUpload = (input: UploadFile & { readonly athleteId: string }) => Promise<UploadOutcome>;

/**
 * One uploaded file becomes recordings and sessions, whole or not at all. It is known by its decompressed bytes: the
 * same ride again, gzipped or out of an archive, is a `duplicate` that names the sessions of the first time. A file that
 * can't be read is logged as `rejected` with a reason and stores nothing else.
 */
export function ingestUpload(deps: IngestUploadDeps): IngestUpload {
  return async ({ athleteId, ...file }) => {
    const { athletes, uploads } = deps.stores;
    const unpacked = unpackUpload(deps, file);
    const [athlete, accepted] = await Promise.all([
      athletes.find(athleteId),
      unpacked.then(({ line }) => uploads.listAccepted(athleteId, [line.sha256])),
    ]);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    const prepared = await readUpload(deps, athlete.timeZones, await unpacked, accepted);
    if (prepared.read === null) return duplicateOf(deps.stores, athleteId, prepared.line);
    const [outcome] = await storeUploads(deps, athlete, [prepared]);
    return outcome!;
  };
}
