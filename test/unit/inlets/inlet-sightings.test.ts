import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { InletSighting } from '../../../src/application/ports/inlet-store.ts';
import { InletSightings, type Seen } from '../../../src/adapters/inlets/inlet-sightings.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function beatOf(inletId: string, bpm: number): Seen {
  return {
    key: { athleteId: 'athlete', inletId },
    via: { transport: 'http', addressClass: 'private', plainHttp: true },
    atMs: bpm,
    bpm,
    beats: 1,
    recognisedAs: null,
    deviceName: null,
    run: { sessionId: 'run', startedAtMs: 0, lastAtMs: bpm },
    unreadable: null,
  };
}

test('a first beat is written within a second, the next ones together every four; another app hurries them', async () => {
  const written: (readonly InletSighting[])[] = [];
  const sightings = new InletSightings(
    { noteSightings: (some) => Promise.resolve(void written.push(some)) },
    () => undefined,
  );
  sightings.note(beatOf('a', 60));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(written.map((some) => some.map(({ bpm }) => bpm))).toEqual([[60]]);

  for (let bpm = 61; bpm < 65; bpm++) {
    sightings.note(beatOf('a', bpm));
    await vi.advanceTimersByTimeAsync(999);
  }
  expect(written).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(4);
  expect(written[1]).toMatchObject([{ bpm: 64, beats: 4, atMs: 64, runs: [{ lastAtMs: 64 }] }]);

  sightings.note(beatOf('a', 65));
  await vi.advanceTimersByTimeAsync(500);
  sightings.note(beatOf('b', 100));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(written[2]?.map(({ inletId }) => inletId)).toEqual(['a', 'b']);
  await sightings.close();
});
