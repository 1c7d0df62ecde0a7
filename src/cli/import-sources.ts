import { open } from 'node:fs/promises';
import { createArchiveReader } from '../adapters/files/export/archive-reader.ts';
import { sniff } from '../adapters/files/sniff.ts';
import type { ImportPath } from './import-paths.ts';

/** What lies at a path, by its contents: names lie. */
export interface ImportSource extends ImportPath {
  readonly kind: 'file' | 'archive' | 'unreadable';
  /** Files in it, for the progress; archives and lists within an archive count as one until they are opened. */
  readonly files: number;
}

const HEADER_BYTES = 32;

export async function importSource(path: ImportPath): Promise<ImportSource> {
  const start = await firstBytes(path.path).catch(() => null);
  if (start === null) return { ...path, kind: 'unreadable', files: 1 };
  if (sniff(start) !== 'zip') return { ...path, kind: 'file', files: 1 };
  return { ...path, kind: 'archive', files: (await createArchiveReader().measure(path.path))?.entries ?? 1 };
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
