import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The secret kept in the file at `path` (mode 0600), made at the first call: 256 random bits in base64url.
 * Several processes may ask at once: all get the same.
 */
export async function keepSecret(path: string): Promise<string> {
  const kept = await readKept(path);
  if (kept !== null) return kept;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const staged = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(staged, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  try {
    // link, unlike rename, never replaces what another process kept a moment ago.
    await link(staged, path).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
    });
  } finally {
    await unlink(staged);
  }
  const secret = await readKept(path);
  if (secret === null) throw new Error('the kept secret vanished while it was being made');
  return secret;
}

async function readKept(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
