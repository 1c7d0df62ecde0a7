import type { Entry } from 'yauzl';
import { appleActivities } from '../apple-activities.ts';
import { APPLE_ROUTES, foreignKind, isAppleRoute } from '../foreign-files.ts';
import { unpackGzip } from '../gzip.ts';
import { refusal, tooLarge, type Refusal } from '../refusal.ts';
import { sniff } from '../sniff.ts';
import type { Clutter } from './clutter.ts';
import { entryName, isClutter, refuseByHeader } from './entry-checks.ts';
import { openEntry, readWhole, type OpenEntry } from './entry-stream.ts';
import { isSystemError } from './is-system-error.ts';
import { openZip, type OpenZip } from './open-zip.ts';
import { unpackNested } from './unpack-nested.ts';
import type { ZipEntry } from './zip-entry.ts';
import type { ZipLimits } from './zip-limits.ts';

/** One way through an archive and those within it, with what is left of its bounds. */
export interface ZipWalk {
  readonly limits: ZipLimits;
  /** Entries of the outermost archive that are read. */
  readonly select: (path: string) => boolean;
  readonly temporaryDirectory: string;
  entriesLeft: number;
  bytesLeft: number;
  readonly clutter: Clutter;
}

interface Place {
  readonly zipPath: string;
  readonly zip: OpenZip;
  readonly entry: Entry;
  readonly name: string;
  readonly path: string;
  readonly depth: number;
}

type Entries = AsyncGenerator<ZipEntry, void, undefined>;

/** Archives in archives are opened: a vendor's export holds some, and a person may have zipped it once more. */
const DEEPEST = 3;
const RECORDING_NAME = /\.(fit|tcx|gpx)(\.gz)?$/i;

/** What an archive holds, each at the `prefix` of the archive within the outermost one. */
export async function* walkZip(zipPath: string, prefix: string, depth: number, walk: ZipWalk): Entries {
  const damaged = (): ZipEntry => {
    const sentence = 'The zip archive is damaged: its list of files could not be read to the end.';
    return refused(prefix.replace(/\/$/, ''), refusal('unreadable', sentence));
  };
  let zip: OpenZip;
  try {
    zip = await openZip(zipPath);
  } catch (error) {
    if (isSystemError(error)) throw error;
    yield damaged();
    return;
  }
  try {
    const entries = zip.eachEntry();
    for (;;) {
      let next: IteratorResult<Entry, unknown>;
      try {
        next = await entries.next();
      } catch {
        yield damaged();
        return;
      }
      if (next.done === true) return;
      if (walk.entriesLeft-- <= 0) {
        const sentence = `The archive holds more than ${walk.limits.maxEntries} files; the rest were not read.`;
        yield refused(prefix, refusal('too_large', sentence));
        return;
      }
      const entry = next.value;
      const name = entryName(entry);
      if (isClutter(name) || (depth === 0 && !walk.select(name))) continue;
      yield* readEntry({ zipPath, zip, entry, name, path: `${prefix}${name}`, depth }, walk);
    }
  } finally {
    zip.close();
  }
}

async function* readEntry(place: Place, walk: ZipWalk): Entries {
  const { zip, entry, name, path, depth } = place;
  const reason = refuseByHeader(entry);
  if (reason !== null) {
    yield refused(path, reason);
    return;
  }
  let opened: OpenEntry | null = null;
  try {
    opened = await openEntry(zip, entry);
    const { head } = opened;
    const format = sniff(head);
    if (format === 'apple-health') {
      opened.destroy();
      yield* readAppleList(place, walk);
    } else if (isAppleRoute(head)) walk.clutter.add(APPLE_ROUTES, path);
    else if (format === 'zip') {
      const sentence = `Archives inside an archive are opened ${DEEPEST} levels deep only.`;
      if (depth >= DEEPEST) yield refused(path, refusal('archive', sentence));
      else yield* readNested(place, joined(opened), walk);
    } else if (format === 'unknown') {
      const kind = foreignKind(name, head);
      if (RECORDING_NAME.test(name)) yield refused(path, refusal('unknown_format', kind.message));
      else walk.clutter.add(kind, path);
    } else {
      const limit = Math.min(walk.limits.maxFileBytes, walk.bytesLeft);
      const whole = await readWhole(entry, opened, limit);
      if (whole === null) {
        yield refused(path, tooLarge(limit));
        return;
      }
      walk.bytesLeft -= whole.bytes.length;
      const inner = await unpackGzip(whole.bytes, walk.limits.maxFileBytes, whole.gzip);
      if (!inner.ok) yield refused(path, inner);
      else yield { kind: 'file', path, bytes: inner.bytes, gzip: inner.gzip };
    }
  } catch (error) {
    if (isSystemError(error)) throw error;
    yield refused(path, refusal('unreadable', 'This file is damaged inside the archive.'));
  } finally {
    opened?.destroy();
  }
}

/** The workouts of an Apple Health export, and the heart rate beside them by months, named by when they began. */
async function* readAppleList({ zipPath, entry, path }: Place, walk: ZipWalk): Entries {
  const { uncompressedSize: totalBytes, relativeOffsetOfLocalHeader: headerAt } = entry;
  if (totalBytes > walk.bytesLeft) {
    yield refused(path, tooLarge(walk.bytesLeft));
    return;
  }
  walk.bytesLeft -= totalBytes;
  for await (const answer of appleActivities({ zipPath, headerAt })) {
    if (answer.kind === 'file')
      yield { kind: 'file', path: `${path}/${answer.name}`, bytes: answer.bytes, gzip: null };
    else if (answer.kind === 'scanned') yield { ...answer, path };
    else yield { ...answer, path, totalBytes };
  }
}

async function* readNested(
  { entry, path, depth }: Place,
  pieces: AsyncIterable<Uint8Array>,
  walk: ZipWalk,
): Entries {
  const limit = Math.min(walk.limits.maxNestedBytes, walk.bytesLeft);
  if (entry.uncompressedSize > limit) {
    yield refused(path, tooLarge(limit));
    return;
  }
  walk.bytesLeft -= entry.uncompressedSize;
  const nested = await unpackNested(walk.temporaryDirectory, pieces);
  try {
    yield* walkZip(nested.zipPath, `${path}/`, depth + 1, walk);
  } finally {
    await nested.dispose();
  }
}

async function* joined({ head, rest }: OpenEntry): AsyncGenerator<Uint8Array, void, undefined> {
  yield head;
  yield* rest;
}

function refused(path: string, reason: Refusal): ZipEntry {
  return { kind: 'refused', path, refusal: reason };
}
