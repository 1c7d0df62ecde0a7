import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FILE_FORMATS } from './file-formats.ts';

const ENDINGS = FILE_FORMATS.flatMap(({ endings }) => endings);

/**
 * Paths of the files in a folder, at any depth, that are called as recordings and archives are, in order of name. Hidden
 * files, resource forks and what a transfer has not finished are left out.
 */
export async function readableFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && isReadable(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => (a < b ? -1 : 1));
}

function isReadable(name: string): boolean {
  if (/^[.~]/.test(name)) return false;
  const plain = name.toLowerCase().replace(/\.gz$/, '');
  return plain.endsWith('.zip') || ENDINGS.some((ending) => plain.endsWith(ending));
}
