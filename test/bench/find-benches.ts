import { readdir } from 'node:fs/promises';
import type { Bench } from './bench.ts';

const here = new URL('./', import.meta.url);

/**
 * It makes hundreds of files, which ext4 does ten times slower where as many were freed in the last minutes: other benches
 * free them by the thousand.
 */
const FIRST = 'start.bench.ts';

/** Every bench whose name contains one of the filters, or all without a filter, by file. */
export async function findBenches(filters: readonly string[]): Promise<Bench[]> {
  const files = (await readdir(here)).filter((name) => name.endsWith('.bench.ts') && name !== FIRST).sort();
  const found: Bench[] = [];
  for (const file of [FIRST, ...files]) {
    const module = (await import(new URL(file, here).href)) as { benches: readonly Bench[] };
    found.push(...module.benches);
  }
  return found.filter(({ name }) => filters.length === 0 || filters.some((filter) => name.includes(filter)));
}
