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

export const ZIP_LIMITS: ZipLimits = {
  maxFileBytes: 32 * 2 ** 20,
  maxNestedBytes: 4 * 2 ** 30,
  maxEntries: 100_000,
  maxTotalBytes: 32 * 2 ** 30,
};
