import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SmallDisk {
  /** A directory on it. */
  readonly path: string;
  /** Takes every byte that is left. */
  fill(): Promise<void>;
  makeRoom(): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * A real file system of a few megabytes, in memory. Mounted where the test may mount; an ordinary user mounts it in a
 * separate name space, which a process of the same user reaches through `/proc`.
 */
export async function createSmallDisk(sizeMb: number): Promise<SmallDisk> {
  const mountPoint = await mkdtemp(join(tmpdir(), 'zone-coach-disk-'));
  const options = ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', mountPoint];
  const { root, unmount } =
    process.getuid?.() === 0 ? await mounted(options, mountPoint) : await mountedApart(options, mountPoint);
  const path = join(root, mountPoint);
  const filling = join(path, 'filling');
  return {
    path,
    fill: async () => {
      // It ends by the error that is wanted: no space left on device.
      for (const piece of [64 * 1024, 512]) {
        await writeUntilFull(filling, piece);
      }
    },
    makeRoom: () => rm(filling, { force: true }),
    dispose: async () => {
      await unmount();
      await rm(mountPoint, { recursive: true, force: true });
    },
  };
}

interface Mount {
  readonly root: string;
  readonly unmount: () => Promise<unknown>;
}

async function mounted(options: readonly string[], mountPoint: string): Promise<Mount> {
  await run('mount', [...options]);
  // Postgres runs as another user than root.
  await chmod(mountPoint, 0o755);
  return { root: '/', unmount: () => run('umount', [mountPoint]) };
}

async function mountedApart(options: readonly string[], mountPoint: string): Promise<Mount> {
  const holder = spawn(
    'unshare',
    [
      '--user',
      '--map-root-user',
      '--mount',
      'sh',
      '-c',
      'mount "$@" && echo mounted && exec cat',
      'sh',
      ...options,
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const [said] = (await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')])) as [unknown];
  if (String(said).trim() !== 'mounted') {
    throw new Error(`A file system cannot be mounted at ${mountPoint}: run the tests as a user who may.`);
  }
  return {
    root: `/proc/${holder.pid}/root`,
    unmount: async () => {
      const gone = once(holder, 'exit');
      holder.stdin.end();
      await gone;
    },
  };
}

async function writeUntilFull(path: string, pieceBytes: number): Promise<void> {
  const piece = new Uint8Array(pieceBytes);
  for (;;) {
    try {
      await writeFile(path, piece, { flag: 'a' });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return;
      throw error;
    }
  }
}
