import { sql } from 'kysely';
import { expect, test } from 'vitest';
import {
  EVIDENCE_CHANGED,
  IMPORT_QUEUED,
  listenForNotifications,
} from '../../../src/adapters/postgres/notifications.ts';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import { createTransactions } from '../../../src/adapters/postgres/transactions.ts';
import { createAthlete } from '../../support/athlete.ts';
import { startChaosProxy } from '../../support/chaos-proxy.ts';
import { createTestDatabase } from '../../support/database.ts';

test('a change of evidence is heard once it is committed, and again after the listener’s connection was cut', async () => {
  const database = await createTestDatabase();
  const { db, url } = database;
  const athleteId = await createAthlete(createStores(db));
  const transactions = createTransactions(db);
  const heard: string[] = [];
  let timesListening = 0;
  const listener = listenForNotifications({
    url,
    channels: { [EVIDENCE_CHANGED]: (id) => heard.push(id) },
    onListening: () => timesListening++,
    onError: () => undefined,
  });
  const listenerPid = async (): Promise<number | undefined> => {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity
      where datname = current_database() and application_name = 'zone-coach listens'
    `.execute(db);
    return rows[0]?.pid;
  };
  try {
    await expect.poll(() => timesListening).toBe(1);
    await expect(
      transactions.forAthlete(athleteId, () => Promise.reject(new Error('rolled back'))),
    ).rejects.toThrow('rolled back');
    await transactions.forAthlete(athleteId, () => Promise.resolve());
    await expect.poll(() => heard).toEqual([athleteId]);

    const cut = await listenerPid();
    await sql`select pg_terminate_backend(${cut})`.execute(db);
    await expect.poll(() => timesListening, { timeout: 10_000 }).toBe(2);
    await transactions.forAthlete(athleteId, () => Promise.resolve());
    await expect.poll(() => heard).toEqual([athleteId, athleteId]);
  } finally {
    await listener.close();
    await database.dispose();
  }
});

test('an import that waits is heard of once its archive is kept', async () => {
  const database = await createTestDatabase();
  const stores = createStores(database.db);
  const athleteId = await createAthlete(stores);
  const heard: string[] = [];
  let isListening = false;
  const listener = listenForNotifications({
    url: database.url,
    channels: { [IMPORT_QUEUED]: (id) => heard.push(id) },
    onListening: () => (isListening = true),
    onError: () => undefined,
  });
  const job = { id: 'j1', fileName: 'years.zip', sizeBytes: 3, total: 1, createdAtMs: 1_795_332_000_000 };
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Uint8Array.of(1));
    throw new Error('the disk is full');
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Uint8Array.of(1, 2, 3));
    expect(heard).toEqual([]);
  }
  try {
    await expect.poll(() => isListening).toBe(true);
    await expect(stores.importJobs.create(athleteId, job, broken())).rejects.toThrow('the disk is full');
    await stores.importJobs.create(athleteId, job, whole());
    await expect.poll(() => heard).toEqual([athleteId]);
  } finally {
    await listener.close();
    await database.dispose();
  }
});

test('a listener whose connection hangs open in silence makes another one', async () => {
  const database = await createTestDatabase();
  const { db, url } = database;
  const athleteId = await createAthlete(createStores(db));
  const through = new URL(url);
  const network = await startChaosProxy(Number(through.port));
  through.hostname = '127.0.0.1';
  through.port = String(network.port);
  const heard: string[] = [];
  let timesListening = 0;
  const listener = listenForNotifications({
    url: through.href,
    channels: { [EVIDENCE_CHANGED]: (id) => heard.push(id) },
    onListening: () => timesListening++,
    onError: () => undefined,
    askEveryMs: 20,
    answerWithinMs: 200,
  });
  try {
    // On a busy machine an answer may be late without this silence too: what counts is what comes after it.
    await expect.poll(() => timesListening).toBeGreaterThan(0);
    network.muted = true;
    const [opened, times] = [network.opened, timesListening];
    await expect.poll(() => network.opened).toBeGreaterThan(opened);
    network.muted = false;
    await expect.poll(() => timesListening).toBeGreaterThan(times);
    await expect
      .poll(async () => {
        await createTransactions(db).forAthlete(athleteId, () => Promise.resolve());
        return heard[0];
      })
      .toBe(athleteId);
  } finally {
    await listener.close();
    await network.close();
    await database.dispose();
  }
});
