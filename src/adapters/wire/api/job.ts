import { Type, type Static } from 'typebox';
import { oneOf } from './formats.ts';
import { count, strict } from './schema.ts';
import { uploadOutcome } from './upload.ts';

/**
 * An archive that is imported in the background. `total` and `done` are entries; `total` grows when archives or lists in it
 * are opened. `scan` is there while a large list is read from which entries come.
 */
export const importJobSchema = strict({
  id: Type.String(),
  fileName: Type.String(),
  sizeBytes: count,
  state: oneOf('queued', 'running', 'done', 'cancelled', 'undone', 'failed'),
  total: count,
  done: count,
  counts: strict({ imported: count, partial: count, duplicate: count, rejected: count }),
  scan: Type.Optional(strict({ doneBytes: count, totalBytes: count })),
  createdAt: Type.String(),
  finishedAt: Type.Optional(Type.String()),
});

export type ImportJobJson = Static<typeof importJobSchema>;

/** `job` is the first of `jobs`; `uploads` are the parts that were dealt with at once. */
export const queuedAnswer = strict({
  job: importJobSchema,
  jobs: Type.Array(importJobSchema),
  uploads: Type.Array(uploadOutcome),
});

interface JobFacts {
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly state: ImportJobJson['state'];
  readonly total: number;
  readonly done: number;
  readonly counts: Readonly<ImportJobJson['counts']>;
  readonly scan: { readonly doneBytes: number; readonly totalBytes: number } | null;
  readonly createdAtMs: number;
  readonly finishedAtMs: number | null;
}

export function presentImportJob(job: JobFacts): ImportJobJson {
  return {
    id: job.id,
    fileName: job.fileName,
    sizeBytes: job.sizeBytes,
    state: job.state,
    total: job.total,
    done: job.done,
    counts: { ...job.counts },
    ...(job.scan === null ? {} : { scan: { ...job.scan } }),
    createdAt: new Date(job.createdAtMs).toISOString(),
    ...(job.finishedAtMs === null ? {} : { finishedAt: new Date(job.finishedAtMs).toISOString() }),
  };
}
