/** `npm run bench [-- filter…]`: runs every bench whose name contains a filter, prints and writes each row as it is measured. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BenchRow } from './bench.ts';
import { goalMet } from './bench.ts';
import { findBenches } from './find-benches.ts';
import { machine } from './machine.ts';
import { measurePace, type Pace, paceText } from './pace.ts';
import { benchHead, benchLine, profileLine } from './bench-table.ts';
import { SECOND_MS } from '../../src/domain/units.ts';

const here = new URL('./', import.meta.url);

interface Results {
  readonly path: string;
  /** With `row` as the last of its bench, which is the last. */
  add(bench: string, row: BenchRow): Promise<void>;
  /** The machine's, once the last bench had ended. */
  addPace(pace: Pace): Promise<void>;
}

/** Written whole after each row: an interrupted run keeps what it has measured. */
async function openResults(pace: Pace): Promise<Results> {
  const folder = new URL('../../bench-results/', here);
  await mkdir(folder, { recursive: true });
  const at = new Date().toISOString();
  const path = fileURLToPath(new URL(`${at.replaceAll(/[:.]/g, '-')}.json`, folder));
  const results: { bench: string; rows: BenchRow[]; paceAfter?: Pace }[] = [];
  const write = async (): Promise<void> => {
    const partial = `${path}.partial`;
    await writeFile(partial, `${JSON.stringify({ at, machine: machine(), pace, results }, null, 2)}\n`);
    await rename(partial, path);
  };
  return {
    path,
    async add(bench, row) {
      if (results.at(-1)?.bench !== bench) results.push({ bench, rows: [] });
      results.at(-1)!.rows.push(row);
      await write();
    },
    async addPace(paceAfter) {
      results.at(-1)!.paceAfter = paceAfter;
      await write();
    },
  };
}

const benches = await findBenches(process.argv.slice(2));
if (benches.length === 0) {
  process.stderr.write('No bench has that name.\n');
  process.exitCode = 2;
} else {
  const pace = await measurePace();
  process.stdout.write(`${machine().summary}\npace: ${paceText(pace)}\n${benchHead()}\n`);
  const results = await openResults(pace);
  let missed = 0;
  for (const bench of benches) {
    const startMs = performance.now();
    for await (const row of bench.run()) {
      process.stdout.write(`${benchLine(bench.name, row)}\n${profileLine(row)}`);
      await results.add(bench.name, row);
      // A missed goal is a result to read, not a failed run: machines differ.
      if (goalMet(row) === false) missed++;
    }
    const tookS = Math.round((performance.now() - startMs) / SECOND_MS);
    const paceAfter = await measurePace();
    process.stdout.write(`${bench.name} took ${tookS} s; pace: ${paceText(paceAfter)}\n`);
    await results.addPace(paceAfter);
  }
  process.stderr.write(`Written to ${results.path}\n`);
  if (missed > 0) process.stderr.write(`${missed} goal(s) missed on this machine.\n`);
}
