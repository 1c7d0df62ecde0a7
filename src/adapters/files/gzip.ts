import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { refusal, tooLarge, type Refusal } from './refusal.ts';

const gunzipAsync = promisify(gunzip);

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Takes one gzip layer off; other bytes are answered as they are. Never decompresses to more than `maxBytes`: what would
 * grow beyond is refused as `too_large`, so a bomb costs no memory. Runs off the event loop.
 */
export async function unpackGzip(
  bytes: Uint8Array,
  maxBytes: number,
): Promise<{ readonly ok: true; readonly bytes: Uint8Array } | Refusal> {
  if (!isGzip(bytes)) return { ok: true, bytes };
  try {
    return { ok: true, bytes: await gunzipAsync(bytes, { maxOutputLength: maxBytes }) };
  } catch (error) {
    if (error instanceof RangeError) return tooLarge(maxBytes);
    return refusal('unreadable', 'The gzip file is damaged and could not be decompressed.');
  }
}
