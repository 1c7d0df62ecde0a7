import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';
import type { Upload } from '../ports/upload-store.ts';

export interface ListUploadsDeps {
  readonly stores: Pick<Stores, 'uploads'>;
}

export type ListUploads = (input: {
  athleteId: string;
  cursor: string | null;
  limit: number;
  /** Only what this import job brought; null for all. */
  jobId?: string | null;
}) => Promise<{ items: Upload[]; nextCursor: string | null }>;

/** A page of the import log, newest first. */
export function listUploads({ stores }: ListUploadsDeps): ListUploads {
  return async ({ athleteId, cursor, limit, jobId = null }) => {
    const before = cursor === null ? null : parseCursor(cursor);
    const found = await stores.uploads.list(athleteId, { limit: limit + 1, before, jobId });
    const items = found.slice(0, limit);
    const last = items.at(-1);
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
