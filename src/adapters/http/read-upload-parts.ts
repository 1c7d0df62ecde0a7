import type { FastifyRequest } from 'fastify';
import { AppError } from '../../application/errors.ts';
import { fileTooLarge } from '../../application/uploads/file-too-large.ts';

/**
 * One part of an upload: a whole file, an archive that streams in (to be read to its end before the next part), or the
 * reason why it is neither.
 */
export type UploadPart =
  | { readonly fileName: string; readonly bytes: Uint8Array }
  | { readonly fileName: string; readonly archive: AsyncIterable<Uint8Array> }
  | { readonly fileName: string; readonly refusal: { readonly code: string; readonly message: string } };

interface PartLimits {
  /** Of a file that is read into memory. */
  readonly fileBytes: number;
  /** Of all parts together. */
  readonly requestBytes: number;
}

const LONGEST_NAME = 255;
const NAMELESS = 'upload.fit';
/** How a zip archive begins: a local file, or the directory of an empty one. */
const ZIP_STARTS: readonly string[] = ['PK\u0003\u0004', 'PK\u0005\u0006'];
const START_BYTES = 4;
/** What the parser says of more parts than it was allowed. */
const TOO_MANY: readonly string[] = ['FST_FILES_LIMIT', 'FST_PARTS_LIMIT'];

/**
 * The `file` parts of a multipart body, one at a time: the next is read when this one is dealt with, so a request never
 * holds more than one file in memory, and an archive not at all. A part that is too large or not a file is a refusal,
 * not the end of the others.
 *
 * @throws AppError `too_large` when the parts together pass `requestBytes`, or when there are more than `files`.
 */
export async function* readUploadParts(
  request: FastifyRequest,
  limits: PartLimits & { readonly files: number },
): AsyncGenerator<UploadPart> {
  const meter = meterOf(limits.requestBytes);
  try {
    const parts = request.parts({
      // One byte more than allowed, so that what is cut never passes for a file: the meter refuses first.
      limits: {
        fileSize: limits.requestBytes + 1,
        files: limits.files,
        parts: limits.files,
        fieldSize: 1_024,
      },
    });
    for await (const part of parts) {
      if (part.type !== 'file' || part.fieldname !== 'file') {
        if (part.type === 'file') part.file.resume();
        yield refused(part.fieldname, 'unknown_field', 'Files are sent in parts named `file`.');
        continue;
      }
      // A busboy stream emits buffers; its type is that of any stream.
      const chunks = meter(part.file as AsyncIterable<Uint8Array>);
      yield await readPart(cleanFileName(part.filename), chunks, limits.fileBytes);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && TOO_MANY.includes(String(error.code))) {
      const message = `A request takes ${limits.files} files: those are dealt with, the others were not read. Send them in another one.`;
      throw new AppError('too_large', message, { cause: error });
    }
    if (error instanceof AppError || (error instanceof Error && 'statusCode' in error)) throw error;
    // The parser throws plain errors for what the sender did wrong.
    throw new AppError('invalid_input', 'The multipart body is cut or malformed.', { cause: error });
  }
}

/**
 * A raw body as the one part it is.
 *
 * @throws AppError `too_large` for a file beyond `fileBytes`, or an archive beyond `requestBytes`.
 */
export async function readRawPart(
  fileName: string | undefined,
  body: AsyncIterable<Uint8Array>,
  limits: PartLimits,
): Promise<UploadPart> {
  const chunks = meterOf(limits.requestBytes)(body);
  const part = await readPart(cleanFileName(fileName), chunks, limits.fileBytes);
  if ('refusal' in part) throw new AppError('too_large', part.refusal.message);
  return part;
}

/** A name for lists and logs: no path, no control characters, never empty. */
function cleanFileName(given: string | undefined): string {
  const base = given?.split(/[/\\]/).at(-1) ?? '';
  const clean = base.replaceAll(/\p{C}/gu, '').trim().slice(-LONGEST_NAME);
  return clean === '' ? NAMELESS : clean;
}

async function readPart(
  fileName: string,
  chunks: AsyncGenerator<Uint8Array>,
  fileBytes: number,
): Promise<UploadPart> {
  const read: Uint8Array[] = [];
  let sizeBytes = 0;
  while (sizeBytes < START_BYTES) {
    const next = await chunks.next();
    if (next.done === true) break;
    read.push(next.value);
    sizeBytes += next.value.length;
  }
  const start = String.fromCharCode(...ownBytes(read).subarray(0, START_BYTES));
  if (ZIP_STARTS.includes(start)) return { fileName, archive: joined(read, chunks) };
  for await (const chunk of chunks) {
    sizeBytes += chunk.length;
    // Beyond the limit the rest is only passed over.
    if (sizeBytes <= fileBytes) read.push(chunk);
    else read.length = 0;
  }
  if (sizeBytes <= fileBytes) return { fileName, bytes: ownBytes(read) };
  return { fileName, refusal: fileTooLarge(fileBytes) };
}

async function* joined(
  head: readonly Uint8Array[],
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* head;
  yield* rest;
}

/** Lets the bytes of one request through up to a limit, over all its streams. */
function meterOf(requestBytes: number): (chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array> {
  let totalBytes = 0;
  return async function* (chunks) {
    for await (const chunk of chunks) {
      totalBytes += chunk.length;
      if (totalBytes > requestBytes) {
        throw new AppError('too_large', 'The request is too large: send fewer or smaller files at a time.');
      }
      yield chunk;
    }
  };
}

/** Bytes with their own buffer: they may be handed to another thread whole. */
function ownBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function refused(fileName: string, code: string, message: string): UploadPart {
  return { fileName: cleanFileName(fileName), refusal: { code, message } };
}
