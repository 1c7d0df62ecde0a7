import type { Bench } from './bench.ts';
import { compiledBench } from './compiled-bench.ts';

export const benches: readonly Bench[] = [
  compiledBench('evaluation', new URL('evaluation/measure-evaluation.ts', import.meta.url)),
];
