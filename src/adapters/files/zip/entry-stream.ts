import { crc32 } from 'node:zlib';
import type { Entry } from 'yauzl';
import { gzipOf, inflate } from '../gzip.ts';
import type { OpenZip } from './open-zip.ts';

/** The beginning of an entry, and what follows it. */
export interface OpenEntry {
  readonly head: Uint8Array;
  readonly rest: AsyncIterable<Uint8Array>;
  /** All of it as the archive has it, where that can be kept. */
  readonly deflated: Uint8Array | null;
  /** For one that is not read to its end. */
  destroy(): void;
}

export interface WholeEntry {
  readonly bytes: Uint8Array;
  /** The same, compressed by who made the archive; null where nobody did, or not well. */
  readonly gzip: Uint8Array | null;
}

/** What `sniff` wants to see. */
const HEAD_BYTES = 4_096;
/** Nearly every activity is smaller, and is read and inflated at once: a stream costs several times as much as its bytes. */
const AT_ONCE_BYTES = 2 ** 20;
const DEFLATED = 8;
const NOTHING: AsyncIterable<Uint8Array> = {
  [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
};

/** Throws when it is not what the archive says it is. */
export async function openEntry(zip: OpenZip, entry: Entry): Promise<OpenEntry> {
  const { compressedSize, uncompressedSize, compressionMethod } = entry;
  if (compressedSize > AT_ONCE_BYTES || uncompressedSize > AT_ONCE_BYTES) {
    const stream = await zip.openReadStreamPromise(entry);
    // It gives buffers: it has no encoding and is not in object mode.
    const opened = await firstBytes(stream as AsyncIterable<Uint8Array>);
    return { ...opened, deflated: null, destroy: () => stream.destroy() };
  }
  const raw = await zip.readRaw(entry);
  const whole = { rest: NOTHING, destroy: () => undefined };
  if (compressionMethod !== DEFLATED) return { ...whole, head: raw, deflated: null };
  const { bytes, usedBytes } = await inflate(raw, uncompressedSize);
  const deflated = usedBytes === raw.length && raw.length < bytes.length ? raw : null;
  return { ...whole, head: bytes, deflated };
}

/** The whole file, or null as soon as it passes `limit`. Throws when it is not what the archive says it is. */
export async function readWhole(
  entry: Entry,
  { head, rest, deflated }: OpenEntry,
  limit: number,
): Promise<WholeEntry | null> {
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
  return { bytes, gzip: deflated && gzipOf(deflated, bytes) };
}

/** Of a stream. */
async function firstBytes(
  stream: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; rest: AsyncIterable<Uint8Array> }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const iterator = stream[Symbol.asyncIterator]();
  while (length < HEAD_BYTES) {
    const next = await iterator.next();
    if (next.done === true) break;
    chunks.push(next.value);
    length += next.value.length;
  }
  return { head: concatenated(chunks, length), rest: { [Symbol.asyncIterator]: () => iterator } };
}

function concatenated(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
