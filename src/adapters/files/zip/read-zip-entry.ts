import { openPromise } from 'yauzl';
import { entryName, refuseByHeader } from './entry-checks.ts';
import { firstBytes, readWhole } from './entry-stream.ts';

/** The first file of an archive whose path `matches`; null where there is none, or it is damaged or larger. */
export async function readZipEntry(
  zipPath: string,
  matches: (path: string) => boolean,
  limitBytes: number,
): Promise<{ readonly path: string; readonly bytes: Uint8Array } | null> {
  const zip = await openPromise(zipPath, { decodeStrings: false, autoClose: false }).catch(() => null);
  if (zip === null) return null;
  try {
    for await (const entry of zip.eachEntry()) {
      const path = entryName(entry);
      if (!matches(path)) continue;
      if (refuseByHeader(entry) !== null) return null;
      const { head, rest } = await firstBytes(await zip.openReadStreamPromise(entry));
      const bytes = await readWhole(entry, head, rest, limitBytes);
      return bytes === null ? null : { path, bytes };
    }
    return null;
  } catch {
    return null;
  } finally {
    zip.close();
  }
}
