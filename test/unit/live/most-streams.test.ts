import { expect, test } from 'vitest';
import { mostStreams } from '../../../src/adapters/live/most-streams.ts';

test.each([
  [Infinity, 20_000],
  [65_536, 20_000],
  [20_500, 20_000],
  [20_000, 19_500],
  [4_096, 3_596],
  [1_024, 1_000],
])('of %d open files that a process may have, at most %d are streams', (openFiles, streams) => {
  expect(mostStreams(openFiles)).toBe(streams);
});

test('the limit of this process is known', () => {
  expect(mostStreams()).toBeGreaterThanOrEqual(1_000);
});
