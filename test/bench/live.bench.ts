/**
 * The live channel under load: processor time per message against a bare `ws` server, latency of acknowledgements at
 * 10,000 streams, heap of an open stream, and how it grows from 100 to 15,000 streams. Server, generator and Postgres are
 * processes of their own (`live/`), on loopback.
 */
import type { Bench } from './bench.ts';
import { measureCpu } from './live/measure-cpu.ts';
import { measureGrowth } from './live/measure-growth.ts';
import { measureLatency } from './live/measure-latency.ts';
import { measureMemory } from './live/measure-memory.ts';

export const benches: readonly Bench[] = [
  { name: 'live/cpu', run: () => measureCpu(5_000, 8) },
  { name: 'live/latency', run: () => measureLatency(10_000, 12) },
  { name: 'live/memory', run: () => measureMemory(5_000) },
  { name: 'live/growth', run: () => measureGrowth([100, 1_000, 5_000, 15_000], 5, 3) },
];
