import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';
import type { Upload } from '../ports/upload-store.ts';
import type { LoggedUpload } from './list-uploads.ts';

export interface ReadUploadDeps {
  readonly stores: Pick<Stores, 'uploads'>;
}

export type ReadUpload = (input: { athleteId: string; id: string }) => Promise<LoggedUpload>;
export type ReadUploadFile = (input: {
  athleteId: string;
  id: string;
}) => Promise<{ fileName: string; bytes: Uint8Array }>;

/** One line of the import log and the sessions that its recordings are part of today. */
export function readUpload({ stores }: ReadUploadDeps): ReadUpload {
  return async ({ athleteId, id }) => {
    const upload = await stores.uploads.find(athleteId, id);
    if (upload === null) throw new AppError('not_found', 'There is no such upload.');
    const sessions = await stores.uploads.sessionsOf(athleteId, [id]);
    return { ...upload, sessions: sessions.get(id) ?? [] };
  };
}

/** The original file, byte for byte; a duplicate's is that of the first upload. */
export function readUploadFile({ stores }: { stores: Pick<Stores, 'uploads'> }): ReadUploadFile {
  return async ({ athleteId, id }) => {
    const upload = await stores.uploads.find(athleteId, id);
    const first = upload?.status === 'duplicate' ? await firstOf(stores, athleteId, upload) : upload;
    const bytes = first === null ? null : await stores.uploads.readBytes(athleteId, first.id);
    if (upload === null || bytes === null) throw new AppError('not_found', 'There is no such upload.');
    if (bytes.length === 0) throw new AppError('not_found', 'Of this file only its line in the log is kept.');
    return { fileName: upload.fileName.replace(/\.gz$/i, ''), bytes };
  };
}

function firstOf(
  stores: Pick<Stores, 'uploads'>,
  athleteId: string,
  { sha256 }: Upload,
): Promise<Upload | null> {
  return stores.uploads.findBySha256(athleteId, sha256);
}
