/**
 * Relay apps under load: 1,000 inlets that post one beat a second, each on a separate connection. Server, generator and
 * Postgres are processes of their own (`inlets/`), on loopback.
 */
import type { Bench } from './bench.ts';
import { measurePosts } from './inlets/measure-posts.ts';

export const benches: readonly Bench[] = [{ name: 'inlets/posts', run: () => measurePosts(1_000, 3) }];
