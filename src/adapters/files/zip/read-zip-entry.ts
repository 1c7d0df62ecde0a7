import { entryName, refuseByHeader } from './entry-checks.ts';
import { openEntry, readWhole } from './entry-stream.ts';
import { openZip } from './open-zip.ts';

/** The first file of an archive whose path `matches`; null where there is none, or it is damaged or larger. */
export async function readZipEntry(
  zipPath: string,
  matches: (path: string) => boolean,
  limitBytes: number,
): Promise<{ readonly path: string; readonly bytes: Uint8Array } | null> {
  const zip = await openZip(zipPath).catch(() => null);
  if (zip === null) return null;
  try {
    for await (const entry of zip.eachEntry()) {
      const path = entryName(entry);
      if (!matches(path)) continue;
      if (refuseByHeader(entry) !== null) return null;
      const whole = await readWhole(entry, await openEntry(zip, entry), limitBytes);
      return whole === null ? null : { path, bytes: whole.bytes };
    }
    return null;
  } catch {
    return null;
  } finally {
    zip.close();
  }
}
