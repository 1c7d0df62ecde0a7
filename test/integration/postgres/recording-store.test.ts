import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PutRecording, RecordingExtra } from '../../../src/application/ports/recording-store.ts';
import type { Stores } from '../../../src/application/ports/stores.ts';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import type { Recording } from '../../../src/domain/timeline/recording.ts';
import type { Items } from '../../../src/domain/timeline/sample.ts';
import { PAUSE, RESUME } from '../../../src/domain/timeline/sample.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { recordingOf } from '../../support/evidence.ts';

let database: TestDatabase;
let stores: Stores;
beforeAll(async () => {
  database = await createTestDatabase();
  stores = createStores(database.db);
});
afterAll(() => database.dispose());

/** Seeded, so that a failure can be seen again. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** A heart that wanders, sampled about once a second; `jitterMs` is how far an instant strays from its second. */
function trace(count: number, jitterMs: number, seed: number): Items {
  const random = randomOf(seed);
  const startMs = Date.UTC(2026, 10, 17, 6);
  const atMs = new Float64Array(count);
  const code = new Int16Array(count);
  let bpm = 120;
  for (let i = 0; i < count; i++) {
    atMs[i] = startMs + 1_000 * i + Math.round(jitterMs * (random() - 0.5));
    bpm += Math.round(3 * (random() - 0.5) + (140 - bpm) / 200);
    code[i] = bpm;
  }
  return { count, atMs, code };
}

describe('the recording store', () => {
  it('gives back facts, items, RR and extras exactly, over several chunks', async () => {
    const mine = await createAthlete(stores);
    const items = {
      ...trace(40_000, 300, 1),
      rrKey: Uint32Array.from({ length: 40_000 }, (_, i) => i * 104_729),
    };
    items.code[5] = PAUSE;
    items.code[6] = RESUME;
    const recording = recordingOf(
      {
        id: 'r1',
        kind: 'live',
        startMs: 1_795_332_000_000.125,
        multisportId: 'm',
        sets: [
          { repetitions: 8, weightKg: 42.5, durationMs: 30_000 },
          { repetitions: null, weightKg: null, durationMs: 1 },
        ],
      },
      items,
    );
    const rr = Array.from({ length: 40_000 }, (_, i) => (i % 3 === 0 ? null : [480 + (i % 40), 476]));
    const extra = {
      rr,
      laps: [{ startMs: 1, endMs: 2 }],
      movement: [{ atMs: 3, activityType: 'walking', cycles: 10 }],
    };
    await stores.recordings.put(mine, [{ recording, uploadId: null, extra }]);
    expect(await stores.recordings.load(mine, ['r1'])).toEqual([recording]);
    expect(await stores.recordings.loadExtra(mine, 'r1')).toEqual(extra);
  });

  it('loads in the order asked for and leaves out what is not there', async () => {
    const mine = await createAthlete(stores);
    for (const id of ['a', 'b', 'c'])
      await stores.recordings.put(mine, [{ recording: recordingOf({ id }), uploadId: null, extra: null }]);
    const loaded = await stores.recordings.load(mine, ['c', 'absent', 'a']);
    expect(loaded.map((recording) => recording.facts.id)).toEqual(['c', 'a']);
    expect(await stores.recordings.loadExtra(mine, 'a')).toBeNull();
    await stores.recordings.remove(mine, ['a', 'c']);
    expect((await stores.recordings.load(mine, ['a', 'b', 'c'])).map((each) => each.facts.id)).toEqual(['b']);
  });

  it('replaces a recording whole when its id comes again', async () => {
    const mine = await createAthlete(stores);
    await stores.recordings.put(mine, [
      { recording: recordingOf({ id: 'r1' }, trace(20_000, 0, 2)), uploadId: null, extra: null },
    ]);
    const again = recordingOf({ id: 'r1', sport: 'cycling' });
    await stores.recordings.put(mine, [{ recording: again, uploadId: null, extra: null }]);
    expect(await stores.recordings.load(mine, ['r1'])).toEqual([again]);
  });

  it('stores several at once, new ones and others anew, long and short, each with what is its own', async () => {
    const mine = await createAthlete(stores);
    const put = (recording: Recording, extra: RecordingExtra | null = null): PutRecording => ({
      recording,
      uploadId: null,
      extra,
    });
    await stores.recordings.put(mine, [put(recordingOf({ id: 'there' }, trace(20_000, 0, 2)))]);
    const long = recordingOf({ id: 'long' }, trace(40_000, 5, 1));
    const short = recordingOf({ id: 'short', device: { name: 'a "quoted" \\ name' }, subSport: null });
    const again = recordingOf({ id: 'there', sport: 'cycling' });
    const laps = { laps: [{ startMs: 1, endMs: 2 }] };
    await stores.recordings.put(mine, [
      put(recordingOf({ id: 'short', sport: 'rowing' })),
      put(long, laps),
      put(again),
      put(short),
    ]);
    expect(await stores.recordings.load(mine, ['long', 'short', 'there'])).toEqual([long, short, again]);
    expect(await stores.recordings.loadExtra(mine, 'long')).toEqual(laps);
    expect(await stores.recordings.loadExtra(mine, 'short')).toBeNull();
  });

  it('stores whole what was packed before, as often as it is stored: a batch that failed is stored file by file', async () => {
    const [mine, other] = [await createAthlete(stores), await createAthlete(stores)];
    const parts = [
      { recording: recordingOf({ id: 'long' }, trace(40_000, 5, 1)), extra: null },
      { recording: recordingOf({ id: 'short' }), extra: { laps: [{ startMs: 1, endMs: 2 }] } },
    ];
    const packed = await stores.recordings.pack(parts);
    const puts = parts.map((part, i) => ({ ...part, uploadId: null, packed: packed[i]! }));
    for (const athlete of [mine, other]) {
      await stores.recordings.put(athlete, puts);
      expect(await stores.recordings.load(athlete, ['long', 'short'])).toEqual(
        parts.map(({ recording }) => recording),
      );
      expect(await stores.recordings.loadExtra(athlete, 'short')).toEqual(parts[1]!.extra);
    }
  });

  it('keeps a recording without any item', async () => {
    const mine = await createAthlete(stores);
    const empty = recordingOf({ id: 'r1' }, { count: 0, atMs: new Float64Array(0), code: new Int16Array(0) });
    await stores.recordings.put(mine, [{ recording: empty, uploadId: null, extra: null }]);
    expect(await stores.recordings.load(mine, ['r1'])).toEqual([empty]);
  });

  it('lists what touches a window, ends included, and nothing of another athlete', async () => {
    const [mine, other] = [await createAthlete(stores), await createAthlete(stores)];
    for (const [id, startMs, endMs] of [
      ['x', 1_000, 2_000],
      ['y', 3_000, 4_000],
    ] as const) {
      await stores.recordings.put(mine, [
        { recording: recordingOf({ id, startMs, endMs }), uploadId: null, extra: null },
      ]);
    }
    const idsOf = async (athlete: string, from: number, to: number): Promise<string[]> =>
      (await stores.recordings.listFacts(athlete, from, to)).map((facts) => facts.id);
    expect(await idsOf(mine, 2_000, 3_000)).toEqual(['x', 'y']);
    expect(await idsOf(mine, 2_001, 2_999)).toEqual([]);
    expect(await idsOf(mine, 0, 1_000)).toEqual(['x']);
    expect(await idsOf(other, 0, 9_000)).toEqual([]);
    expect(await stores.recordings.load(other, ['x'])).toEqual([]);
    await stores.recordings.remove(other, ['x']);
    expect(await idsOf(mine, 0, 9_000)).toEqual(['x', 'y']);
  });

  it.each([
    ['a watch file at 1 Hz', 0],
    ['a live stream whose instants stray by ±50 ms', 100],
    ['a live stream whose instants stray by ±250 ms', 500],
  ])('takes at most 2 bytes an item at rest, indexes and row overhead included: %s', async (_, jitterMs) => {
    const own = await createTestDatabase();
    const ownStores = createStores(own.db);
    const athlete = await createAthlete(ownStores);
    const [recordings, count] = [400, 3_600];
    for (let i = 0; i < recordings; i++) {
      const items = trace(count, jitterMs, i);
      const id = `01935c8e-0000-7000-8000-${String(i).padStart(12, '0')}`;
      await ownStores.recordings.put(athlete, [
        { recording: recordingOf({ id }, items), uploadId: null, extra: null },
      ]);
    }
    await sql`vacuum full recording_chunk, recording`.execute(own.db);
    const { rows } = await sql<{ bytes: number }>`
      select pg_total_relation_size('recording_chunk') + pg_total_relation_size('recording') as bytes
    `.execute(own.db);
    await own.dispose();
    expect(rows[0]!.bytes / (recordings * count)).toBeLessThanOrEqual(2);
  });
});
