/**
 * The live channel under load: processor time per message against a bare `ws` server, latency of acknowledgements at
 * 10,000 streams and at the most that a process holds, heap of an open stream, and how it grows with their number. Server,
 * generator and Postgres are processes of their own (`live/`), on loopback.
 */
import { mostStreams } from '../../src/adapters/live/most-streams.ts';
import type { Bench } from './bench.ts';
import { measureCpu } from './live/measure-cpu.ts';
import { measureGrowth } from './live/measure-growth.ts';
import { measureLatency } from './live/measure-latency.ts';
import { measureMemory } from './live/measure-memory.ts';

const MOST = mostStreams();

export const benches: readonly Bench[] = [
  { name: 'live/cpu', run: () => measureCpu(5_000, 6) },
  {
    name: 'live/latency',
    run: () => measureLatency({ streams: 10_000, seconds: 6, repeats: 3, atMostMs: 250 }),
  },
  { name: 'live/memory', run: () => measureMemory(5_000) },
  {
    name: 'live/growth',
    run: () =>
      measureGrowth({
        steps: [100, 1_000, MOST],
        bareUpTo: 1_000,
        compiledBy: 5_000,
        seconds: 3,
        repeats: 3,
      }),
  },
];
