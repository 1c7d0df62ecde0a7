import type { Span } from '../../domain/timeline/span.ts';

/** `duplicate`: a job found a file that was here before. */
export type UploadStatus = 'imported' | 'partial' | 'duplicate' | 'rejected';

export interface Upload {
  id: string;
  fileName: string;
  /** Of the decompressed file, hex. */
  sha256: string;
  sizeBytes: number;
  status: UploadStatus;
  warnings: readonly { code: string; message: string }[];
  error: { code: string; message: string } | null;
  createdAtMs: number;
  jobId: string | null;
}

/** A file's bytes as the store keeps them. */
export interface PackedBytes {
  readonly gzip: Uint8Array;
}

export interface AddedUpload {
  readonly upload: Upload;
  /** A duplicate has none. */
  readonly packed: PackedBytes | null;
}

export interface UploadStore {
  /** Compresses beside other work; call it before a transaction, so that nobody waits for it. */
  pack(bytes: Uint8Array): Promise<PackedBytes>;
  /** Stores them in their order and answers the ids of those that were: not of bytes that were accepted before. */
  add(athleteId: string, uploads: readonly AddedUpload[]): Promise<ReadonlySet<string>>;
  /** The accepted upload with these bytes, if any: duplicates and rejected files are logged, never known. */
  findBySha256(athleteId: string, sha256: string): Promise<Upload | null>;
  /** Those of these that an accepted upload has. */
  listAccepted(athleteId: string, sha256s: readonly string[]): Promise<ReadonlySet<string>>;
  find(athleteId: string, id: string): Promise<Upload | null>;
  /** Newest first; with `jobId` only those of one import job. */
  list(
    athleteId: string,
    page: { limit: number; before: { createdAtMs: number; id: string } | null; jobId?: string | null },
  ): Promise<Upload[]>;
  /** Sessions that the recordings of these uploads are part of, earliest first; of a duplicate, those of the first upload. */
  sessionsOf(athleteId: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  readBytes(athleteId: string, id: string): Promise<Uint8Array | null>;
  /** What reading the original again has told. */
  setOutcome(athleteId: string, id: string, outcome: Pick<Upload, 'status' | 'warnings'>): Promise<void>;
  /** Hours of the file that the athlete removed while others stayed; null where that was not kept yet. */
  removedSpans(athleteId: string, id: string): Promise<readonly Span[] | null>;
  noteRemoved(athleteId: string, id: string, spans: readonly Span[]): Promise<void>;
  remove(athleteId: string, id: string): Promise<boolean>;
}
