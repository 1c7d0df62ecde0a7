import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';
import type { Upload } from '../ports/upload-store.ts';

export interface ListUploadsDeps {
  readonly stores: Pick<Stores, 'uploads'>;
}

export interface LoggedUpload extends Upload {
  /** Those that its recordings are part of today. */
  readonly sessions: readonly string[];
}

export type ListUploads = (input: {
  athleteId: string;
  cursor: string | null;
  limit: number;
  /** Only what this import job brought; null for all. */
  jobId?: string | null;
}) => Promise<{ items: LoggedUpload[]; nextCursor: string | null }>;

/** A page of the import log, newest first. */
export function listUploads({ stores }: ListUploadsDeps): ListUploads {
  return async ({ athleteId, cursor, limit, jobId = null }) => {
    const before = cursor === null ? null : parseCursor(cursor);
    const found = await stores.uploads.list(athleteId, { limit: limit + 1, before, jobId });
    const uploads = found.slice(0, limit);
    const sessions = await stores.uploads.sessionsOf(
      athleteId,
      uploads.map(({ id }) => id),
    );
    const items = uploads.map((upload) => ({ ...upload, sessions: sessions.get(upload.id) ?? [] }));
    const last = uploads.at(-1);
    const more = found.length > limit && last !== undefined;
    return { items, nextCursor: more ? `${last.createdAtMs}_${last.id}` : null };
  };
}

function parseCursor(cursor: string): { createdAtMs: number; id: string } {
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(cursor);
  if (match === null)
    throw new AppError('invalid_input', 'The cursor is not one of ours.', { field: 'cursor' });
  return { createdAtMs: Number(match[1]), id: match[2]! };
}
