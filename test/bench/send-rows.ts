import { once } from 'node:events';
import type { BenchRow } from './bench.ts';

/** In a process of `compiledBench`: hands its rows to the parent one by one, and goes on when the parent has taken one. */
export async function sendRows(rows: AsyncIterable<BenchRow>): Promise<void> {
  process.once('disconnect', () => process.exit());
  for await (const row of rows) {
    const taken = once(process, 'message');
    process.send!(row);
    await taken;
  }
  process.send!(null);
}
