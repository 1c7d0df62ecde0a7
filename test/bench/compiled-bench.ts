import { once } from 'node:events';
import { fork } from 'node:child_process';
import { guardProcess } from '../support/guarded.ts';
import { bundleProcesses } from '../support/bundle-processes.ts';
import type { Bench, BenchRow } from './bench.ts';
import { withBenchDatabase } from './bench-database.ts';

/**
 * A bench measured in a separate process that is compiled as production is: what a loader of sources adds to every
 * function would be measured too. `source` calls `sendRows`; `beside` are entries of threads that it starts, by name.
 */
export function compiledBench(name: string, source: URL, beside: Readonly<Record<string, URL>> = {}): Bench {
  return { name, run: () => rowsOf(name, source, beside, []) };
}

/** The same over a new database, whose address is the first argument of the process. */
export function compiledBenchWithDatabase(
  name: string,
  source: URL,
  beside: Readonly<Record<string, URL>> = {},
): Bench {
  return { name, run: () => withBenchDatabase(({ url }) => rowsOf(name, source, beside, [url])) };
}

async function* rowsOf(
  name: string,
  source: URL,
  beside: Readonly<Record<string, URL>>,
  args: readonly string[],
): AsyncGenerator<BenchRow> {
  const folder = `bench-${name.replaceAll('/', '-')}`;
  const { measure } = await bundleProcesses<string>(folder, { measure: source, ...beside });
  const child = guardProcess(fork(measure!, [...args], { serialization: 'advanced' }));
  const left = new AbortController();
  const died = once(child, 'exit', { signal: left.signal }).then(() => {
    throw new Error(`the process of the bench ${name} ended by itself`);
  });
  died.catch(() => undefined);
  try {
    for (;;) {
      const said: unknown[] = await Promise.race([once(child, 'message'), died]);
      const row = said[0] as BenchRow | null;
      if (row === null) return;
      yield row;
      child.send('next');
    }
  } finally {
    left.abort();
    if (child.exitCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
  }
}
