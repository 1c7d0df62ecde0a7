/** `npm run bench [-- filter…]`: runs every bench whose name contains a filter, prints and writes each as it ends. */
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Bench, BenchRow } from './bench.ts';
import { goalMet } from './bench.ts';
import { machine } from './machine.ts';
import { benchTable } from './bench-table.ts';

const here = new URL('./', import.meta.url);

async function findBenches(filters: readonly string[]): Promise<Bench[]> {
  const files = (await readdir(here)).filter((name) => name.endsWith('.bench.ts')).sort();
  const found: Bench[] = [];
  for (const file of files) {
    const module = (await import(new URL(file, here).href)) as { benches: readonly Bench[] };
    found.push(...module.benches);
  }
  return found.filter(({ name }) => filters.length === 0 || filters.some((filter) => name.includes(filter)));
}

interface Results {
  readonly path: string;
  write(results: readonly { bench: string; rows: readonly BenchRow[] }[]): Promise<void>;
}

/** Written whole after each bench: an interrupted run keeps what it has measured. */
async function openResults(): Promise<Results> {
  const folder = new URL('../../bench-results/', here);
  await mkdir(folder, { recursive: true });
  const at = new Date().toISOString();
  const path = fileURLToPath(new URL(`${at.replaceAll(/[:.]/g, '-')}.json`, folder));
  return {
    path,
    write: async (results) => {
      const partial = `${path}.partial`;
      await writeFile(partial, `${JSON.stringify({ at, machine: machine(), results }, null, 2)}\n`);
      await rename(partial, path);
    },
  };
}

const benches = await findBenches(process.argv.slice(2));
if (benches.length === 0) {
  process.stderr.write('No bench has that name.\n');
  process.exitCode = 2;
} else {
  const results: { bench: string; rows: readonly BenchRow[] }[] = [];
  process.stdout.write(`${machine().summary}\n`);
  const file = await openResults();
  for (const bench of benches) {
    process.stderr.write(`${bench.name} …\n`);
    const result = { bench: bench.name, rows: await bench.run() };
    results.push(result);
    process.stdout.write(`${benchTable([result])}\n`);
    await file.write(results);
  }
  process.stderr.write(`Written to ${file.path}\n`);
  // A missed goal is a result to read, not a failed run: machines differ.
  const missed = results.flatMap(({ rows }) => rows).filter((row) => goalMet(row) === false).length;
  if (missed > 0) process.stderr.write(`${missed} goal(s) missed on this machine.\n`);
}
