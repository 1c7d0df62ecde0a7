import type { Bench } from './bench.ts';
import { compiledBenchWithDatabase } from './compiled-bench.ts';

export const benches: readonly Bench[] = [
  compiledBenchWithDatabase('report', new URL('report/measure-report.ts', import.meta.url)),
];
