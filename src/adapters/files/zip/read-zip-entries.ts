import { Clutter } from './clutter.ts';
import { walkZip } from './walk-zip.ts';
import type { ZipEntry } from './zip-entry.ts';
import { ZIP_LIMITS, type ZipLimits } from './zip-limits.ts';

export interface ReadZipOptions {
  readonly temporaryDirectory: string;
  readonly limits?: Partial<ZipLimits>;
  /** Entries of the archive itself that are read; others are passed over in silence. Default: all. */
  readonly select?: (path: string) => boolean;
}

/**
 * The files of a zip archive on disk, one at a time: memory holds one file, however large the archive. Folders, macOS
 * resource forks and the like are passed over in silence; what is no recording is counted and told at the end, a line for
 * each kind; everything else is given or refused with a word. Archives within it are unpacked to `temporaryDirectory` for
 * as long as they are read. Contents decide what a file is; names are only told. Stopping the iteration closes everything.
 * Throws only what the file system throws.
 */
export async function* readZipEntries(
  zipPath: string,
  { temporaryDirectory, limits: bounds, select = () => true }: ReadZipOptions,
): AsyncGenerator<ZipEntry, void, undefined> {
  const limits = { ...ZIP_LIMITS, ...bounds };
  const { maxEntries: entriesLeft, maxTotalBytes: bytesLeft } = limits;
  const clutter = new Clutter();
  yield* walkZip(zipPath, '', 0, { limits, select, temporaryDirectory, entriesLeft, bytesLeft, clutter });
  yield* clutter.lines();
}
