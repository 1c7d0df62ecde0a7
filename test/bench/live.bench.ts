/**
 * The live channel under load: processor time per message against a bare `ws` server, latency of acknowledgements at
 * 10,000 streams, heap of an open stream, and how all of it grows from 100 to 15,000 streams. Server, generator and
 * Postgres are processes of their own (`live/`), on loopback.
 */
import type { Bench } from './bench.ts';

export const benches: readonly Bench[] = [];
