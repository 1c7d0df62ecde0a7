import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';
import type { Upload } from '../ports/upload-store.ts';

export interface ReadUploadDeps {
  readonly stores: Pick<Stores, 'uploads' | 'recordings' | 'sessions'>;
}

export type ReadUpload = (input: {
  athleteId: string;
  id: string;
}) => Promise<{ upload: Upload; sessions: string[] }>;
export type ReadUploadFile = (input: {
  athleteId: string;
  id: string;
}) => Promise<{ fileName: string; bytes: Uint8Array }>;

/** One line of the import log and the sessions that its recordings are part of today. */
export function readUpload({ stores }: ReadUploadDeps): ReadUpload {
  return async ({ athleteId, id }) => {
    const upload = await stores.uploads.find(athleteId, id);
    if (upload === null) throw new AppError('not_found', 'There is no such upload.');
    const facts = await stores.recordings.listFactsByUpload(athleteId, id);
    const ids = facts.map((each) => each.id);
    const sessions = ids.length === 0 ? [] : await stores.sessions.listByRecordings(athleteId, ids);
    return { upload, sessions: sessions.map((each) => each.evidence.id) };
  };
}

/** The original file, byte for byte. Of a rejected file only the line in the log is kept. */
export function readUploadFile({ stores }: { stores: Pick<Stores, 'uploads'> }): ReadUploadFile {
  return async ({ athleteId, id }) => {
    const [upload, bytes] = await Promise.all([
      stores.uploads.find(athleteId, id),
      stores.uploads.readBytes(athleteId, id),
    ]);
    if (upload === null || bytes === null) throw new AppError('not_found', 'There is no such upload.');
    if (upload.status === 'rejected') throw new AppError('not_found', 'A rejected file is not kept.');
    return { fileName: upload.fileName.replace(/\.gz$/i, ''), bytes };
  };
}
