import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { EVIDENCE_CHANGED, listenForNotifications } from '../../../src/adapters/postgres/notifications.ts';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import { createTransactions } from '../../../src/adapters/postgres/transactions.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase } from '../../support/database.ts';

test('a change of evidence is heard once it is committed, and again after the listener’s connection was cut', async () => {
  const database = await createTestDatabase();
  const { db, url } = database;
  const athleteId = await createAthlete(createStores(db));
  const transactions = createTransactions(db);
  const heard: string[] = [];
  const listener = listenForNotifications({
    url,
    channels: { [EVIDENCE_CHANGED]: (id) => heard.push(id) },
    onError: () => undefined,
  });
  const listenerPid = async (): Promise<number | undefined> => {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity
      where datname = current_database() and application_name = 'zone-coach listens' and query like 'listen%'
    `.execute(db);
    return rows[0]?.pid;
  };
  try {
    await expect.poll(listenerPid).toBeDefined();
    await expect(
      transactions.forAthlete(athleteId, () => Promise.reject(new Error('rolled back'))),
    ).rejects.toThrow('rolled back');
    await transactions.forAthlete(athleteId, () => Promise.resolve());
    await expect.poll(() => heard).toEqual([athleteId]);

    const cut = await listenerPid();
    await sql`select pg_terminate_backend(${cut})`.execute(db);
    await expect.poll(async () => (await listenerPid()) ?? cut, { timeout: 10_000 }).not.toBe(cut);
    await transactions.forAthlete(athleteId, () => Promise.resolve());
    await expect.poll(() => heard).toEqual([athleteId, athleteId]);
  } finally {
    await listener.close();
    await database.dispose();
  }
});
