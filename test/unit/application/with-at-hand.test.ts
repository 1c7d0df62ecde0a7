import { expect, it } from 'vitest';
import { withAtHand } from '../../../src/application/sessions/with-at-hand.ts';
import { DAY_MS, HOUR_MS } from '../../../src/domain/units.ts';
import { evidenceOf, recordingOf } from '../../support/evidence.ts';

const NOON_MS = Date.UTC(2026, 10, 17, 12);
const at = (id: string, startMs: number) => recordingOf({ id, startMs, endMs: startMs + HOUR_MS });
const sessionOf = (...recordingIds: string[]) => ({
  evidence: evidenceOf({ id: `of ${recordingIds.join()}` }),
  recordingIds,
  ruleVersion: '1',
});

function storesOf(
  there: readonly ReturnType<typeof at>[],
  sessions: readonly ReturnType<typeof sessionOf>[] = [],
) {
  const asked: string[] = [];
  return {
    asked,
    recordings: {
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
    },
    sessions: {
      listByRecordings: (_: string, ids: readonly string[]) => {
        asked.push(`sessions of ${ids.join()}`);
        return Promise.resolve(
          sessions.filter(({ recordingIds }) => recordingIds.some((id) => ids.includes(id))),
        );
      },
    },
  };
}

it('answers facts of hours and of the days around them as the store does, and asks it once', async () => {
  const there = [-2 * DAY_MS, -DAY_MS, 0, 2 * HOUR_MS, DAY_MS, 3 * DAY_MS].map((ms, i) =>
    at(`r${i}`, NOON_MS + ms),
  );
  const [stores, direct] = [storesOf(there), storesOf(there).recordings];
  const read = withAtHand(stores, 'a', []).recordings;
  for (const [fromMs, toMs] of [
    [NOON_MS, NOON_MS + HOUR_MS],
    [NOON_MS - 12 * HOUR_MS, NOON_MS + 12 * HOUR_MS],
    [NOON_MS + HOUR_MS, NOON_MS + 2 * HOUR_MS],
  ] as const) {
    expect(await read.listFacts('a', fromMs, toMs)).toEqual(await direct.listFacts('a', fromMs, toMs));
  }
  expect(stores.asked).toEqual(['facts']);
  const far = [NOON_MS + 3 * DAY_MS, NOON_MS + 4 * DAY_MS] as const;
  expect(await read.listFacts('a', ...far)).toEqual(await direct.listFacts('a', ...far));
  expect(stores.asked).toEqual(['facts', 'facts']);
});

it('tells the facts of what is being put in their place, once, whether or not it is there already', async () => {
  const put = [at('c', NOON_MS), at('a', NOON_MS), at('d', NOON_MS + HOUR_MS)];
  const before = at('c', NOON_MS - HOUR_MS);
  const stores = storesOf([before, at('b', NOON_MS)]);
  const read = withAtHand(
    stores,
    'a',
    put.map((recording) => ({ recording, extra: null })),
  );
  const facts = await read.recordings.listFacts('a', NOON_MS, NOON_MS + HOUR_MS);
  expect(facts.map(({ id, startMs }) => [id, startMs])).toEqual([
    ['a', NOON_MS],
    ['b', NOON_MS],
    ['c', NOON_MS],
    ['d', NOON_MS + HOUR_MS],
  ]);
});

it('loads only what was not put, in the order asked for', async () => {
  const [old, put] = [at('old', NOON_MS), at('put', NOON_MS + HOUR_MS)];
  const stores = storesOf([old]);
  const extra = { movement: [{ atMs: NOON_MS, activityType: 'walking', cycles: 10 }] };
  const read = withAtHand(stores, 'a', [{ recording: put, extra }]).recordings;
  expect(await read.load('a', ['put', 'absent', 'old'])).toEqual([put, old]);
  expect(await read.loadExtra('a', 'put')).toEqual(extra);
  expect(await read.loadExtra('a', 'old')).toBeNull();
  expect(stores.asked).toEqual(['absent', 'old', 'extra of old']);
});

it('has read all that sessions of their own are derived of, once it has read ahead', async () => {
  const [first, second] = [at('first', NOON_MS), at('second', NOON_MS + 60 * DAY_MS)];
  const [old, other] = [sessionOf('first'), sessionOf('other')];
  const stores = storesOf([at('near', NOON_MS + HOUR_MS)], [old, other]);
  const read = withAtHand(
    stores,
    'a',
    [first, second].map((recording) => ({ recording, extra: null })),
  );
  await read.readAhead();
  expect(stores.asked).toEqual(['facts', 'facts', 'sessions of first,second']);
  const facts = await read.recordings.listFacts('a', NOON_MS, NOON_MS + HOUR_MS);
  expect(facts.map(({ id }) => id)).toEqual(['first', 'near']);
  expect(await read.sessions.listByRecordings('a', ['first'])).toEqual([old]);
  expect(await read.sessions.listByRecordings('a', ['second'])).toEqual([]);
  expect(stores.asked).toHaveLength(3);
  // Of others beside them the store is asked.
  expect(await read.sessions.listByRecordings('a', ['first', 'other'])).toEqual([old, other]);
  expect(stores.asked).toHaveLength(4);
});
