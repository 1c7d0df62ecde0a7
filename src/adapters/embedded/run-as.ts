import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from '../../application/startup-error.ts';

const run = promisify(execFile);

/** The system user that runs Postgres in our place, because Postgres refuses to run as root. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Null for an ordinary user, who runs Postgres as themselves. For root: the owner of an existing data directory,
 * else the system user `postgres`, made when missing.
 *
 * @throws StartupError when that user is missing and cannot be made.
 */
export async function findRunAs(clusterDir: string): Promise<RunAs | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(clusterDir).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const existing = await lookUp('postgres');
  if (existing !== null) return existing;
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
  } catch (cause) {
    throw new StartupError(
      'PostgreSQL does not run as root, and the system user "postgres" could not be made: create it, start as an ordinary user, or set DATABASE_URL.',
      { cause },
    );
  }
  const made = await lookUp('postgres');
  if (made === null) throw new Error('the system user postgres was made but cannot be found');
  return made;
}

async function lookUp(name: string): Promise<RunAs | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/** Whether the user may walk to `path` and read it: every directory above it must let them through. */
export async function canReach(user: RunAs, path: string): Promise<boolean> {
  for (let current = path; ; current = dirname(current)) {
    const { mode, uid, gid } = await stat(current);
    const bits = uid === user.uid ? mode >> 6 : gid === user.gid ? mode >> 3 : mode;
    if ((bits & 0o1) === 0) return false;
    if (current === dirname(current)) return true;
  }
}
