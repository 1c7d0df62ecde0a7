import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of real files that a corpus test reads in place. */
export function corpusDirectory(): string {
  const directory = process.env['CORPUS_DIR'];
  if (directory === undefined || !existsSync(directory))
    throw new Error('Name the folder of real files: npm run corpus -- DIR');
  return directory;
}

/** Every file of the folder, nested ones too, but for the two descriptions; paths relative to it, sorted. */
export function corpusFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length).replace(/^\//, ''))
    .filter((name) => name !== 'index.json' && name !== 'oracle.json')
    .sort();
}

/** Bytes that own their buffer, as the decoder wants them. */
export function corpusBytes(directory: string, name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(directory, name)));
}

/** Facts per file, from other tools than ours. */
export interface CorpusIndex {
  readonly files: readonly {
    readonly file: string;
    readonly raw: {
      readonly recordsHr: number;
      readonly monHr: number;
      readonly hrMesgs: number;
      /** Developer fields that stand for heart rate. */
      readonly devHr: readonly unknown[];
    };
    readonly sdk: {
      readonly recordsHr: number;
      readonly hrSum: number;
      readonly errors: readonly string[];
    } | null;
  }[];
}

/** One session as the device itself summed it; `start` in FIT seconds, zones half-open by their high boundaries. */
export interface OracleEntry {
  readonly file: string;
  readonly kind: 'session' | 'lap';
  readonly grade: string;
  readonly recording: '1s' | 'smart';
  readonly sport: number;
  readonly manufacturer: number;
  readonly start: number;
  readonly hrMesgs: number;
  readonly duplicateOf: string | null;
  readonly zone_high_boundary: readonly number[] | null;
  readonly device_seconds: readonly number[];
  readonly device_avg_hr: number | null;
}

/** A description that lies beside the files, or null where the folder has none. */
export function readDescription(directory: string, name: 'index.json' | 'oracle.json'): unknown {
  const path = join(directory, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}
