import type { Bench } from './bench.ts';
import { compiledBenchWithDatabase } from './compiled-bench.ts';
import { measureYears } from './import/measure-years.ts';

const DECODE_WORKER = new URL('../../src/adapters/files/decode-worker.ts', import.meta.url);

export const benches: readonly Bench[] = [
  compiledBenchWithDatabase('import/speed', new URL('import/measure-speed.ts', import.meta.url), {
    'decode-worker': DECODE_WORKER,
  }),
  { name: 'import/years', run: () => measureYears(500, 2, 1_000) },
];
