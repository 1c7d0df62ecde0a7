import { expect, test } from 'vitest';
import { CoachFeed } from '../../../src/adapters/live/coach-feed.ts';
import { createInProcessBus } from '../../../src/adapters/live/live-bus.ts';
import type { StreamCoach } from '../../../src/adapters/live/stream-coach.ts';

const ATHLETE = '019b0000-0000-7000-8000-000000000001';

test('a coach frame that nobody hears is not made; a screen that comes gets the next', () => {
  const made: number[] = [];
  const passedOver: number[] = [];
  const coach = {
    maxHeartRate: 190,
    bands: [],
    frameText: (nowMs: number) => `frame ${made.push(nowMs)}`,
    passOver: (nowMs: number) => void passedOver.push(nowMs),
  } as unknown as StreamCoach;
  const connection = { send: () => undefined, isCoached: false };
  const bus = createInProcessBus();
  const feed = new CoachFeed({
    bus,
    connection,
    athleteId: ATHLETE,
    evaluation: { behind: false, coach },
    timeScale: 1,
  });
  const takeAt = (nowMs: number): string | null => {
    feed.due = true;
    return feed.take(nowMs);
  };
  feed.basis();
  expect(takeAt(1_000)).toBeNull();
  expect(feed.due).toBe(false);
  expect([made, passedOver]).toEqual([[], [1_000]]);

  const shown: string[] = [];
  const stop = bus.watch(ATHLETE, (frame) => shown.push(frame));
  expect(takeAt(2_000)).toBe('frame 1');
  expect(shown).toEqual(['frame 1']);
  stop();
  expect(takeAt(3_000)).toBeNull();
  connection.isCoached = true;
  expect(takeAt(4_000)).toBe('frame 2');
  expect([made, passedOver]).toEqual([
    [2_000, 4_000],
    [1_000, 3_000],
  ]);
});
