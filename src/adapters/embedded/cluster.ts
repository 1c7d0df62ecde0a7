import { readFile, readlink, realpath, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../../application/startup-error.ts';
import type { RunAs } from './run-as.ts';

export const CLUSTER_USER = 'zone_coach';
export const CLUSTER_DATABASE = 'postgres';
const POSTGRES_MAJOR = '18';

/** Inside the cluster's own directory, so that one rename publishes a cluster with its password. */
const PASSWORD_FILE = 'zone-coach.password';

export const clusterDirOf = (dataDir: string): string => join(dataDir, 'postgres');
export const clusterLogOf = (dataDir: string): string => join(dataDir, 'postgres.log');
export const passwordFileOf = (clusterDir: string): string => join(clusterDir, PASSWORD_FILE);

/**
 * How Postgres is told its directory. Under another user the directories above may be closed (a 0700 home), but a
 * process may always stay in the directory it was started in, and Linux has a name for it that needs no walk.
 */
export function dataDirArgument(clusterDir: string, runAs: RunAs | null): string {
  return runAs !== null && process.platform === 'linux' ? '/proc/self/cwd' : clusterDir;
}

/** Whether a cluster is there. @throws StartupError when it is of another major version or cannot be read. */
export async function clusterExists(clusterDir: string): Promise<boolean> {
  const major = await readFile(join(clusterDir, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new StartupError(
      `The database directory ${clusterDir} cannot be read by this user: start as the user who made it.`,
      { cause: error },
    );
  });
  if (major === null) return false;
  if (major.trim() === POSTGRES_MAJOR) return true;
  throw new StartupError(
    `The database in ${clusterDir} was made by PostgreSQL ${major.trim()}, and this version of Zone Coach brings PostgreSQL ${POSTGRES_MAJOR}: move it with "backup" of the old and "restore" of the new version, or choose another DATA_DIR.`,
  );
}

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/**
 * The postmaster that runs on the cluster, or null. A pid file whose process is a zombie, a stranger or another
 * cluster's (a number given again after a crash, common in containers) is removed: Postgres itself would refuse
 * to start beside it.
 */
export async function findPostmaster(clusterDir: string): Promise<Postmaster | null> {
  const path = join(clusterDir, 'postmaster.pid');
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !processExists(pid)) return null;
  if (await isCertainlyNot(pid, clusterDir)) {
    await unlink(path).catch(() => undefined);
    return null;
  }
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** True only on proof: a wrong yes would start a second postmaster on live data. */
async function isCertainlyNot(pid: number, clusterDir: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (status === null) return false;
  const [, command, state] = /^\d+ \((.*)\) (\S)/s.exec(status) ?? [];
  if (command !== undefined && command !== 'postgres') return true;
  if (state === 'Z') return true;
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  return cwd !== null && cwd !== (await realpath(clusterDir));
}
