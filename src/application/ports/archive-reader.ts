import type { ExportedProfile, ExportedRun } from '../export/exported-profile.ts';

/** One step through an archive. `path` is its place there, '' for the archive itself. */
export type ArchiveEntry = ImportableEntry | ScanStep;

/** A list is read that brings entries: how far it is, and, once it is read, how many entries come of it. */
export type ScanStep =
  | {
      readonly kind: 'scanning';
      readonly path: string;
      readonly doneBytes: number;
      readonly totalBytes: number;
    }
  | { readonly kind: 'scanned'; readonly path: string; readonly entries: number };

export interface ArchiveSize {
  /** Without what operating systems leave behind; archives and lists in it count as one until they are opened. */
  readonly entries: number;
  /** Of lists that are read before they bring entries, decompressed. */
  readonly listBytes: number;
}

export type ImportableEntry =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly fileName: string;
      readonly bytes: Uint8Array;
      /** The same, as the archive has it compressed; null where it has not. */
      readonly gzip: Uint8Array | null;
      /** Of an export of ours: the recordings of the file that the athlete kept; null for all. */
      readonly keep: readonly string[] | null;
      /** What the list of a vendor's export calls the sport; null where there is none. */
      readonly sport: string | null;
    }
  /** A file that is not given, and why. */
  | { readonly kind: 'refused'; readonly path: string; readonly code: string; readonly message: string }
  /** A run of an export of ours, with what was set aside of it. */
  | { readonly kind: 'run'; readonly path: string; readonly run: ExportedRun }
  /** The profile of an export of ours; it comes before the files. */
  | { readonly kind: 'profile'; readonly path: string; readonly profile: ExportedProfile };

/** Reads zip archives on disk. What is wrong with one is an entry, never an exception. */
export interface ArchiveReader {
  /** Null when it can't be told. */
  measure(archivePath: string): Promise<ArchiveSize | null>;
  /** In an order that depends on the archive alone; one file in memory at a time. */
  read(archivePath: string): AsyncIterable<ArchiveEntry>;
  /** The archive itself in pieces of bounded size. */
  pieces(archivePath: string): AsyncIterable<Uint8Array>;
  /** Lays an archive on disk for as long as `use` takes. */
  spool<T>(pieces: AsyncIterable<Uint8Array>, use: (archivePath: string) => Promise<T>): Promise<T>;
  /**
   * Keeps an archive on disk for the job that is to import it, so that a runner of this process need not read it back.
   * It may be gone at any time: what is stored is what counts.
   */
  keep(jobId: string, archivePath: string): Promise<void>;
  /** As `spool`, with what was kept for the job; `pieces` are read where it is gone. */
  spoolKept<T>(
    jobId: string,
    pieces: AsyncIterable<Uint8Array>,
    use: (archivePath: string) => Promise<T>,
  ): Promise<T>;
}
