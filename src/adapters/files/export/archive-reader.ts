import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchiveEntry, ArchiveReader } from '../../../application/ports/archive-reader.ts';
import type { ExportedProfile } from '../../../application/export/exported-profile.ts';
import { parseExportedProfile } from '../../wire/api/export-profile.ts';
import { parseExportedRun } from '../../wire/api/export-run.ts';
import { collectInPassing } from '../collect-in-passing.ts';
import { sniff } from '../sniff.ts';
import { readActivityList, type ActivityList } from './activity-list.ts';
import { keepArchive } from './keep-archive.ts';
import { readSamsungExercises } from './samsung-exercises.ts';
import { readZipEntry } from '../zip/read-zip-entry.ts';
import { trimArchive } from '../zip/trim-archive.ts';
import { countZipEntries } from '../zip/count-zip-entries.ts';
import { readZipEntries } from '../zip/read-zip-entries.ts';
import type { ZipEntry } from '../zip/zip-entry.ts';
import type { ZipLimits } from '../zip/zip-limits.ts';

export interface ArchiveReaderOptions {
  /** Where archives and archives within them lie while they are read; default: the system's. */
  readonly temporaryDirectory?: string;
  readonly limits?: Partial<ZipLimits>;
}

interface ZipOptions {
  readonly temporaryDirectory: string;
  readonly limits?: Partial<ZipLimits>;
}

const PROFILE = 'profile.json';
/** Tables of vendors that say of files what they don't say themselves, and how such a table names a file. */
const LISTS: readonly {
  readonly file: RegExp;
  readonly read: (bytes: Uint8Array) => ActivityList | null;
  readonly nameOf: (path: string, folder: string) => string;
}[] = [
  // Strava's; the paths in it begin where it lies.
  {
    file: /(?:^|\/)activities\.csv$/,
    read: readActivityList,
    nameOf: (path, folder) => path.slice(folder.length),
  },
  {
    file: /(?:^|\/)com\.samsung\.shealth\.exercise\.\d+\.csv$/,
    read: readSamsungExercises,
    nameOf: (path) => path.slice(path.lastIndexOf('/') + 1),
  },
];
/** A list of ten thousand activities is some megabytes. */
const MOST_LIST_BYTES = 64 * 2 ** 20;
/** One statement of the database carries it, and the driver makes several times as much of it. */
const PIECE_BYTES = 2 ** 17;

/** Zip archives, and among them our own exports: those tell what their files were called and what was kept of them. */
export function createArchiveReader(options: ArchiveReaderOptions = {}): ArchiveReader & {
  close(): Promise<void>;
} {
  const zip = {
    temporaryDirectory: options.temporaryDirectory ?? tmpdir(),
    ...(options.limits && { limits: options.limits }),
  };
  const kept = keepArchive(zip.temporaryDirectory);
  const spool: ArchiveReader['spool'] = async (pieces, use) => {
    const folder = await mkdtemp(join(zip.temporaryDirectory, 'zone-coach-import-'));
    try {
      const archivePath = join(folder, 'archive.zip');
      // Piece by piece: what a stream's queue holds is met twice by the collector.
      await writeFile(archivePath, collectInPassing(pieces), { mode: 0o600 });
      await trimArchive(archivePath);
      return await use(archivePath);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  return {
    measure: countZipEntries,
    async *read(archivePath) {
      const found = await findProfile(archivePath, zip);
      if (found === null) {
        yield* vendorEntries(archivePath, zip);
        return;
      }
      yield found;
      const uploads = found.kind === 'profile' ? found.profile.uploads : [];
      const listed = new Map(uploads.map((upload) => [upload.path, upload]));
      const select = (path: string): boolean => /^(uploads|live|set-aside)\//.test(path);
      for await (const entry of readZipEntries(archivePath, { ...zip, select })) {
        if (entry.kind === 'file' && entry.path.startsWith('set-aside/')) {
          yield runEntry(entry.path, entry.bytes);
          continue;
        }
        const plain = plainEntry(entry);
        const upload = listed.get(entry.path);
        if (plain.kind !== 'file' || upload === undefined) yield plain;
        else yield { ...plain, fileName: upload.fileName, keep: upload.recordingIds };
      }
    },
    async *pieces(archivePath) {
      // A stream of a file gives buffers; its type is that of any stream.
      yield* collectInPassing(
        createReadStream(archivePath, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Uint8Array>,
      );
    },
    spool,
    keep: (jobId, archivePath) => kept.put(jobId, archivePath),
    async spoolKept(jobId, pieces, use) {
      const own = kept.take(jobId);
      if (own === null) return spool(pieces, use);
      try {
        return await use(own.archivePath);
      } finally {
        await own.drop();
      }
    },
    close: () => kept.drop(),
  };
}

/** The profile of an export of ours, or the word that it can't be read; null for any other archive. */
async function findProfile(archivePath: string, zip: ZipOptions): Promise<ArchiveEntry | null> {
  for await (const entry of readZipEntries(archivePath, { ...zip, select: (path) => path === PROFILE })) {
    if (entry.path !== PROFILE || entry.kind !== 'file' || sniff(entry.bytes) !== 'profile') return null;
    const profile: ExportedProfile | null = parseExportedProfile(entry.bytes);
    if (profile !== null) return { kind: 'profile', path: PROFILE, profile };
    const message =
      'The profile of this export is damaged or of another version; its files are imported all the same.';
    return { kind: 'refused', path: PROFILE, code: 'unreadable', message };
  }
  return null;
}

function runEntry(path: string, bytes: Uint8Array): ArchiveEntry {
  const run = parseExportedRun(bytes);
  if (run !== null) return { kind: 'run', path, run };
  const message = 'What was set aside of this run is damaged or of another version.';
  return { kind: 'refused', path, code: 'unreadable', message };
}

/** The files of any other archive; where it has a list of activities, with their names and sports. */
async function* vendorEntries(archivePath: string, zip: ZipOptions): AsyncGenerator<ArchiveEntry> {
  const list = await findActivityList(archivePath);
  for await (const entry of readZipEntries(archivePath, zip)) {
    const plain = plainEntry(entry);
    if (list !== null && entry.path === list.path && plain.kind === 'refused') continue;
    const listed = plain.kind === 'file' ? list?.byFile.get(list.nameOf(entry.path)) : undefined;
    if (plain.kind !== 'file' || listed === undefined) yield plain;
    else yield { ...plain, fileName: nameWith(listed.name, entry.path), sport: listed.sport };
  }
  for (const { name, id, bytes } of list?.withoutFile ?? []) {
    const path = `${list?.path}/${id}`;
    yield { kind: 'file', path, fileName: nameWith(name, path), bytes, gzip: null, keep: null, sport: null };
  }
}

function nameWith(name: string, path: string): string {
  return name === '' ? path : `${name} · ${path}`;
}

async function findActivityList(
  archivePath: string,
): Promise<(ActivityList & { path: string; nameOf: (path: string) => string }) | null> {
  for (const { file, read, nameOf } of LISTS) {
    const found = await readZipEntry(archivePath, (path) => file.test(path), MOST_LIST_BYTES);
    const list = found === null ? null : read(found.bytes);
    if (found === null || list === null) continue;
    const folder = found.path.slice(0, found.path.lastIndexOf('/') + 1);
    return { ...list, path: found.path, nameOf: (path) => nameOf(path, folder) };
  }
  return null;
}

function plainEntry(entry: ZipEntry): ArchiveEntry {
  const { path } = entry;
  if (entry.kind === 'scanning' || entry.kind === 'scanned') return entry;
  if (entry.kind === 'refused') {
    return { kind: 'refused', path, code: entry.refusal.code, message: entry.refusal.message };
  }
  const { bytes, gzip } = entry;
  return { kind: 'file', path, fileName: path, bytes, gzip, keep: null, sport: null };
}
