import type { ScanStep } from '../../../application/ports/archive-reader.ts';
import type { Refusal } from '../refusal.ts';

/** A file of the archive, or why it is not given; or how far a list is read that brings files. The archive's own path is ''. */
export type ZipEntry =
  | {
      readonly kind: 'file';
      readonly path: string;
      /** Decompressed, a gzip layer too. */
      readonly bytes: Uint8Array;
      /** The same, compressed as it came; null where it was not. */
      readonly gzip: Uint8Array | null;
    }
  | { readonly kind: 'refused'; readonly path: string; readonly refusal: Refusal }
  | ScanStep;
