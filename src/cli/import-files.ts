import { open, readFile } from 'node:fs/promises';
import { sniffFormat } from '../adapters/files/sniff.ts';
import { createArchiveReader } from '../adapters/files/export/archive-reader.ts';
import { CommandFailure } from './failure.ts';
import type { ArchiveEntry } from '../application/ports/archive-reader.ts';
import type { ImportPath } from './import-paths.ts';

/** One thing to import: a file, one that an archive would not give and why, or the profile of an export of ours. */
export type ImportFile = ArchiveEntry & { readonly fileName: string };

const HEADER_BYTES = 32;

/** The file at a path, or the files in it when its contents are a zip archive: one in memory at a time. */
export async function* importFiles({ path, fileName }: ImportPath): AsyncGenerator<ImportFile, void> {
  if (sniffFormat(await firstBytes(path)) !== 'zip') {
    const bytes = await readFile(path).catch(unreadable(path));
    yield { kind: 'file', path: '', fileName, bytes, keep: null };
    return;
  }
  for await (const entry of createArchiveReader().read(path)) {
    // An export of ours knows what its files were called.
    const isNamed = entry.kind === 'file' && entry.fileName !== entry.path;
    const inside = entry.path === '' ? fileName : `${fileName}/${entry.path}`;
    yield { ...entry, fileName: isNamed ? entry.fileName : inside };
  }
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path).catch(unreadable(path));
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function unreadable(path: string): (cause: unknown) => never {
  return (cause) => {
    throw new CommandFailure('unreadable', `${path} can't be read.`, { cause });
  };
}
