import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runningMs } from '../../../src/domain/session/running-ms.ts';
import type { StoredSession } from '../../../src/application/ports/session-store.ts';
import type { Stores } from '../../../src/application/ports/stores.ts';
import type { Executor } from '../../../src/adapters/postgres/database.ts';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import type { FourByFourResult } from '../../../src/domain/four-by-four/four-by-four.ts';
import type { SessionEvidence } from '../../../src/domain/session/session.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { date, evidenceOf } from '../../support/evidence.ts';

let database: TestDatabase;
let stores: Stores;
beforeAll(async () => {
  database = await createTestDatabase();
  stores = createStores(database.db);
});
afterAll(() => database.dispose());

const storedOf = (
  changes: Partial<SessionEvidence> & { id: string },
  recordingIds: readonly string[] = [changes.id],
): StoredSession => ({ evidence: evidenceOf(changes), recordingIds, ruleVersion: '1' });

const day = (text: string, bpm: number, ms: number): SessionEvidence['days'][number] => {
  const msPerBpm = new Float64Array(256);
  msPerBpm[bpm] = ms;
  return { date: date(text), msUpTo: runningMs(msPerBpm), unknownMs: 0 };
};

describe('the session store', () => {
  it('gives back the evidence exactly, with its recordings in their order', async () => {
    const mine = await createAthlete(stores);
    const session = storedOf(
      {
        id: 's1',
        startMs: 1_795_332_000_000.5,
        activeMs: 3_600_000.25,
        sustainedMaxBpm: null,
        days: [day('2026-11-17', 120, 1_000), day('2026-11-18', 121, 1_003)],
      },
      ['r2', 'r1'],
    );
    await stores.sessions.replace(mine, [], [session], []);
    expect(await stores.sessions.find(mine, 's1')).toEqual(session);
    expect(await stores.sessions.listByRecordings(mine, ['r1', 'r2'])).toEqual([session]);
    expect(await stores.sessions.listByRecordings(mine, ['r3'])).toEqual([]);
    expect(await stores.sessions.find(mine, 'absent')).toBeNull();
  });

  it('shows and changes nothing of another athlete, even under the same ids', async () => {
    const [mine, other] = [await createAthlete(stores), await createAthlete(stores)];
    await stores.sessions.replace(
      mine,
      [],
      [storedOf({ id: 's1' })],
      [{ absorbedId: 'a', survivorId: 's1' }],
    );
    expect(await stores.sessions.find(other, 's1')).toBeNull();
    expect(await stores.sessions.findSurvivor(other, 'a')).toBeNull();
    expect(await stores.sessions.listEvidence(other, date('2026-01-01'), date('2026-12-31'))).toEqual([]);
    expect(await stores.sessions.remove(other, 's1')).toBe(false);
    await stores.sessions.replace(other, ['s1'], [storedOf({ id: 's1', sport: 'rowing' })], []);
    expect((await stores.sessions.find(mine, 's1'))?.evidence.sport).toBe('running');
    expect(await stores.sessions.firstDates(await createAthlete(stores))).toEqual({
      any: null,
      strength: null,
    });
  });

  it('T2: lists a session under every date it has active time on, once, in order of start', async () => {
    const mine = await createAthlete(stores);
    await stores.sessions.replace(
      mine,
      [],
      [
        storedOf({
          id: 'later',
          startMs: 9e11,
          localDate: date('2026-11-18'),
          days: [day('2026-11-18', 100, 5)],
        }),
        storedOf({
          id: 'midnight',
          startMs: 8e11,
          localDate: date('2026-11-17'),
          days: [day('2026-11-17', 100, 1), day('2026-11-18', 101, 2)],
        }),
        storedOf({ id: 'silent', startMs: 7e11, localDate: date('2026-11-18'), days: [] }),
      ],
      [],
    );
    const idsOf = async (from: string, to: string): Promise<string[]> =>
      (await stores.sessions.listEvidence(mine, date(from), date(to))).map((evidence) => evidence.id);
    expect(await idsOf('2026-11-18', '2026-11-18')).toEqual(['silent', 'midnight', 'later']);
    expect(await idsOf('2026-11-17', '2026-11-17')).toEqual(['midnight']);
    expect(await idsOf('2026-11-19', '2026-11-30')).toEqual([]);
    const [midnight] = await stores.sessions.listEvidence(mine, date('2026-11-17'), date('2026-11-17'));
    expect(midnight?.days.map((each) => each.date)).toEqual(['2026-11-17', '2026-11-18']);
  });

  it('pages newest first without skipping sessions that start together', async () => {
    const mine = await createAthlete(stores);
    const sessions = (
      [
        ['a', 1e12, '2026-11-16'],
        ['b', 2e12, '2026-11-17'],
        ['c', 2e12, '2026-11-17'],
        ['d', 3e12, '2026-11-18'],
      ] as const
    ).map(([id, startMs, localDate]) => storedOf({ id, startMs, localDate: date(localDate), days: [] }));
    await stores.sessions.replace(mine, [], sessions, []);
    const all = { from: null, to: null, before: null, limit: 10 };
    const idsOf = async (query: Partial<Parameters<Stores['sessions']['page']>[1]>): Promise<string[]> =>
      (await stores.sessions.page(mine, { ...all, ...query })).map((evidence) => evidence.id);
    expect(await idsOf({})).toEqual(['d', 'c', 'b', 'a']);
    expect(await idsOf({ limit: 2 })).toEqual(['d', 'c']);
    expect(await idsOf({ before: { startMs: 2e12, id: 'c' } })).toEqual(['b', 'a']);
    expect(await idsOf({ from: date('2026-11-17'), to: date('2026-11-17') })).toEqual(['c', 'b']);
  });

  it('Z10: an absorbed id leads to the session that stands now, over any number of absorptions', async () => {
    const mine = await createAthlete(stores);
    const replace = stores.sessions.replace.bind(stores.sessions, mine);
    await replace([], [storedOf({ id: 'a' }), storedOf({ id: 'b' })], []);
    await replace(['a', 'b'], [storedOf({ id: 'b' })], [{ absorbedId: 'a', survivorId: 'b' }]);
    expect(await stores.sessions.findSurvivor(mine, 'a')).toBe('b');
    await replace(['b'], [storedOf({ id: 'c' })], [{ absorbedId: 'b', survivorId: 'c' }]);
    expect(await stores.sessions.findSurvivor(mine, 'a')).toBe('c');
    expect(await stores.sessions.find(mine, 'b')).toBeNull();
    await replace(['c'], [storedOf({ id: 'a' }), storedOf({ id: 'c' })], []);
    expect(await stores.sessions.findSurvivor(mine, 'a')).toBeNull();
    expect(await stores.sessions.findSurvivor(mine, 'b')).toBe('c');
    await stores.sessions.remove(mine, 'c');
    expect(await stores.sessions.findSurvivor(mine, 'b')).toBeNull();
  });

  it('Z10: a circle of absorptions is no session and ends', async () => {
    const mine = await createAthlete(stores);
    const circle = [
      { absorbedId: 'a', survivorId: 'b' },
      { absorbedId: 'b', survivorId: 'a' },
    ];
    await stores.sessions.replace(mine, [], [], circle);
    expect(await stores.sessions.findSurvivor(mine, 'a')).toBeNull();
  });

  it('T6, T10: knows the first date with any evidence and with strength', async () => {
    const mine = await createAthlete(stores);
    const strong = { sport: 'training', setCount: 3, localDate: date('2026-03-03'), days: [] };
    await stores.sessions.replace(
      mine,
      [],
      [
        storedOf({ id: 'run', localDate: date('2026-02-02'), days: [] }),
        storedOf({ id: 'yoga', sport: 'training', localDate: date('2026-02-03'), days: [] }),
        storedOf({ id: 'lift', ...strong }),
      ],
      [],
    );
    expect(await stores.sessions.firstDates(mine)).toEqual({ any: '2026-02-02', strength: '2026-03-03' });
    const logged = evidenceOf({
      id: 'log',
      sport: 'strength_training',
      logged: true,
      localDate: date('2026-01-09'),
      days: [],
    });
    await stores.sessions.addLogged(mine, logged, 'kettlebells');
    const { id, startMs, activeMs, sport, subSport } = logged;
    expect(await stores.sessions.listLogged(mine)).toEqual([
      { id, startMs, activeMs, sport, subSport, note: 'kettlebells' },
    ]);
    const quiet = {
      date: date('2026-01-02'),
      msUpTo: new Float64Array(256),
      unknownMs: 5,
      movingMsUpTo: new Float64Array(256),
    };
    await stores.passive.replaceDays(mine, [], [quiet]);
    expect(await stores.sessions.firstDates(mine)).toEqual({ any: '2026-01-02', strength: '2026-01-09' });
  });

  it('keeps a logged session without recordings, and refuses its id a second time', async () => {
    const mine = await createAthlete(stores);
    const logged = evidenceOf({ id: 'log', logged: true, days: [], sources: [] });
    await stores.sessions.addLogged(mine, logged, null);
    expect(await stores.sessions.find(mine, 'log')).toMatchObject({ evidence: logged, recordingIds: [] });
    await expect(stores.sessions.addLogged(mine, logged, null)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('I: remembers 4×4 results by session and edges, until the session is derived again', async () => {
    const mine = await createAthlete(stores);
    const edges = { workBpm: 162, floorBpm: 152, aboveBpm: 172 };
    const result: FourByFourResult = {
      credited: 1,
      of: 4,
      aboveMs: 0.5,
      bouts: [
        {
          startMs: 1.25,
          lengthMs: 240_000,
          effortMs: 9,
          aboveMs: 0,
          kind: 'credited',
          recoveryBpm: null,
          touchedByUnknown: false,
        },
      ],
    };
    await stores.sessions.replace(mine, [], [storedOf({ id: 's1' })], []);
    const memory = async () => (await stores.sessions.listFourByFour(mine, ['s1', 'unknown']))[0]!;
    const { revision, recordingIds } = await memory();
    expect(recordingIds).toEqual(['s1']);
    const wider = { ...edges, workBpm: 163 };
    await stores.sessions.saveFourByFour(mine, [
      { sessionId: 's1', revision, edges, result },
      { sessionId: 's1', revision, edges: wider, result },
      { sessionId: 'absorbed meanwhile', revision, edges, result },
    ]);
    expect((await memory()).known).toEqual([
      { edges, result },
      { edges: wider, result },
    ]);
    await stores.sessions.replace(mine, ['s1'], [storedOf({ id: 's1' })], []);
    expect((await memory()).known).toEqual([]);
  });

  it('I: a result of recordings that were replaced meanwhile is not kept, also under the same id', async () => {
    const mine = await createAthlete(stores);
    await stores.sessions.replace(mine, [], [storedOf({ id: 's1' })], []);
    const edges = { workBpm: 162, floorBpm: 152, aboveBpm: 172 };
    const [before] = await stores.sessions.listFourByFour(mine, ['s1']);
    await stores.sessions.replace(mine, ['s1'], [storedOf({ id: 's1' })], []);
    const result: FourByFourResult = { credited: 4, of: 4, aboveMs: 0, bouts: [] };
    await stores.sessions.saveFourByFour(mine, [
      { sessionId: 's1', revision: before!.revision, edges, result },
    ]);
    const [after] = await stores.sessions.listFourByFour(mine, ['s1']);
    expect(after!.revision).not.toBe(before!.revision);
    expect(after!.known).toEqual([]);
  });

  it('I: whatever is tried out, a session keeps a bounded number of results, the newest among them', async () => {
    const mine = await createAthlete(stores);
    await stores.sessions.replace(mine, [], [storedOf({ id: 's1' })], []);
    const revision = (await stores.sessions.listFourByFour(mine, ['s1']))[0]!.revision;
    const result: FourByFourResult = { credited: 0, of: 4, aboveMs: 0.5, bouts: [] };
    for (let bpm = 80; bpm < 230; bpm++) {
      const edges = { workBpm: bpm, floorBpm: bpm - 10, aboveBpm: bpm + 10 };
      await stores.sessions.saveFourByFour(mine, [{ sessionId: 's1', revision, edges, result }]);
    }
    const { known } = (await stores.sessions.listFourByFour(mine, ['s1']))[0]!;
    expect(known.length).toBeLessThan(120);
    expect(known.at(-1)!.edges.workBpm).toBe(229);
  });

  it('looks up the sessions of a date once, though its plan is of a time without any', async () => {
    const mine = await createAthlete(stores);
    const sessions = Array.from({ length: 200 }, (_, i) =>
      storedOf({ id: `s${i}`, localDate: date('2026-01-01') }),
    );
    const asked = date('2026-11-17');
    sessions.push(storedOf({ id: 'asked', localDate: asked, days: [day('2026-11-17', 120, 1_000)] }));
    const fetched = await database.db.transaction().execute(async (trx) => {
      const { sessions: store } = createStores(trx);
      const found = async (): Promise<string[]> =>
        (await store.listEvidence(mine, asked, asked)).map(({ id }) => id);
      // As often as makes Postgres keep a plan.
      for (let i = 0; i < 12; i++) expect(await found()).toEqual([]);
      await store.replace(mine, [], sessions, []);
      const before = await fetchedOf(trx, 'session');
      expect(await found()).toEqual(['asked']);
      return (await fetchedOf(trx, 'session')) - before;
    });
    // Looked at by their start, by their end, and the one that is asked for.
    expect(fetched).toBeLessThanOrEqual(2 * sessions.length + 1);
  });
});

describe('the passive store', () => {
  it('Z11: replaces whole days and gives back histograms and moving segments exactly', async () => {
    const mine = await createAthlete(stores);
    const msUpTo = Float64Array.from({ length: 256 }, (_, bpm) => bpm * 1_000);
    const first = {
      date: date('2026-11-17'),
      msUpTo,
      unknownMs: 12.5,
      movingMsUpTo: new Float64Array(256),
      movingSegments: {
        count: 2,
        fromMs: Float64Array.of(1_795_332_000_000, 1_795_332_090_000),
        toMs: Float64Array.of(1_795_332_060_000, 1_795_332_180_000),
        bpm: Uint8Array.of(92, 250),
      },
    };
    const second = { date: date('2026-11-18'), msUpTo, unknownMs: 0, movingMsUpTo: msUpTo };
    await stores.passive.replaceDays(mine, [], [first, second]);
    expect(await stores.passive.list(mine, date('2026-11-17'), date('2026-11-18'))).toEqual([first, second]);
    await stores.passive.replaceDays(mine, [first.date, second.date], [{ ...second, unknownMs: 7 }]);
    expect(await stores.passive.list(mine, date('2026-11-01'), date('2026-11-30'))).toEqual([
      { ...second, unknownMs: 7 },
    ]);
  });
});

/** Rows of a table that this transaction has fetched by an index or read. */
async function fetchedOf(trx: Executor, table: string): Promise<number> {
  const { rows } = await sql<{ fetched: number }>`
    select coalesce(idx_tup_fetch, 0) + seq_tup_read as fetched from pg_stat_xact_user_tables where relname = ${table}
  `.execute(trx);
  return rows[0]!.fetched;
}
