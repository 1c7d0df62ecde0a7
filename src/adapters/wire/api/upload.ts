import { Type, type Static } from 'typebox';
import { oneOf } from './formats.ts';
import { count, nullable, strict } from './schema.ts';

const coded = strict({ code: Type.String(), message: Type.String() });

/** `id` and `sha256` are null for a part that never was a whole file, and for the profile of an export. */
export const uploadOutcome = strict({
  id: nullable(Type.String()),
  fileName: Type.String(),
  sha256: nullable(Type.String()),
  status: oneOf('imported', 'partial', 'duplicate', 'rejected'),
  sessions: Type.Array(Type.String()),
  warnings: Type.Array(coded),
  error: Type.Optional(coded),
});

export type UploadOutcomeJson = Static<typeof uploadOutcome>;

export const uploadAnswer = strict({ uploads: Type.Array(uploadOutcome) });

export const uploadSchema = strict({
  id: Type.String(),
  fileName: Type.String(),
  sha256: Type.String(),
  sizeBytes: count,
  status: oneOf('imported', 'partial', 'duplicate', 'rejected'),
  /** Those that its recordings are part of today; a duplicate's are those of the first upload. */
  sessions: Type.Array(Type.String()),
  warnings: Type.Array(coded),
  error: Type.Optional(coded),
  createdAt: Type.String(),
});

export const uploadPage = strict({
  items: Type.Array(uploadSchema),
  nextCursor: Type.Optional(Type.String()),
});

interface CodedMessage {
  readonly code: string;
  readonly message: string;
}

interface UploadFacts {
  readonly id: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly status: UploadOutcomeJson['status'];
  readonly sessions: readonly string[];
  readonly warnings: readonly CodedMessage[];
  readonly error: CodedMessage | null;
  readonly createdAtMs: number;
}

export function presentUpload(facts: UploadFacts): Static<typeof uploadSchema> {
  return {
    id: facts.id,
    fileName: facts.fileName,
    sha256: facts.sha256,
    sizeBytes: facts.sizeBytes,
    status: facts.status,
    sessions: [...facts.sessions],
    warnings: facts.warnings.map(({ code, message }) => ({ code, message })),
    ...(facts.error === null ? {} : { error: { code: facts.error.code, message: facts.error.message } }),
    createdAt: new Date(facts.createdAtMs).toISOString(),
  };
}

interface OutcomeFacts {
  readonly id: string | null;
  readonly fileName: string;
  readonly sha256: string | null;
  readonly status: UploadOutcomeJson['status'];
  readonly sessions: readonly string[];
  readonly warnings: readonly CodedMessage[];
  readonly error: CodedMessage | null;
}

export function presentUploadOutcome(facts: OutcomeFacts): UploadOutcomeJson {
  return {
    id: facts.id,
    fileName: facts.fileName,
    sha256: facts.sha256,
    status: facts.status,
    sessions: [...facts.sessions],
    warnings: facts.warnings.map(({ code, message }) => ({ code, message })),
    ...(facts.error === null ? {} : { error: { code: facts.error.code, message: facts.error.message } }),
  };
}
