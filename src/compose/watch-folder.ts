import { stat } from 'node:fs/promises';
import { readableFiles } from '../adapters/files/readable-files.ts';

export interface FolderWatch {
  readonly directory: string;
  /** Imports one file; what it throws goes to `onFault`, and the file is tried again. */
  readonly importFile: (path: string) => Promise<void>;
  readonly onFault: (path: string, fault: unknown) => void;
  /** Resolves when the folder is to be looked at again, and rejects never. */
  readonly pause: () => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Imports what is in a folder and what appears in it, until the signal is aborted. A file whose size and time of change
 * are the same at two looks is complete. Nothing is ever deleted or moved; a file that changes is imported again, and its
 * hash tells whether it is known.
 */
export async function watchFolder(watch: FolderWatch): Promise<void> {
  const { directory, signal } = watch;
  // A signal changes behind the compiler's back.
  const isOver = (): boolean => signal.aborted;
  const imported = new Map<string, string>();
  let growing = new Map<string, string>();
  while (!isOver()) {
    const next = new Map<string, string>();
    const paths = await readableFiles(directory).catch((fault: unknown) => {
      watch.onFault(directory, fault);
      return [];
    });
    for (const path of paths) {
      if (isOver()) return;
      const state = await stateOf(path);
      if (state === null || imported.get(path) === state) continue;
      next.set(path, state);
      if (growing.get(path) !== state) continue;
      try {
        await watch.importFile(path);
        imported.set(path, state);
      } catch (fault) {
        watch.onFault(path, fault);
      }
    }
    growing = next;
    await watch.pause();
  }
}

/** Null when the file is gone. */
async function stateOf(path: string): Promise<string | null> {
  const stats = await stat(path).catch(() => null);
  return stats === null ? null : `${stats.size} ${stats.mtimeMs}`;
}
