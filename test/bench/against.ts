/**
 * `npm run bench:against -- revision [filter…]`: what became of each row since an earlier revision. A bench runs at both, each
 * by its own code, one right after the other on one machine; rows that both have by name and unit stand beside each other.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';
import { guardProcess, makeDirectory } from '../support/guarded.ts';
import type { BenchRow, Spread } from './bench.ts';
import { spreadText } from './bench-table.ts';
import { findBenches } from './find-benches.ts';
import { machine } from './machine.ts';
import { measurePace, paceText } from './pace.ts';

const HERE = fileURLToPath(new URL('../../', import.meta.url));

/** Its output is shown, its input closed. */
async function run(folder: string, command: string, ...args: string[]): Promise<void> {
  const child = guardProcess(
    spawn(command, args, { cwd: folder, stdio: ['ignore', process.stderr, process.stderr] }),
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`);
}

/** As any revision wrote it: before means were told too, the middle was called `median`. */
type WrittenSpread = Omit<Spread, 'middle'> & ({ readonly middle: number } | { readonly median: number });

interface WrittenRow extends Pick<BenchRow, 'what' | 'unit'> {
  readonly measured: WrittenSpread;
  readonly baseline?: { readonly name: string; readonly spread: WrittenSpread };
}

/** Null where the revision has no bench of that name, or it failed there, which it says. */
async function rowsOf(folder: string, bench: string): Promise<WrittenRow[] | null> {
  const results = join(folder, 'bench-results');
  const listed = (): Promise<string[]> => readdir(results).catch(() => []);
  const before = await listed();
  try {
    await run(folder, process.execPath, 'node_modules/tsx/dist/cli.mjs', 'test/bench/main.ts', bench);
  } catch (fault) {
    process.stderr.write(`${String(fault)}\n`);
    return null;
  }
  const written = (await listed()).find((name) => !before.includes(name));
  if (written === undefined) return null;
  const text = await readFile(join(results, written), 'utf8');
  const { results: benches } = JSON.parse(text) as { results: { bench: string; rows: WrittenRow[] }[] };
  return benches.filter((each) => each.bench === bench).flatMap(({ rows }) => rows);
}

/** Titles may repeat within a bench: the second of one stands beside the second of the other. */
function titlesOf(rows: readonly WrittenRow[]): string[] {
  const seen = new Map<string, number>();
  return rows.map(({ what, unit }) => {
    const title = `${what}, ${unit}`;
    const times = (seen.get(title) ?? 0) + 1;
    seen.set(title, times);
    return times === 1 ? title : `${title} (${times})`;
  });
}

function figureOf(row: WrittenRow | undefined): string {
  if (row === undefined) return '–';
  const { measured, unit, baseline } = row;
  const text = spreadText({ ...measured, middle: middleOf(measured) }, unit);
  if (baseline === undefined) return text;
  return `${text}, ${(middleOf(measured) / middleOf(baseline.spread)).toPrecision(3)} × ${baseline.name}`;
}

function middleOf(spread: WrittenSpread): number {
  return 'middle' in spread ? spread.middle : spread.median;
}

function tableOf(before: readonly WrittenRow[] | null, after: readonly WrittenRow[]): string {
  const earlier = new Map(titlesOf(before ?? []).map((title, index) => [title, before![index]]));
  const table = new Table({
    head: ['what', 'before', 'after', 'after ÷ before'],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: [46, 52, 52, 16],
  });
  titlesOf(after).forEach((title, index) => {
    const row = after[index]!;
    const same = earlier.get(title);
    const change =
      same === undefined ? '–' : (middleOf(row.measured) / middleOf(same.measured)).toPrecision(3);
    table.push([title, figureOf(same), figureOf(row), change]);
    earlier.delete(title);
  });
  for (const [title, row] of earlier) table.push([title, figureOf(row), '–', '–']);
  return table.toString();
}

const [revision, ...filters] = process.argv.slice(2);
const benches = await findBenches(filters);
if (revision === undefined || benches.length === 0) {
  process.stderr.write('Name a revision, and benches by a part of their names: bench:against -- v1 report\n');
  process.exitCode = 2;
} else {
  const earlier = join(await makeDirectory('bench-against'), 'tree');
  await run(HERE, 'git', 'worktree', 'add', '--detach', earlier, revision);
  try {
    await run(earlier, 'npm', 'ci');
    process.stdout.write(`${machine().summary}\n`);
    for (const { name } of benches) {
      process.stdout.write(`pace: ${paceText(await measurePace())}\n`);
      const before = await rowsOf(earlier, name);
      const after = await rowsOf(HERE, name);
      if (after === null) throw new Error(`${name} could not be measured.`);
      process.stdout.write(`${name}\n${tableOf(before, after)}\n`);
    }
    process.stdout.write(`pace: ${paceText(await measurePace())}\n`);
  } finally {
    await run(HERE, 'git', 'worktree', 'remove', '--force', earlier);
  }
}
