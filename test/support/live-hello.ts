import type { LiveItemTuple } from '../../src/adapters/wire/live/live-frames.ts';
import { testToken } from './live-server.ts';

export function helloFrame(session: string, athleteId: string, more: Record<string, unknown> = {}) {
  return {
    type: 'hello',
    protocol: 1,
    session,
    token: testToken(athleteId),
    lastSeq: 0,
    clock: { mono: 0, wall: Date.now() },
    ...more,
  };
}

/** One item a second, no two neighbours alike. */
export function itemTuples(count: number, startMs: number, lowestBpm = 120): LiveItemTuple[] {
  return Array.from({ length: count }, (_, i) => [i * 1000, startMs + i * 1000, lowestBpm + (i % 7)]);
}
