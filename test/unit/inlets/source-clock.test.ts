import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceClock } from '../../../src/adapters/inlets/source-clock.ts';
import type { RelayBeat } from '../../../src/adapters/wire/relays/relay.ts';

const NOON = Date.UTC(2026, 10, 28, 12);
const HOUR_MS = 3_600_000;

function beatAt(ms: number | null, hasOffset = true): RelayBeat {
  return { code: 120, time: ms === null ? null : { ms, hasOffset }, rr: null, contact: null };
}

/** When each beat is said to have been: one message a beat, by a clock that is ahead. */
function timed(
  clock: SourceClock,
  messages: readonly { readonly trueMs: number; readonly aheadMs?: number; readonly delayMs?: number }[],
): number[] {
  return messages.map(
    ({ trueMs, aheadMs = 0, delayMs = 0 }) =>
      clock.time([beatAt(trueMs + aheadMs)], trueMs + delayMs)[0]!.atMs,
  );
}

const seconds = (count: number): number[] => Array.from({ length: count }, (_, i) => NOON + i * 1_000);

describe('clocks of sources (N4)', () => {
  test('whatever a clock says, no beat is later than its arrival', () => {
    const message = fc.record({
      aheadMs: fc.integer({ min: -3 * HOUR_MS, max: 3 * HOUR_MS }),
      afterMs: fc.integer({ min: 0, max: 60_000 }),
      hasOffset: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 30 }), (messages) => {
        const clock = new SourceClock();
        let arrivedAtMs = NOON;
        for (const { aheadMs, afterMs, hasOffset } of messages) {
          arrivedAtMs += afterMs;
          const beats = [0, 1, 2].map((n) => beatAt(arrivedAtMs + aheadMs - n * 1_000, hasOffset));
          for (const { atMs } of clock.time([...beats, beatAt(null)], arrivedAtMs)) {
            expect(atMs).toBeLessThanOrEqual(arrivedAtMs);
          }
        }
      }),
    );
  });

  test.each([700, 1_900, 2_100, 2 * HOUR_MS])('one that is %d ms ahead is set back', (aheadMs) => {
    const messages = seconds(10).map((trueMs) => ({ trueMs, aheadMs }));
    expect(timed(new SourceClock(), messages)).toEqual(seconds(10));
  });

  test('a message that is late keeps its distance to the others', () => {
    const messages = seconds(10).map((trueMs, i) => ({
      trueMs,
      aheadMs: 1_500,
      delayMs: i % 4 === 3 ? 1_900 : 0,
    }));
    expect(timed(new SourceClock(), messages)).toEqual(seconds(10));
  });

  test('one that is right or behind is believed, however late it delivers', () => {
    const late = seconds(10).map((trueMs, i) => ({ trueMs, delayMs: i * 60_000 }));
    expect(timed(new SourceClock(), late)).toEqual(seconds(10));
    const behind = seconds(3).map((trueMs) => ({ trueMs, aheadMs: -5_000 }));
    expect(timed(new SourceClock(), behind)).toEqual(seconds(3).map((ms) => ms - 5_000));
  });

  test('one that is put right is believed again', () => {
    const messages = seconds(10).map((trueMs, i) => ({ trueMs, aheadMs: i < 5 ? 2 * HOUR_MS : -300 }));
    const expected = seconds(10).map((ms, i) => (i < 5 ? ms : ms - 300));
    expect(timed(new SourceClock(), messages)).toEqual(expected);
  });

  test('a backlog that arrives within one millisecond keeps each beat, by any clock', () => {
    const clock = new SourceClock();
    const ahead = seconds(30).map((ms) => beatAt(ms + 2 * HOUR_MS));
    const beats = [...ahead, ...seconds(30).map((ms) => beatAt(ms, false)), beatAt(null), beatAt(null)];
    const instants = beats.map((beat) => clock.time([beat], NOON + 40_000)[0]!.atMs);
    expect(new Set(instants).size).toBe(beats.length);
  });

  test('beats at local times keep their distance, and the newest arrives now', () => {
    const local = [3, 2, 1].map((n) => beatAt(NOON + HOUR_MS - n * 1_000, false));
    const read = new SourceClock().time(local, NOON);
    expect(read.map(({ atMs, clock }) => [NOON - atMs, clock])).toEqual([
      [2_000, 'server'],
      [1_000, 'server'],
      [0, 'server'],
    ]);
  });
});
