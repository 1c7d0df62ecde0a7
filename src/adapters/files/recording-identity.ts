import { createHash, webcrypto } from 'node:crypto';
import type { Items } from '../../domain/timeline/sample.ts';

/**
 * A uuid (version 8) that depends on the file's bytes and the place in it alone: importing a file again names the
 * same recordings.
 */
export function recordingId(fileSha256: string, place: string): string {
  const hex = createHash('sha256').update(`${fileSha256}:${place}`).digest('hex');
  const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Hash of the decompressed file, hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** To hand less to another thread takes longer than to do it. */
const LEAST_IN_BACKGROUND_BYTES = 2 ** 18;

/** The same without keeping the event loop: a large file off it. */
export async function sha256InBackground(bytes: Uint8Array): Promise<string> {
  if (bytes.length < LEAST_IN_BACKGROUND_BYTES) return sha256Of(bytes);
  // No file is backed by shared memory, which the interface would refuse.
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString(
    'hex',
  );
}

/** Hash of instants and values, hex: equal for equal heart rate, whatever file it came in (Z10). */
export function contentHashOf(items: Items): string {
  const { atMs, code } = items;
  return createHash('sha256')
    .update(new Uint8Array(atMs.buffer, atMs.byteOffset, items.count * 8))
    .update(new Uint8Array(code.buffer, code.byteOffset, items.count * 2))
    .digest('hex');
}
