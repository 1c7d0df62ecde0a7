import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from '../../application/startup-error.ts';
import type { Binaries } from './binaries.ts';
import { childEnvironment } from './child-environment.ts';
import { CLUSTER_USER, clusterExists, dataDirArgument, passwordFileOf, processExists } from './cluster.ts';
import type { RunAs } from './run-as.ts';

const run = promisify(execFile);

/**
 * Makes a cluster with a random password. It is built beside its place and moved there whole: a process killed
 * in the middle leaves nothing half, and of several processes at once one wins and the others take its cluster.
 */
export async function createCluster(
  clusterDir: string,
  binaries: Binaries,
  options: { runAs: RunAs | null; sync: boolean },
): Promise<void> {
  const { runAs } = options;
  await removeAbandoned(clusterDir);
  const staged = `${clusterDir}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const handover = await mkdtemp(join(tmpdir(), 'zone-coach-'));
  try {
    const password = randomBytes(24).toString('base64url');
    const passwordFile = join(handover, 'password');
    await writeFile(passwordFile, password, { mode: 0o600 });
    await mkdir(staged, { mode: 0o700 });
    for (const path of [handover, passwordFile, staged]) await giveTo(runAs, path);
    await run(
      binaries.initdb,
      [
        `--pgdata=${dataDirArgument(staged, runAs)}`,
        `--username=${CLUSTER_USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // Sorting that is part of Postgres, so that an upgrade of the system's C library cannot damage an index.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        ...(options.sync ? [] : ['--no-sync']),
      ],
      { cwd: staged, env: childEnvironment(), ...runAs },
    );
    await writeFile(passwordFileOf(staged), password, { mode: 0o600 });
    await giveTo(runAs, passwordFileOf(staged));
    await rename(staged, clusterDir);
  } catch (cause) {
    await rm(staged, { recursive: true, force: true });
    if (await clusterExists(clusterDir)) return;
    throw new StartupError(`A database could not be created in ${dirname(clusterDir)}: ${reasonOf(cause)}`, {
      cause,
    });
  } finally {
    await rm(handover, { recursive: true, force: true });
  }
}

async function giveTo(runAs: RunAs | null, path: string): Promise<void> {
  if (runAs !== null) await chown(path, runAs.uid, runAs.gid);
}

async function removeAbandoned(clusterDir: string): Promise<void> {
  const prefix = `${basename(clusterDir)}.new-`;
  for (const name of await readdir(dirname(clusterDir))) {
    if (!name.startsWith(prefix)) continue;
    const maker = Number.parseInt(name.slice(prefix.length), 10);
    if (!processExists(maker)) await rm(join(dirname(clusterDir), name), { recursive: true, force: true });
  }
}

function reasonOf(cause: unknown): string {
  const stderr = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : '';
  const errorLine = stderr.split('\n').find((line) => line.includes('error:'));
  return errorLine ?? (cause instanceof Error ? cause.message : String(cause));
}
