import type { ScanStep } from '../../../application/ports/archive-reader.ts';
import type { Refusal } from '../refusal.ts';

/** A file of the archive, or why it is not given; or how far a list is read that brings files. The archive's own path is ''. */
export type ZipEntry =
  /** Decompressed, a gzip layer too. */
  | { readonly kind: 'file'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly path: string; readonly refusal: Refusal }
  | ScanStep;
