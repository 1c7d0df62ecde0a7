import { stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { readableFiles } from '../adapters/files/readable-files.ts';
import { CommandFailure } from './failure.ts';

export interface ImportPath {
  /** To read it. */
  readonly path: string;
  /** To show it: relative to the folder that was named. */
  readonly fileName: string;
}

/**
 * The files that the named paths stand for: a file itself, whatever it is called, and of a folder all readable kinds
 * at any depth, in order of name. Resource forks and hidden files are left out.
 */
export async function importPaths(paths: readonly string[]): Promise<ImportPath[]> {
  const found: ImportPath[] = [];
  for (const path of paths) {
    const stats = await stat(path).catch((cause: unknown) => {
      throw new CommandFailure('no_such_path', `There is no file or folder at ${path}.`, {
        exitCode: 3,
        cause,
      });
    });
    if (!stats.isDirectory()) {
      found.push({ path, fileName: path.split(sep).at(-1) ?? path });
      continue;
    }
    const files = await readableFiles(path);
    found.push(...files.map((file) => ({ path: file, fileName: relative(path, file) })));
  }
  return found;
}
