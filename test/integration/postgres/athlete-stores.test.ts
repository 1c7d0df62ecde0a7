import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RestingSource } from '../../../src/application/ports/resting-heart-rate-store.ts';
import type { Stores } from '../../../src/application/ports/stores.ts';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import type { IsoWeek, LocalDate } from '../../../src/domain/units.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { date } from '../../support/evidence.ts';

let database: TestDatabase;
let stores: Stores;
beforeAll(async () => {
  database = await createTestDatabase();
  stores = createStores(database.db);
});
afterAll(() => database.dispose());

const week = (text: string): IsoWeek => text as IsoWeek;

/** A resting heart rate. */
function put(
  athleteId: string,
  day: LocalDate,
  bpm: number,
  source: RestingSource,
  uploadId: string | null,
): Promise<void> {
  return stores.restingHeartRates.put(athleteId, [{ date: day, bpm, source, uploadId }]);
}

describe('the athlete store', () => {
  it('gives back what was created, with the first time zone in force from the beginning', async () => {
    const id = randomUUID();
    await stores.athletes.create({
      id,
      name: 'Åse Ølholm',
      timeZone: 'Europe/Copenhagen',
      locale: 'en',
      birthDate: date('1976-02-29'),
      flags: ['pacemaker'],
      ownerUserId: `user-of-${id}`,
    });
    await stores.athletes.putTimeZone(id, date('2026-07-01'), 'America/New_York');
    await stores.athletes.putTimeZone(id, date('2026-07-01'), 'Asia/Tokyo');
    expect(await stores.athletes.find(id)).toEqual({
      id,
      name: 'Åse Ølholm',
      locale: 'en',
      birthDate: '1976-02-29',
      flags: ['pacemaker'],
      timeZones: [
        { validFrom: '1970-01-01', timeZone: 'Europe/Copenhagen' },
        { validFrom: '2026-07-01', timeZone: 'Asia/Tokyo' },
      ],
    });
    expect(await stores.athletes.findIdByOwner(`user-of-${id}`)).toBe(id);
    expect(await stores.athletes.findIdByOwner('nobody')).toBeNull();
    expect(await stores.athletes.listIds()).toContain(id);
  });

  it('changes only what is named, null included', async () => {
    const id = await createAthlete(stores);
    await stores.athletes.update(id, { birthDate: date('1990-05-05'), flags: ['rate_limiting_medication'] });
    await stores.athletes.update(id, { birthDate: null, name: 'Anne' });
    await stores.athletes.update(id, {});
    expect(await stores.athletes.find(id)).toMatchObject({
      name: 'Anne',
      locale: 'da',
      birthDate: null,
      flags: ['rate_limiting_medication'],
    });
  });

  it('refuses an id that is taken, and a fact about somebody who is not there', async () => {
    const id = await createAthlete(stores);
    const again = {
      id,
      name: 'B',
      timeZone: 'UTC',
      locale: 'da',
      birthDate: null,
      flags: [],
      ownerUserId: null,
    } as const;
    await expect(stores.athletes.create(again)).rejects.toMatchObject({ code: 'conflict' });
    await expect(stores.athletes.putTimeZone('absent', date('2026-01-01'), 'UTC')).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(stores.excusedWeeks.put('absent', week('2026-W01'), null)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('dated facts', () => {
  it('M1: max heart rates come back in order of their date, and each can be undone once', async () => {
    const [mine, other] = [await createAthlete(stores), await createAthlete(stores)];
    const value = { bpm: 190, source: 'measured', method: null, createdAtMs: 1_795_332_000_123 } as const;
    await stores.maxHeartRates.add(mine, { ...value, id: 'b', validFrom: date('2026-03-01') });
    await stores.maxHeartRates.add(mine, { ...value, id: 'a', bpm: 185, validFrom: date('2020-01-01') });
    const listed = await stores.maxHeartRates.list(mine);
    expect(listed).toEqual([
      { ...value, id: 'a', bpm: 185, validFrom: '2020-01-01' },
      { ...value, id: 'b', validFrom: '2026-03-01' },
    ]);
    expect(await stores.maxHeartRates.list(other)).toEqual([]);
    expect(await stores.maxHeartRates.remove(other, 'a')).toBe(false);
    expect(await stores.maxHeartRates.remove(mine, 'a')).toBe(true);
    expect(await stores.maxHeartRates.remove(mine, 'a')).toBe(false);
  });

  it('M2: the database itself refuses a max heart rate outside 100 to 230', async () => {
    const mine = await createAthlete(stores);
    const value = {
      id: 'x',
      source: 'entered',
      validFrom: date('2026-01-01'),
      method: null,
      createdAtMs: 0,
    } as const;
    for (const bpm of [99, 231]) {
      await expect(stores.maxHeartRates.add(mine, { ...value, bpm })).rejects.toMatchObject({
        code: 'invalid_input',
        field: 'bpm',
      });
    }
    expect(await stores.maxHeartRates.list(mine)).toEqual([]);
  });

  it('T15: prescriptions come back whole, in order of their date', async () => {
    const mine = await createAthlete(stores);
    const later = { ...DEFAULT_PRESCRIPTION, id: 'p2', validFrom: date('2026-06-01'), reason: 'knæ' };
    const first = { ...DEFAULT_PRESCRIPTION, id: 'p1', validFrom: date('2026-01-05') };
    await stores.prescriptions.add(mine, later, 2);
    await stores.prescriptions.add(mine, first, 3);
    expect(await stores.prescriptions.list(mine)).toEqual([first, later]);
  });

  it('T11: an excused week is set, changed and taken back', async () => {
    const mine = await createAthlete(stores);
    await stores.excusedWeeks.put(mine, week('2026-W47'), null);
    await stores.excusedWeeks.put(mine, week('2026-W47'), 'flu');
    await stores.excusedWeeks.put(mine, week('2026-W02'), null);
    expect(await stores.excusedWeeks.list(mine)).toEqual([
      { week: '2026-W02', reason: null },
      { week: '2026-W47', reason: 'flu' },
    ]);
    expect(await stores.excusedWeeks.remove(mine, week('2026-W47'))).toBe(true);
    expect(await stores.excusedWeeks.remove(mine, week('2026-W47'))).toBe(false);
    await expect(stores.excusedWeeks.put(mine, week('W47'), null)).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('R: one value per date and source, the latest; never one source in place of another', async () => {
    const mine = await createAthlete(stores);
    await put(mine, date('2026-11-17'), 52, 'entered', null);
    await put(mine, date('2026-11-17'), 51, 'entered', null);
    await put(mine, date('2026-11-17'), 48, 'device', 'u1');
    await put(mine, date('2026-11-17'), 47, 'device', 'u2');
    await put(mine, date('2026-11-18'), 49, 'device', 'u2');
    expect(await stores.restingHeartRates.list(mine, date('2026-11-17'), date('2026-11-17'))).toEqual([
      { date: '2026-11-17', bpm: 47, source: 'device' },
      { date: '2026-11-17', bpm: 51, source: 'entered' },
    ]);
  });

  it('Z10: counts the lowest value of a date and source, in whatever order the uploads came', async () => {
    const mine = await createAthlete(stores);
    await put(mine, date('2026-11-17'), 47, 'device', 'u2');
    await put(mine, date('2026-11-17'), 48, 'device', 'u1');
    expect(await stores.restingHeartRates.list(mine, date('2026-11-17'), date('2026-11-17'))).toEqual([
      { date: '2026-11-17', bpm: 47, source: 'device' },
    ]);
  });

  it('replaces what monitoring says of some dates and nothing else, and tells apart what a person brought', async () => {
    const mine = await createAthlete(stores);
    const { restingHeartRates } = stores;
    const [first, second] = [date('2026-11-17'), date('2026-11-18')];
    await restingHeartRates.put(mine, [{ date: first, bpm: 55, source: 'entered', uploadId: null }]);
    await restingHeartRates.put(mine, [{ date: first, bpm: 49, source: 'device', uploadId: 'u1' }]);
    await restingHeartRates.replaceMonitored(
      mine,
      [first, second],
      [
        { date: first, bpm: 50 },
        { date: second, bpm: 52 },
      ],
    );
    await restingHeartRates.replaceMonitored(mine, [first], [{ date: first, bpm: 51 }]);
    await restingHeartRates.replaceMonitored(mine, [second], []);
    expect(await restingHeartRates.list(mine, first, second)).toEqual([
      { date: '2026-11-17', bpm: 49, source: 'device' },
      { date: '2026-11-17', bpm: 55, source: 'entered' },
      { date: '2026-11-17', bpm: 51, source: 'monitoring' },
    ]);
    expect(await restingHeartRates.listEntered(mine)).toEqual([
      { date: '2026-11-17', bpm: 55, source: 'entered' },
    ]);
  });
});

describe('device tokens', () => {
  const token = { name: 'phone', createdAtMs: 5, lastSeenAtMs: null, revokedAtMs: null } as const;

  it('finds a token by its hash only for its own athlete, and not once revoked', async () => {
    const [mine, other] = [await createAthlete(stores), await createAthlete(stores)];
    const hash = Uint8Array.from({ length: 32 }, (_, i) => i);
    const mineToken = { ...token, id: 't1', scopes: ['live', 'upload'] } as const;
    await stores.deviceTokens.add(mine, mineToken, hash);
    expect(await stores.deviceTokens.findByHash(mine, hash)).toEqual(mineToken);
    expect(await stores.deviceTokens.findByHash(other, hash)).toBeNull();
    expect(await stores.deviceTokens.revoke(other, 't1', 9)).toBe(false);
    expect(await stores.deviceTokens.revoke(mine, 't1', 9)).toBe(true);
    expect(await stores.deviceTokens.revoke(mine, 't1', 10)).toBe(false);
    expect(await stores.deviceTokens.findByHash(mine, hash)).toBeNull();
    expect(await stores.deviceTokens.list(mine)).toEqual([{ ...mineToken, revokedAtMs: 9 }]);
  });

  it('never moves "last seen" back', async () => {
    const mine = await createAthlete(stores);
    await stores.deviceTokens.add(mine, { ...token, id: 't1', scopes: ['read'] }, Uint8Array.of(1));
    for (const atMs of [20_000, 10_000]) await stores.deviceTokens.touch(mine, 't1', atMs);
    expect(await stores.deviceTokens.list(mine)).toMatchObject([{ lastSeenAtMs: 20_000 }]);
  });
});
