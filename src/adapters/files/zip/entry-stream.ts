import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { Entry } from 'yauzl';

/** What `sniff` wants to see. */
const HEAD_BYTES = 4_096;

/** The beginning of a stream, and what follows it. */
export async function firstBytes(
  stream: Readable,
): Promise<{ head: Uint8Array; rest: AsyncIterable<Uint8Array> }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // The stream gives Buffers: it has no encoding and is not in object mode.
  const iterator = (stream as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  while (length < HEAD_BYTES) {
    const next = await iterator.next();
    if (next.done === true) break;
    chunks.push(next.value);
    length += next.value.length;
  }
  return { head: concatenated(chunks, length), rest: { [Symbol.asyncIterator]: () => iterator } };
}

/** The whole file, or null as soon as it passes `limit`. Throws when it is not what the archive says it is. */
export async function readWhole(
  entry: Entry,
  head: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<Uint8Array | null> {
  if (entry.uncompressedSize > limit || head.length > limit) return null;
  const chunks = [head];
  let length = head.length;
  for await (const chunk of rest) {
    length += chunk.length;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  const bytes = concatenated(chunks, length);
  if (crc32(bytes) !== entry.crc32) throw new Error('the checksum of the archive does not fit the file');
  return bytes;
}

function concatenated(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
