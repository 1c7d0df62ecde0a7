import { getFileNameLowLevel, type Entry } from 'yauzl';
import { refusal, type Refusal } from '../refusal.ts';

/** XML shrinks to a thirtieth at best; a file that claims more than this is made to burst. */
const LARGEST_RATIO = 250;
const RATIO_MATTERS_FROM_BYTES = 2 ** 20;
const CLUTTER = /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/;

/**
 * The name of an entry as text, made harmless: backslashes are what some Windows programs write, and neither a drive, a
 * leading slash nor `..` leads anywhere. Nothing is written to disk under it.
 */
export function entryName(entry: Entry): string {
  const name = getFileNameLowLevel(
    entry.generalPurposeBitFlag,
    entry.fileNameRaw,
    entry.extraFields,
    false,
  ).replaceAll('\\', '/');
  const parts = name
    .replace(/^[A-Za-z]:/, '')
    .replaceAll('\0', '')
    .split('/');
  const harmless = parts.filter((part) => part !== '' && part !== '.' && part !== '..').join('/');
  return name.endsWith('/') ? `${harmless}/` : harmless;
}

/** Folders, and what operating systems leave behind: no file that anyone recorded. */
export function isClutter(name: string): boolean {
  return name.endsWith('/') || CLUTTER.test(name);
}

/** Why an entry is refused before a byte of it is read, or null. */
export function refuseByHeader(entry: Entry): Refusal | null {
  if (entry.isEncrypted())
    return refusal('unreadable', 'This file is encrypted; unpack it before the import.');
  if (!entry.canDecodeFileData())
    return refusal('unreadable', 'This file is compressed by a method that is not supported.');
  if (
    entry.uncompressedSize > RATIO_MATTERS_FROM_BYTES &&
    entry.uncompressedSize > entry.compressedSize * LARGEST_RATIO
  )
    return refusal(
      'too_large',
      'This file would grow beyond all measure when decompressed; it was not read.',
    );
  return null;
}
