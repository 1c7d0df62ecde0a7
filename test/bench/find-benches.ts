import { readdir } from 'node:fs/promises';
import type { Bench } from './bench.ts';

const here = new URL('./', import.meta.url);

/** Every bench whose name contains one of the filters, or all without a filter, by file. */
export async function findBenches(filters: readonly string[]): Promise<Bench[]> {
  const files = (await readdir(here)).filter((name) => name.endsWith('.bench.ts')).sort();
  const found: Bench[] = [];
  for (const file of files) {
    const module = (await import(new URL(file, here).href)) as { benches: readonly Bench[] };
    found.push(...module.benches);
  }
  return found.filter(({ name }) => filters.length === 0 || filters.some((filter) => name.includes(filter)));
}
