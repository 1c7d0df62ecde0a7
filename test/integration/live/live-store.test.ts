import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLiveStore } from '../../../src/adapters/postgres/stores/live-store.ts';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import { archiveOf } from '../../../src/application/live/close-live-recording.ts';
import { readRecords, RecordWriter } from '../../../src/application/live/live-records.ts';
import type { LiveStore, StoredBatch, StreamKey } from '../../../src/application/ports/live-store.ts';
import { mergeBatches } from '../../../src/application/live/merge-batches.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const FACTS = { sport: null, deviceName: null, deviceKind: null, intent: null, timeScale: null };
const NOW_MS = Date.UTC(2026, 10, 20, 12);

let database: TestDatabase;
let store: LiveStore;

beforeAll(async () => {
  database = await createTestDatabase();
  store = createLiveStore(database.db);
});

afterAll(() => database.dispose());

async function newKey(): Promise<StreamKey> {
  return { athleteId: await createAthlete(createStores(database.db)), sessionId: randomUUID() };
}

/** One batch of one item, the number of the part. */
function append(key: StreamKey, epoch: number, part: number): Promise<readonly number[]> {
  const writer = new RecordWriter();
  writer.item(part, NOW_MS + part * 1000, 120, null, null, false);
  return store.append(
    {
      athleteId: [key.athleteId],
      sessionId: [key.sessionId],
      epoch: [epoch],
      part: [part],
      offset: [0],
      length: [writer.length],
      bytes: writer.written(),
    },
    NOW_MS,
  );
}

function numbers(batches: readonly StoredBatch[]): number[] {
  return mergeBatches(batches.map((batch) => batch.payload)).items.map((item) => item.seq);
}

test('L4: of two writers racing, nothing of the older is stored after the newer has read', async () => {
  for (let round = 0; round < 30; round++) {
    const key = await newKey();
    const { epoch } = await store.claim(key, FACTS, NOW_MS);
    const appends = Array.from({ length: 8 }, (_, i) => append(key, epoch, i + 1));
    const newer = await store.claim(key, FACTS, NOW_MS);
    const seen = numbers(await store.load(key));
    const refused = (await Promise.all(appends)).map((indexes) => indexes.length === 1);
    expect(newer.epoch).toBe(epoch + 1);
    expect(numbers(await store.load(key))).toEqual(seen);
    expect(refused.filter((each) => !each)).toHaveLength(seen.length);
  }
});

test('one statement stores the batches of many streams and refuses those of old epochs by their index', async () => {
  const keys = await Promise.all(Array.from({ length: 50 }, newKey));
  for (const key of keys) await store.claim(key, FACTS, NOW_MS);
  for (const [i, key] of keys.entries()) if (i % 10 === 3) await store.claim(key, FACTS, NOW_MS);
  const writer = new RecordWriter();
  const offset: number[] = [];
  const length: number[] = [];
  for (const i of keys.keys()) {
    offset.push(writer.length);
    writer.item(i + 1, NOW_MS, 100 + i, [500 + i], true, false);
    length.push(writer.length - offset[i]!);
  }
  const refused = await store.append(
    {
      athleteId: keys.map((key) => key.athleteId),
      sessionId: keys.map((key) => key.sessionId),
      epoch: keys.map(() => 1),
      part: keys.map(() => 1),
      offset,
      length,
      bytes: writer.written(),
    },
    NOW_MS,
  );
  expect([...refused].sort((a, b) => a - b)).toEqual([3, 13, 23, 33, 43]);
  for (const [i, key] of keys.entries()) {
    const stored = mergeBatches((await store.load(key)).map((batch) => batch.payload)).items;
    expect(stored.map((item) => item.code)).toEqual(i % 10 === 3 ? [] : [100 + i]);
  }
});

test('L9: items that arrive while a stream is being closed keep it open; nothing is sealed away unread', async () => {
  const key = await newKey();
  const { epoch } = await store.claim(key, FACTS, NOW_MS);
  await append(key, epoch, 1);
  const read = await store.load(key);
  await append(key, epoch, 2);
  expect(await store.seal(key, read, archiveOf(read), NOW_MS, null)).toBe(false);
  expect(numbers(await store.load(key))).toEqual([1, 2]);
  const all = await store.load(key);
  expect(await store.seal(key, all, archiveOf(all), NOW_MS, null)).toBe(true);
  expect(await store.load(key)).toHaveLength(1);
  expect(numbers(await store.load(key))).toEqual([1, 2]);
});

test('L9: a slower close that read an older archive changes nothing', async () => {
  const key = await newKey();
  const { epoch } = await store.claim(key, FACTS, NOW_MS);
  await append(key, epoch, 1);
  const first = await store.load(key);
  await store.seal(key, first, archiveOf(first), NOW_MS, null);
  const slow = await store.load(key);
  await append(key, epoch, 2);
  const second = await store.load(key);
  await store.seal(key, second, archiveOf(second), NOW_MS, null);
  expect(await store.seal(key, slow, archiveOf(slow), NOW_MS, null)).toBe(false);
  expect(numbers(await store.load(key))).toEqual([1, 2]);
});

test('L5: the archive keeps when each part arrived', async () => {
  const key = await newKey();
  const { epoch } = await store.claim(key, FACTS, NOW_MS);
  await append(key, epoch, 1);
  const batches = await store.load(key);
  expect(batches.map((batch) => batch.receivedAtMs)).toEqual([NOW_MS]);
  await store.seal(key, batches, archiveOf(batches), NOW_MS + 60_000, null);
  const [archive] = await store.load(key);
  const received: number[] = [];
  readRecords(archive!.payload, {
    item: () => undefined,
    skip: () => undefined,
    conflicts: () => undefined,
    received: (atMs) => void received.push(atMs),
  });
  expect(received).toEqual([NOW_MS]);
});

test('L9: idle streams are those without a batch or a hello since the instant', async () => {
  const idle = await newKey();
  const busy = await newKey();
  const early = NOW_MS - 3_600_000;
  for (const key of [idle, busy]) await store.claim(key, FACTS, early);
  await append(busy, 1, 1);
  const found = await store.listIdle(NOW_MS - 900_000, 1_000);
  expect(found).toContainEqual(idle);
  expect(found).not.toContainEqual(busy);
});
