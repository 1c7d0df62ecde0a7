import { createHash } from 'node:crypto';
import { Piscina } from 'piscina';
import { BoundedMap } from '../../domain/bounded-map.ts';
import type { WeekSheet } from '../wire/print/week-sheet.ts';
import { workerEntry } from './worker-entry.ts';

export interface PdfPrinter {
  /** The printed week as a PDF. */
  readonly print: (sheet: WeekSheet) => Promise<Uint8Array>;
  close(): Promise<void>;
}

const MEMORY_LIMIT_MB = 256;
/** Some 20 KB each. */
const KEPT_SHEETS = 200;

/**
 * Prints in a thread that is there while somebody prints: cutting the fonts and setting the text takes some 200 ms. The
 * same words are printed once.
 */
export function createPdfPrinter(): PdfPrinter {
  const pool = new Piscina<WeekSheet, Uint8Array>({
    ...workerEntry('pdf-worker'),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB },
  });
  const printed = new BoundedMap<string, Promise<Uint8Array>>(KEPT_SHEETS);
  return {
    print(sheet) {
      const key = createHash('sha256').update(JSON.stringify(sheet)).digest('base64');
      const kept = printed.get(key) ?? pool.run(sheet);
      printed.set(key, kept);
      kept.catch(() => printed.delete(key));
      return kept;
    },
    close: () => pool.destroy(),
  };
}
