import { open, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { sniffFormat } from '../adapters/files/sniff.ts';
import { readZipEntries } from '../adapters/files/zip/zip-entries.ts';
import { CommandFailure } from './failure.ts';
import type { ImportPath } from './import-paths.ts';

/** One file to import, or one that an archive would not give and why. */
export type ImportFile =
  | { readonly ok: true; readonly fileName: string; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly fileName: string; readonly error: { code: string; message: string } };

const HEADER_BYTES = 32;

/** The file at a path, or the files in it when its contents are a zip archive: one in memory at a time. */
export async function* importFiles({ path, fileName }: ImportPath): AsyncGenerator<ImportFile, void> {
  if (sniffFormat(await firstBytes(path)) !== 'zip') {
    yield { ok: true, fileName, bytes: await readFile(path).catch(unreadable(path)) };
    return;
  }
  for await (const entry of readZipEntries(path, { temporaryDirectory: tmpdir() })) {
    const name = entry.path === '' ? fileName : `${fileName}/${entry.path}`;
    if (entry.ok) yield { ok: true, fileName: name, bytes: entry.bytes };
    else yield { ok: false, fileName: name, error: entry.refusal };
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
