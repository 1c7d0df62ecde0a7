import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GroupCommit, type CommitWaiter } from '../../../src/adapters/live/group-commit.ts';
import { LiveClockwork, type LiveClockworkDeps } from '../../../src/adapters/live/live-clockwork.ts';
import { LIVE_LIMITS } from '../../../src/adapters/live/live-limits.ts';

const TICK_MS = 250;
let nowMs = 0;

beforeEach(() => {
  nowMs = 1_000;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** What each tick told the one stream that is there, of whose commit nothing wakes it. */
function clockworkOver(commit: { databaseMs: number }) {
  const told: boolean[] = [];
  const stream = {
    tick: (_nowMs: number, commitIsSlow: boolean) => {
      told.push(commitIsSlow);
      return false;
    },
    tickStale: () => undefined,
  };
  const clockwork = new LiveClockwork({
    live: { clock: { nowMs: () => nowMs }, limits: LIVE_LIMITS, commit },
    registry: { greeting: [], streams: () => [stream], connections: { on: () => [] } },
    closeIdleStreams: () => Promise.resolve(0),
  } as unknown as LiveClockworkDeps);
  clockwork.start();
  return {
    told,
    tickAfter: (ms: number) => {
      nowMs += ms;
      vi.advanceTimersByTime(TICK_MS);
    },
    stop: () => clockwork.stop(),
  };
}

test('while the database holds a commit up, streams are told without it; not by a process that is itself behind', () => {
  const commit = { databaseMs: 0 };
  const { told, tickAfter, stop } = clockworkOver(commit);
  tickAfter(TICK_MS);
  tickAfter(TICK_MS);
  expect(told).toEqual([]);
  commit.databaseMs = 700;
  tickAfter(TICK_MS);
  expect(told).toEqual([true]);
  tickAfter(2_300);
  expect(told).toEqual([true]);
  tickAfter(TICK_MS);
  expect(told).toEqual([true, true]);
  stop();
});

test('a commit waits for the database from when it is sent, and from its first batch on where it failed', async () => {
  const answers: ((refused: readonly number[]) => void)[] = [];
  const failures: ((error: Error) => void)[] = [];
  const commit = new GroupCommit({
    store: {
      append: () =>
        new Promise((resolve, reject) => {
          answers.push(resolve);
          failures.push(reject);
        }),
    },
    clock: { nowMs: () => nowMs },
    log: { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() },
    metrics: { committed: vi.fn(), commitFailed: vi.fn() },
    commitIntervalMs: 100,
  });
  const waiter = {
    athleteId: 'a',
    sessionId: 's',
    epoch: 1,
    committed: vi.fn(),
    settle: vi.fn(),
    tell: vi.fn(),
  };
  commit.writer.skip(1, 1);
  commit.push(waiter as unknown as CommitWaiter, 0, { part: 1, from: 1, to: 1, items: 0 });
  nowMs += 2_000;
  expect(commit.databaseMs).toBe(0);
  await vi.advanceTimersByTimeAsync(100);
  nowMs += 300;
  expect(commit.databaseMs).toBe(300);
  failures[0]!(new Error('gone'));
  await vi.advanceTimersByTimeAsync(0);
  expect(commit.databaseMs).toBe(2_300);
  await vi.advanceTimersByTimeAsync(100);
  answers[1]!([]);
  await vi.advanceTimersByTimeAsync(0);
  expect(commit.databaseMs).toBe(0);
  expect(waiter.tell).toHaveBeenCalledOnce();
});
