import { link, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

interface Kept {
  readonly archivePath: string;
  drop(): Promise<void>;
}

/** A runner of this process takes a job within a second, unless others are before it. */
const KEPT_MS = 60_000;

/** Keeps the archive that came last, for a short time, in a folder beside the others that are under way. */
export function keepArchive(temporaryDirectory: string): {
  put(jobId: string, archivePath: string): Promise<void>;
  /** Once; null when another came or the time is over. */
  take(jobId: string): Kept | null;
  drop(): Promise<void>;
} {
  let last: (Kept & { readonly jobId: string }) | null = null;
  const dropLast = async (): Promise<void> => {
    const dropped = last;
    last = null;
    await dropped?.drop();
  };
  return {
    async put(jobId, archivePath) {
      const folder = await mkdtemp(join(temporaryDirectory, 'zone-coach-import-'));
      const drop = (): Promise<void> => rm(folder, { recursive: true, force: true });
      const keptPath = join(folder, 'archive.zip');
      try {
        await link(archivePath, keptPath);
      } catch {
        // A file system without links: the runner reads it back.
        await drop();
        return;
      }
      const kept = { jobId, archivePath: keptPath, drop };
      const before = last;
      last = kept;
      setTimeout(() => {
        if (last === kept) dropLast().catch(() => undefined);
      }, KEPT_MS).unref();
      await before?.drop();
    },
    take(jobId) {
      if (last?.jobId !== jobId) return null;
      const taken = last;
      last = null;
      return taken;
    },
    drop: dropLast,
  };
}
