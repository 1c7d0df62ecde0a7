import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../../src/application/ports/stores.ts';
import type { Upload } from '../../../src/application/ports/upload-store.ts';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import { createTransactions } from '../../../src/adapters/postgres/transactions.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { date, recordingOf } from '../../support/evidence.ts';

let database: TestDatabase;
let stores: Stores;
beforeAll(async () => {
  database = await createTestDatabase();
  stores = createStores(database.db);
});
afterAll(() => database.dispose());

const uploadOf = (bytes: Uint8Array, changes: Partial<Upload> = {}): Upload => ({
  id: randomUUID(),
  fileName: 'løb.fit',
  sha256: createHash('sha256').update(bytes).digest('hex'),
  sizeBytes: bytes.length,
  status: 'imported',
  warnings: [{ code: 'late', message: 'A gap.' }],
  error: null,
  createdAtMs: 1_795_332_000_123,
  jobId: null,
  ...changes,
});

/** Whether it was stored. */
async function add(athleteId: string, upload: Upload, bytes: Uint8Array): Promise<boolean> {
  const packed = await stores.uploads.pack(bytes);
  return (await stores.uploads.add(athleteId, [{ upload, packed }])).has(upload.id);
}

describe('the upload store', () => {
  it('keeps the original byte for byte beside its outcome', async () => {
    const mine = await createAthlete(stores);
    const bytes = Buffer.concat([randomBytes(40_000), Buffer.alloc(40_000)]);
    const upload = uploadOf(bytes);
    expect(await add(mine, upload, bytes)).toBe(true);
    expect(await stores.uploads.find(mine, upload.id)).toEqual(upload);
    expect(await stores.uploads.findBySha256(mine, upload.sha256)).toEqual(upload);
    expect(Buffer.from((await stores.uploads.readBytes(mine, upload.id))!).equals(bytes)).toBe(true);
  });

  it('accepts the same bytes once, however many requests bring them at the same time', async () => {
    const mine = await createAthlete(stores);
    const bytes = randomBytes(100);
    const added = await Promise.all(Array.from({ length: 8 }, () => add(mine, uploadOf(bytes), bytes)));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await stores.uploads.list(mine, { limit: 10, before: null })).toHaveLength(1);
  });

  it('accepts of several at once each of its bytes once, the first', async () => {
    const mine = await createAthlete(stores);
    const [known, ...fresh] = [randomBytes(5), randomBytes(50), randomBytes(500)];
    await add(mine, uploadOf(known), known);
    const uploads = [fresh[0], known, fresh[1], fresh[0]].map((bytes) => ({
      upload: uploadOf(bytes),
      bytes,
    }));
    const added = await stores.uploads.add(
      mine,
      await Promise.all(
        uploads.map(async ({ upload, bytes }) => ({ upload, packed: await stores.uploads.pack(bytes) })),
      ),
    );
    expect(uploads.map(({ upload }) => added.has(upload.id))).toEqual([true, false, true, false]);
    for (const { upload, bytes } of uploads.filter(({ upload: { id } }) => added.has(id))) {
      expect(Buffer.from((await stores.uploads.readBytes(mine, upload.id))!).equals(bytes)).toBe(true);
      expect(await stores.uploads.find(mine, upload.id)).toEqual(upload);
    }
    expect(await stores.uploads.add(mine, [])).toEqual(new Set());
  });

  it('logs a rejected file as often as it comes, and never takes it for known', async () => {
    const mine = await createAthlete(stores);
    const bytes = randomBytes(10);
    const rejected = { status: 'rejected', error: { code: 'not_fit', message: 'Not a FIT file.' } } as const;
    expect(await add(mine, uploadOf(bytes, rejected), bytes)).toBe(true);
    expect(await add(mine, uploadOf(bytes, rejected), bytes)).toBe(true);
    expect(await stores.uploads.findBySha256(mine, uploadOf(bytes).sha256)).toBeNull();
    expect(await add(mine, uploadOf(bytes), bytes)).toBe(true);
  });

  it('shows another athlete nothing of it, and lets them upload the same file', async () => {
    const [mine, other] = [await createAthlete(stores), await createAthlete(stores)];
    const bytes = randomBytes(10);
    const upload = uploadOf(bytes);
    await add(mine, upload, bytes);
    expect(await stores.uploads.find(other, upload.id)).toBeNull();
    expect(await stores.uploads.readBytes(other, upload.id)).toBeNull();
    expect(await stores.uploads.remove(other, upload.id)).toBe(false);
    expect(await add(other, upload, bytes)).toBe(true);
    expect(await stores.uploads.find(mine, upload.id)).toEqual(upload);
  });

  it('pages newest first without skipping uploads of the same millisecond', async () => {
    const mine = await createAthlete(stores);
    for (const [id, createdAtMs] of [
      ['a', 1],
      ['b', 2],
      ['c', 2],
      ['d', 3],
    ] as const) {
      const bytes = randomBytes(8);
      await add(mine, uploadOf(bytes, { id, createdAtMs }), bytes);
    }
    const first = await stores.uploads.list(mine, { limit: 2, before: null });
    expect(first.map((upload) => upload.id)).toEqual(['d', 'c']);
    const rest = await stores.uploads.list(mine, { limit: 5, before: { createdAtMs: 2, id: 'c' } });
    expect(rest.map((upload) => upload.id)).toEqual(['b', 'a']);
  });

  it('is undone with everything it brought, and gives back the resting heart rate of the upload before', async () => {
    const mine = await createAthlete(stores);
    const [first, second] = [randomBytes(9), randomBytes(9)];
    const [u1, u2] = [uploadOf(first), uploadOf(second)];
    await stores.uploads.add(mine, [{ upload: u1, packed: await stores.uploads.pack(first) }]);
    await stores.uploads.add(mine, [{ upload: u2, packed: await stores.uploads.pack(second) }]);
    await stores.recordings.put(mine, [
      { recording: recordingOf({ id: 'r2' }), uploadId: u2.id, extra: null },
    ]);
    await stores.restingHeartRates.put(mine, [
      { date: date('2026-11-17'), bpm: 50, source: 'device', uploadId: u1.id },
    ]);
    await stores.restingHeartRates.put(mine, [
      { date: date('2026-11-17'), bpm: 48, source: 'device', uploadId: u2.id },
    ]);
    expect(await stores.uploads.remove(mine, u2.id)).toBe(true);
    expect(await stores.recordings.load(mine, ['r2'])).toEqual([]);
    expect(await stores.restingHeartRates.list(mine, date('2026-11-17'), date('2026-11-17'))).toEqual([
      { date: '2026-11-17', bpm: 50, source: 'device' },
    ]);
  });
});

describe('transactions', () => {
  it('serialise the work on one athlete: nothing read before a change is written after it', async () => {
    const mine = await createAthlete(stores);
    const transactions = createTransactions(database.db);
    await Promise.all(
      Array.from({ length: 6 }, () =>
        transactions.forAthlete(mine, async (own) => {
          const bpm = 100 + (await own.maxHeartRates.list(mine)).length;
          await own.maxHeartRates.add(mine, {
            id: String(bpm),
            bpm,
            source: 'entered',
            validFrom: date('2026-01-01'),
            method: null,
            createdAtMs: 0,
          });
        }),
      ),
    );
    const bpms = (await stores.maxHeartRates.list(mine)).map((value) => value.bpm);
    expect(bpms).toEqual([100, 101, 102, 103, 104, 105]);
  });

  it('leave nothing behind when the work fails', async () => {
    const mine = await createAthlete(stores);
    const failed = createTransactions(database.db).forAthlete(mine, async (own) => {
      await own.recordings.put(mine, [{ recording: recordingOf({ id: 'r1' }), uploadId: null, extra: null }]);
      throw new Error('cut');
    });
    await expect(failed).rejects.toThrow('cut');
    expect(await stores.recordings.load(mine, ['r1'])).toEqual([]);
  });

  it('refuse an athlete who is not there', async () => {
    const absent = createTransactions(database.db).forAthlete('absent', () => Promise.resolve());
    await expect(absent).rejects.toMatchObject({ code: 'not_found' });
  });
});
