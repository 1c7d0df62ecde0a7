import { finished } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import pLimit from 'p-limit';
import { AppError } from '../../application/errors.ts';
import type { ImportArchive } from '../../application/uploads/import-archive.ts';
import type { IngestUpload } from '../../application/uploads/ingest-upload.ts';
import type { UploadOutcome } from '../../application/uploads/store-uploads.ts';

export interface ImportVerbs {
  readonly ingestUpload: IngestUpload;
  readonly importArchive: ImportArchive;
}

export interface UploadedFile {
  readonly fileName: string;
  readonly bytes: Buffer;
}

const ZIP = Buffer.from('PK');
const GZIP = Buffer.from([0x1f, 0x8b]);
const FIT = Buffer.from('.FIT');
const FIT_AT = 8;
const BRACE = 0x7b;
const DASH = 0x2d;
const NAME_LETTERS = 200;
const MOST_FILES = 100;
const MOST_FIELDS = 100;

/** A finished recording, by its bytes: FIT, TCX, GPX, gzip or zip. */
export function isRecordingFile(body: Buffer): boolean {
  // Nearly all that comes are messages.
  if (body[0] === BRACE) return false;
  if (body.subarray(FIT_AT, FIT_AT + FIT.length).equals(FIT)) return true;
  if (body.subarray(0, 2).equals(ZIP) || body.subarray(0, 2).equals(GZIP)) return true;
  return /^\uFEFF?\s*<(?:\?xml|!--|\w)/.test(body.subarray(0, 64).toString('utf8'));
}

/** Whether a body is multipart, whatever its headers say: its boundary is its first line. */
export function boundaryOf(body: Buffer): string | null {
  if (body[0] !== DASH) return null;
  return /^--([\w'()+,./:=?-]{1,70})\r\n/.exec(body.subarray(0, 80).toString('latin1'))?.[1] ?? null;
}

/** The files of a multipart body. @throws AppError when it is cut or malformed. */
export async function filesOf(body: Buffer, boundary: string): Promise<UploadedFile[]> {
  const parser = new Busboy({
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    limits: { fileSize: body.length, files: MOST_FILES, fields: MOST_FIELDS },
  });
  const files: UploadedFile[] = [];
  parser.on('file', (_field, stream, fileName) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
    stream.on('end', () => void files.push({ fileName: nameOf(fileName), bytes: Buffer.concat(chunks) }));
  });
  const read = finished(parser);
  parser.end(body);
  await read.catch((cause: unknown) => {
    throw new AppError('invalid_input', 'The multipart body is cut or malformed.', { cause });
  });
  return files;
}

/** Further ones wait here, where they hold no connection to the database: an athlete's are stored one after the other. */
const inTurn = pLimit(4);

/** Imports one file as an upload of the athlete; an archive that became a job answers no outcomes yet. */
export function importFile(
  verbs: ImportVerbs,
  athleteId: string,
  file: UploadedFile,
): Promise<readonly UploadOutcome[]> {
  return inTurn(() => importNow(verbs, athleteId, file));
}

async function importNow(
  verbs: ImportVerbs,
  athleteId: string,
  { fileName, bytes }: UploadedFile,
): Promise<readonly UploadOutcome[]> {
  if (!bytes.subarray(0, 2).equals(ZIP)) {
    return [await verbs.ingestUpload({ athleteId, fileName, bytes: new Uint8Array(bytes) })];
  }
  const pieces = (async function* () {
    yield await Promise.resolve(new Uint8Array(bytes));
  })();
  return (await verbs.importArchive({ athleteId, fileName, pieces })).uploads ?? [];
}

function nameOf(given: string | undefined): string {
  const base = (given ?? '').split(/[/\\]/).at(-1) ?? '';
  const clean = base.replaceAll(/\p{C}/gu, '').trim().slice(-NAME_LETTERS);
  return clean === '' ? 'upload' : clean;
}
