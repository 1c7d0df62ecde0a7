import { promisify } from 'node:util';
import { crc32, gunzip, inflateRaw, type InflateRaw } from 'node:zlib';
import { refusal, tooLarge, type Refusal } from './refusal.ts';

const gunzipAsync = promisify(gunzip);
const inflateRawAsync = promisify(inflateRaw);
/** zlib refuses smaller ones. */
const LEAST_PIECE_BYTES = 64;
/** RFC 1952: deflated, without a name or a time, of an unknown system; after it the checksum and the length. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
const FIELD_BYTES = 4;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

interface Unzipped {
  readonly ok: true;
  readonly bytes: Uint8Array;
  /** The same, compressed as it came; null where it was not, or is no smaller. */
  readonly gzip: Uint8Array | null;
}

/**
 * Takes one gzip layer off; other bytes are answered as they are, with the `gzip` that they came out of. Never decompresses to more than `maxBytes`: what would
 * grow beyond is refused as `too_large`, so a bomb costs no memory. Runs off the event loop.
 */
export async function unpackGzip(
  bytes: Uint8Array,
  maxBytes: number,
  gzip: Uint8Array | null = null,
): Promise<Unzipped | Refusal> {
  if (!isGzip(bytes)) return { ok: true, bytes, gzip };
  try {
    const unpacked = await gunzipAsync(bytes, { maxOutputLength: maxBytes });
    return { ok: true, bytes: unpacked, gzip: bytes.length < unpacked.length ? bytes : null };
  } catch (error) {
    if (error instanceof RangeError) return tooLarge(maxBytes);
    return refusal('unreadable', 'The gzip file is damaged and could not be decompressed.');
  }
}

/**
 * Inflates a deflated stream that becomes `size` bytes, off the event loop; `usedBytes` are those before its end.
 *
 * @throws when it is damaged or becomes more.
 */
export async function inflate(
  deflated: Uint8Array,
  size: number,
): Promise<{ readonly bytes: Uint8Array; readonly usedBytes: number }> {
  // The output is one piece: filled to the last byte, another would be begun.
  const chunkSize = Math.max(LEAST_PIECE_BYTES, size + 1);
  const answer = await inflateRawAsync(deflated, { chunkSize, maxOutputLength: chunkSize, info: true });
  // By `info`; its type knows the bytes only.
  const { buffer, engine } = answer as unknown as { buffer: Buffer; engine: InflateRaw };
  return { bytes: buffer, usedBytes: engine.bytesWritten };
}

/** The gzip of `bytes` whose deflated form is there already. */
export function gzipOf(deflated: Uint8Array, bytes: Uint8Array): Uint8Array {
  const gzip = Buffer.alloc(HEADER.length + deflated.length + 2 * FIELD_BYTES);
  HEADER.copy(gzip);
  gzip.set(deflated, HEADER.length);
  gzip.writeUInt32LE(crc32(bytes), gzip.length - 2 * FIELD_BYTES);
  gzip.writeUInt32LE(bytes.length, gzip.length - FIELD_BYTES);
  return gzip;
}
