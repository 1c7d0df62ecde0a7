import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import { createTransactions } from '../../../src/adapters/postgres/transactions.ts';
import { parseLocalDate } from '../../../src/domain/calendar/local-time.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.dispose());

it('what is read with the lock is what whoever had it before has left', async () => {
  const stores = createStores(database.db);
  const transactions = createTransactions(database.db);
  const athleteId = await createAthlete(stores);
  const order: string[] = [];
  let mayEnd = (): void => undefined;
  const gate = new Promise<void>((resolve) => (mayEnd = resolve));
  const first = transactions.forAthlete(athleteId, async (trx) => {
    await trx.excusedWeeks.list(athleteId);
    order.push('first has it');
    await gate;
    await trx.athletes.putTimeZone(athleteId, parseLocalDate('2026-01-01')!, 'Asia/Tokyo');
    order.push('first has written');
  });
  while (order.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const second = transactions.forAthleteReading(
    athleteId,
    (trx) => trx.athletes.find(athleteId),
    (_, found) => Promise.resolve(found),
  );
  void second.then(() => order.push('second has read'));
  mayEnd();
  await first;
  expect((await second)?.timeZones.map(({ timeZone }) => timeZone)).toContain('Asia/Tokyo');
  expect(order).toEqual(['first has it', 'first has written', 'second has read']);
});

it('of an athlete who is not there nothing is worked on, whatever was read', async () => {
  const transactions = createTransactions(database.db);
  let worked = false;
  const none = transactions.forAthleteReading(
    randomUUID(),
    () => Promise.resolve('read'),
    () => {
      worked = true;
      return Promise.resolve();
    },
  );
  await expect(none).rejects.toMatchObject({ code: 'not_found' });
  expect(worked).toBe(false);
});
