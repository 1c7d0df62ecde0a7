import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../application/errors.ts';

/** One part of an upload: a whole file, or the reason why it is none. */
export type UploadPart =
  | { readonly fileName: string; readonly bytes: Uint8Array }
  | { readonly fileName: string; readonly refusal: { readonly code: string; readonly message: string } };

const LONGEST_NAME = 255;
const NAMELESS = 'upload.fit';

/**
 * The `file` parts of a multipart body, one at a time: the next is read when this one is dealt with, so a request never
 * holds more than one file in memory. A part that is too large or not a file is a refusal, not the end of the others.
 *
 * @throws AppError `too_large` when the parts together pass `requestBytes`.
 */
export async function* readUploadParts(
  request: FastifyRequest,
  limits: { readonly fileBytes: number; readonly requestBytes: number; readonly files: number },
): AsyncGenerator<UploadPart> {
  let totalBytes = 0;
  try {
    const parts = request.parts({
      limits: { fileSize: limits.fileBytes, files: limits.files, parts: limits.files, fieldSize: 1_024 },
    });
    for await (const part of parts) {
      if (part.type !== 'file' || part.fieldname !== 'file') {
        if (part.type === 'file') part.file.resume();
        yield refused(part.fieldname, 'unknown_field', 'Files are sent in parts named `file`.');
        continue;
      }
      const read = await readPart(part, limits.fileBytes);
      totalBytes += read.sizeBytes;
      if (totalBytes > limits.requestBytes) {
        throw new AppError(
          'too_large',
          'The files together are too large for one request: send fewer at a time.',
        );
      }
      yield read.part;
    }
  } catch (error) {
    if (error instanceof AppError || (error instanceof Error && 'statusCode' in error)) throw error;
    // The parser throws plain errors for what the sender did wrong.
    throw new AppError('invalid_input', 'The multipart body is cut or malformed.', { cause: error });
  }
}

/** A name for lists and logs: no path, no control characters, never empty. */
export function cleanFileName(given: string | undefined): string {
  const base = given?.split(/[/\\]/).at(-1) ?? '';
  const clean = base.replaceAll(/\p{C}/gu, '').trim().slice(-LONGEST_NAME);
  return clean === '' ? NAMELESS : clean;
}

/** Bytes with a buffer of their own: they may be handed to another thread whole. */
export function ownBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

async function readPart(
  part: MultipartFile,
  fileBytes: number,
): Promise<{ part: UploadPart; sizeBytes: number }> {
  const fileName = cleanFileName(part.filename);
  const chunks: Uint8Array[] = [];
  // A busboy stream emits buffers; its type is that of any stream.
  for await (const chunk of part.file as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const bytes = ownBytes(chunks);
  // busboy ends a part at the limit without an error; what is cut must never pass for a file.
  if (part.file.truncated) {
    const mib = Math.floor(fileBytes / 2 ** 20);
    return {
      part: refused(fileName, 'too_large', `The file is larger than ${mib} MiB.`),
      sizeBytes: bytes.length,
    };
  }
  return { part: { fileName, bytes }, sizeBytes: bytes.length };
}

function refused(fileName: string, code: string, message: string): UploadPart {
  return { fileName: cleanFileName(fileName), refusal: { code, message } };
}
