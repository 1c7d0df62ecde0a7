import { open } from 'node:fs/promises';

const BLOCK_BYTES = 64 * 1024;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const COMMENT_LENGTH_AT = 20;

/**
 * Cuts what follows a zip archive on disk, such as the zeros that some disks and transfers pad files with: readers look for
 * the end of the list of files at the very end. An archive without such an end stays as it is.
 */
export async function trimArchive(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const solid = await lengthWithoutZeros(file, size);
    // The end of the list may itself end with zeros.
    const windowEnd = Math.min(size, solid + END_BYTES);
    const windowStart = Math.max(0, windowEnd - END_BYTES - LONGEST_COMMENT - END_BYTES);
    const window = Buffer.alloc(windowEnd - windowStart);
    await file.read(window, 0, window.length, windowStart);
    const at = window.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
    if (at < 0 || at + END_BYTES > window.length) return;
    const end = windowStart + at + END_BYTES + window.readUInt16LE(at + COMMENT_LENGTH_AT);
    if (end < size) await file.truncate(end);
  } finally {
    await file.close();
  }
}

async function lengthWithoutZeros(file: Awaited<ReturnType<typeof open>>, size: number): Promise<number> {
  const block = Buffer.alloc(BLOCK_BYTES);
  for (let end = size; end > 0; end -= BLOCK_BYTES) {
    const start = Math.max(0, end - BLOCK_BYTES);
    await file.read(block, 0, end - start, start);
    for (let at = end - start - 1; at >= 0; at--) if (block[at] !== 0) return start + at + 1;
  }
  return 0;
}
