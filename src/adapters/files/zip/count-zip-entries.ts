import type { ArchiveSize } from '../../../application/ports/archive-reader.ts';
import { foreignKindByName, type ForeignKind } from '../foreign-files.ts';
import { entryName, isClutter } from './entry-checks.ts';
import { isSystemError } from './is-system-error.ts';
import { openZip, type OpenZip } from './open-zip.ts';

/** Apple's list of everything, by its name. */
const APPLE_LIST = /(?:^|\/)apple_health_export\/(?!export_cda)[^/]*\.xml$/i;

/**
 * How many entries an archive will have: its files, those that are no recording by their name as one per kind, and archives
 * and lists in it as one each until they are opened; null when it is damaged.
 */
export async function countZipEntries(zipPath: string): Promise<ArchiveSize | null> {
  let zip: OpenZip | null = null;
  try {
    zip = await openZip(zipPath);
    let files = 0;
    let listBytes = 0;
    const kinds = new Set<ForeignKind>();
    for await (const entry of zip.eachEntry()) {
      const name = entryName(entry);
      if (isClutter(name)) continue;
      const kind = foreignKindByName(name);
      if (kind === null) files++;
      else kinds.add(kind);
      if (APPLE_LIST.test(name)) listBytes += entry.uncompressedSize;
    }
    return { entries: files + kinds.size, listBytes };
  } catch (error) {
    if (isSystemError(error)) throw error;
    return null;
  } finally {
    zip?.close();
  }
}
