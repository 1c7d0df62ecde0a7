import { expect, it } from 'vitest';
import { withAtHand } from '../../../src/application/sessions/with-at-hand.ts';
import { DAY_MS, HOUR_MS } from '../../../src/domain/units.ts';
import { recordingOf } from '../../support/evidence.ts';

const NOON_MS = Date.UTC(2026, 10, 17, 12);
const at = (id: string, startMs: number) => recordingOf({ id, startMs, endMs: startMs + HOUR_MS });

function storeOf(there: readonly ReturnType<typeof at>[]) {
  const asked: string[] = [];
  return {
    asked,
    listFacts: (_: string, fromMs: number, toMs: number) => {
      asked.push('facts');
      const facts = there.map((each) => each.facts);
      return Promise.resolve(facts.filter(({ startMs, endMs }) => endMs >= fromMs && startMs <= toMs));
    },
    load: (_: string, ids: readonly string[]) => {
      asked.push(...ids);
      return Promise.resolve(there.filter(({ facts }) => ids.includes(facts.id)));
    },
    loadExtra: (_: string, id: string) => {
      asked.push(`extra of ${id}`);
      return Promise.resolve(null);
    },
  };
}

it('answers facts of hours and of the days around them as the store does, and asks it once', async () => {
  const there = [-2 * DAY_MS, -DAY_MS, 0, 2 * HOUR_MS, DAY_MS, 3 * DAY_MS].map((ms, i) =>
    at(`r${i}`, NOON_MS + ms),
  );
  const [store, direct] = [storeOf(there), storeOf(there)];
  const read = withAtHand(store, []);
  for (const [fromMs, toMs] of [
    [NOON_MS, NOON_MS + HOUR_MS],
    [NOON_MS - 12 * HOUR_MS, NOON_MS + 12 * HOUR_MS],
    [NOON_MS + HOUR_MS, NOON_MS + 2 * HOUR_MS],
  ] as const) {
    expect(await read.listFacts('a', fromMs, toMs)).toEqual(await direct.listFacts('a', fromMs, toMs));
  }
  expect(store.asked).toEqual(['facts']);
  const far = [NOON_MS + 3 * DAY_MS, NOON_MS + 4 * DAY_MS] as const;
  expect(await read.listFacts('a', ...far)).toEqual(await direct.listFacts('a', ...far));
  expect(store.asked).toEqual(['facts', 'facts']);
});

it('loads only what was not put, in the order asked for', async () => {
  const [old, put] = [at('old', NOON_MS), at('put', NOON_MS + HOUR_MS)];
  const store = storeOf([old]);
  const extra = { movement: [{ atMs: NOON_MS, activityType: 'walking', cycles: 10 }] };
  const read = withAtHand(store, [{ recording: put, extra }]);
  expect(await read.load('a', ['put', 'absent', 'old'])).toEqual([put, old]);
  expect(await read.loadExtra('a', 'put')).toEqual(extra);
  expect(await read.loadExtra('a', 'old')).toBeNull();
  expect(store.asked).toEqual(['absent', 'old', 'extra of old']);
});
