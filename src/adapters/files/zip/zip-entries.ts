import { mkdtemp, rm } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { appleActivities } from '../apple-activities.ts';
import { APPLE_PART_BYTES } from '../apple-worker.ts';
import {
  APPLE_ROUTES,
  isAppleRoute,
  foreignKind,
  foreignKindByName,
  type ForeignKind,
} from '../foreign-files.ts';
import { unpackGzip } from '../gzip.ts';
import { refusal, tooLarge, type Refusal } from '../refusal.ts';
import { sniff } from '../sniff.ts';
import { entryName, isClutter, refuseByHeader } from './entry-checks.ts';
import { trimArchive } from './trim-archive.ts';
import { firstBytes, readWhole } from './entry-stream.ts';

/** Bounds of one archive, nested ones included. The largest vendor exports hold tens of thousands of files. */
export interface ZipLimits {
  /** Of one file, decompressed. */
  readonly maxFileBytes: number;
  /** Of one archive within the archive, decompressed to disk. */
  readonly maxNestedBytes: number;
  readonly maxEntries: number;
  /** Of everything together, decompressed. */
  readonly maxTotalBytes: number;
}

const ZIP_LIMITS: ZipLimits = {
  maxFileBytes: 32 * 2 ** 20,
  maxNestedBytes: 4 * 2 ** 30,
  maxEntries: 100_000,
  maxTotalBytes: 32 * 2 ** 30,
};

/** A file of the archive, decompressed (a gzip layer too), or why it is not given. The archive's own path is ''. */
export type ZipEntry =
  | { readonly ok: true; readonly path: string; readonly bytes: Uint8Array }
  /** A part of a large list has been read; the files that it brings come later. */
  | { readonly ok: null; readonly path: string }
  | { readonly ok: false; readonly path: string; readonly refusal: Refusal };

interface Walk {
  readonly limits: ZipLimits;
  readonly select: (path: string) => boolean;
  readonly temporaryDirectory: string;
  entriesLeft: number;
  bytesLeft: number;
  /** What is no recording, by its kind. */
  readonly clutter: Map<ForeignKind, { count: number; readonly example: string }>;
}

/** Archives in archives are opened: a vendor's export holds some, and a person may have zipped it once more. */
const DEEPEST = 3;
const APPLE_LIST = /(?:^|\/)apple_health_export\/(?!export_cda)[^/]*\.xml$/i;
/** A watch fills about as much of the list in a day. */
const APPLE_DAY_BYTES = 2 ** 20;
const RECORDING_NAME = /\.(fit|tcx|gpx)(\.gz)?$/i;

/**
 * The files of a zip archive on disk, one at a time: memory holds one file, however large the archive. Folders, macOS
 * resource forks and the like are passed over in silence; what is no recording is counted and told at the end, a line for
 * each kind; everything else is given or refused with a word. Archives within it are unpacked to `temporaryDirectory` for as long as they are read. Contents decide what a
 * file is; names are only told. Stopping the iteration closes everything. Throws only what the file system throws.
 */
export async function* readZipEntries(
  zipPath: string,
  options: {
    readonly temporaryDirectory: string;
    readonly limits?: Partial<ZipLimits>;
    /** Entries of the archive itself that are read; others are passed over in silence. Default: all. */
    readonly select?: (path: string) => boolean;
  },
): AsyncGenerator<ZipEntry, void, undefined> {
  const limits = { ...ZIP_LIMITS, ...options.limits };
  const { temporaryDirectory } = options;
  const walk: Walk = {
    limits,
    select: options.select ?? (() => true),
    temporaryDirectory,
    entriesLeft: limits.maxEntries,
    bytesLeft: limits.maxTotalBytes,
    clutter: new Map(),
  };
  yield* walkZip(zipPath, '', 0, walk);
  yield* clutterLines(walk);
}

function addClutter({ clutter }: Walk, kind: ForeignKind, path: string): void {
  const seen = clutter.get(kind);
  if (seen === undefined) clutter.set(kind, { count: 1, example: path });
  else seen.count++;
}

/** The workouts of an Apple Health export, and the heart rate beside them by months, named by when they began. */
async function* appleEntries(
  zipPath: string,
  entry: Entry,
  path: string,
  walk: Walk,
): AsyncGenerator<ZipEntry, void> {
  const source = { zipPath, headerAt: entry.relativeOffsetOfLocalHeader };
  if (entry.uncompressedSize > walk.bytesLeft) {
    yield { ok: false, path, refusal: tooLarge(walk.bytesLeft) };
    return;
  }
  walk.bytesLeft -= entry.uncompressedSize;
  for await (const answer of appleActivities(source)) {
    yield answer === 'part'
      ? { ok: null, path }
      : { ok: true, path: `${path}/${answer.name}`, bytes: answer.file };
  }
}

/** A line per kind, however many there are. */
function* clutterLines({ clutter }: Walk): Generator<ZipEntry> {
  for (const [kind, { count, example }] of clutter) {
    const path = count === 1 ? example : `${count} ${kind.name}, such as ${example}`;
    yield { ok: false, path, refusal: refusal('not_a_recording', kind.message) };
  }
}

/**
 * How many lines an archive will have: its files, those that are no recording by their name as one per kind, and archives
 * in it as one each, and Apple's list of everything by its size; null when it is damaged.
 */
export async function countZipEntries(zipPath: string): Promise<number | null> {
  let zip: ZipFile | null = null;
  try {
    zip = await openPromise(zipPath, { decodeStrings: false, autoClose: false });
    let count = 0;
    const kinds = new Set<ForeignKind>();
    for await (const entry of zip.eachEntry()) {
      const name = entryName(entry);
      if (isClutter(name)) continue;
      const kind = foreignKindByName(name);
      if (kind === null) count += APPLE_LIST.test(name) ? appleLines(entry) : 1;
      else kinds.add(kind);
    }
    return count + kinds.size;
  } catch (error) {
    if (isSystemError(error)) throw error;
    return null;
  } finally {
    zip?.close();
  }
}

/** Of the parts that it is read in, and of the files that these bring. */
function appleLines({ uncompressedSize }: Entry): number {
  const parts = Math.floor(uncompressedSize / APPLE_PART_BYTES);
  return parts + Math.max(1, Math.round(uncompressedSize / APPLE_DAY_BYTES));
}

async function* walkZip(
  zipPath: string,
  prefix: string,
  depth: number,
  walk: Walk,
): AsyncGenerator<ZipEntry, void> {
  const damaged = (): ZipEntry => ({
    ok: false,
    path: prefix.replace(/\/$/, ''),
    refusal: refusal(
      'unreadable',
      'The zip archive is damaged: its list of files could not be read to the end.',
    ),
  });
  let zip: ZipFile;
  try {
    // File names are decoded and judged one by one: a trick in one of them must not cost the others.
    zip = await openPromise(zipPath, { decodeStrings: false, autoClose: false });
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
        yield { ok: false, path: prefix, refusal: refusal('too_large', sentence) };
        return;
      }
      const name = entryName(next.value);
      if (isClutter(name) || (depth === 0 && !walk.select(name))) continue;
      yield* readEntry(zip, zipPath, next.value, `${prefix}${name}`, name, depth, walk);
    }
  } finally {
    zip.close();
  }
}

async function* readEntry(
  zip: ZipFile,
  zipPath: string,
  entry: Entry,
  path: string,
  name: string,
  depth: number,
  walk: Walk,
): AsyncGenerator<ZipEntry, void> {
  const refused = (reason: Refusal): ZipEntry => ({ ok: false, path, refusal: reason });
  const reason = refuseByHeader(entry);
  if (reason !== null) {
    yield refused(reason);
    return;
  }
  let stream: Readable | null = null;
  try {
    stream = await zip.openReadStreamPromise(entry);
    const { head, rest } = await firstBytes(stream);
    const format = sniff(head);
    if (format === 'apple-health') {
      stream.destroy();
      yield* appleEntries(zipPath, entry, path, walk);
      return;
    }
    if (isAppleRoute(head)) {
      addClutter(walk, APPLE_ROUTES, path);
      return;
    }
    if (format === 'zip') {
      if (depth >= DEEPEST)
        yield refused(
          refusal('archive', `Archives inside an archive are opened ${DEEPEST} levels deep only.`),
        );
      else yield* readNested(entry, head, rest, path, depth, walk);
      return;
    }
    if (format === 'unknown') {
      const kind = foreignKind(name, head);
      if (RECORDING_NAME.test(name)) yield refused(refusal('unknown_format', kind.message));
      else {
        addClutter(walk, kind, path);
      }
      return;
    }
    const bytes = await readWhole(entry, head, rest, Math.min(walk.limits.maxFileBytes, walk.bytesLeft));
    if (bytes === null) {
      yield refused(tooLarge(Math.min(walk.limits.maxFileBytes, walk.bytesLeft)));
      return;
    }
    walk.bytesLeft -= bytes.length;
    const inner = await unpackGzip(bytes, walk.limits.maxFileBytes);
    yield inner.ok ? { ok: true, path, bytes: inner.bytes } : refused(inner);
  } catch (error) {
    if (isSystemError(error)) throw error;
    yield refused(refusal('unreadable', 'This file is damaged inside the archive.'));
  } finally {
    stream?.destroy();
  }
}

async function* readNested(
  entry: Entry,
  head: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
  path: string,
  depth: number,
  walk: Walk,
): AsyncGenerator<ZipEntry, void> {
  const limit = Math.min(walk.limits.maxNestedBytes, walk.bytesLeft);
  if (entry.uncompressedSize > limit) {
    yield { ok: false, path, refusal: tooLarge(limit) };
    return;
  }
  walk.bytesLeft -= entry.uncompressedSize;
  const folder = await mkdtemp(join(walk.temporaryDirectory, 'nested-zip-'));
  try {
    const unpacked = join(folder, 'archive.zip');
    await pipeline(
      Readable.from(
        (async function* () {
          yield head;
          yield* rest;
        })(),
      ),
      createWriteStream(unpacked),
    );
    await trimArchive(unpacked);
    yield* walkZip(unpacked, `${path}/`, depth + 1, walk);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Faults of the disk or the process, not of the archive. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
