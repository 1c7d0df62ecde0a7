import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { helloFrame, itemTuples } from '../../support/live-hello.ts';
import { type LiveServer, startLiveServer, testToken } from '../../support/live-server.ts';
import { RawLiveClient } from '../../support/raw-live-client.ts';

let database: TestDatabase;
let server: LiveServer;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startLiveServer({ databaseUrl: database.url, limits: { helloTimeoutMs: 400 } });
});

afterAll(async () => {
  await server.close();
  await database.dispose();
});

const watchUrl = (): string => `${server.url}/watch`;

async function stream(athleteId: string, bpm: number): Promise<RawLiveClient> {
  const client = await RawLiveClient.connect(server.url);
  client.send(helloFrame(randomUUID(), athleteId));
  await client.next('welcome');
  client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(1, Date.now(), bpm) });
  return client;
}

test('L12: the second screen gets the same coach frames as the first', async () => {
  const athleteId = await createAthlete(server.stores);
  const watcher = await RawLiveClient.connect(watchUrl(), {
    authorization: `Bearer ${testToken(athleteId)}`,
  });
  // The upgrade is answered before the caller is known: what is watched is said by the first frame that comes.
  const first = await stream(athleteId, 131);
  const shown = await first.next('coach');
  expect(await watcher.next('coach')).toEqual(shown);
  expect(shown.bpm).toBe(131);
});

test('L12: a browser bridge without headers says its token in the first frame', async () => {
  const athleteId = await createAthlete(server.stores);
  const watcher = await RawLiveClient.connect(watchUrl());
  watcher.send({ type: 'hello', token: testToken(athleteId) });
  const first = await stream(athleteId, 99);
  await first.next('coach');
  await expect
    .poll(async () => {
      await stream(athleteId, 99);
      return watcher.received.length;
    })
    .toBeGreaterThan(0);
});

test('L12: nobody sees another athlete’s heart', async () => {
  const mine = await createAthlete(server.stores);
  const theirs = await createAthlete(server.stores);
  const watcher = await RawLiveClient.connect(watchUrl(), { authorization: `Bearer ${testToken(theirs)}` });
  const client = await stream(mine, 120);
  await client.next('coach');
  const own = await stream(theirs, 77);
  await own.next('coach');
  await watcher.next('coach');
  expect(watcher.received).toMatchObject([{ bpm: 77 }]);
});

test('a watcher without a token is closed 4401, one without the right 4403', async () => {
  const silent = await RawLiveClient.connect(watchUrl());
  expect(await silent.closed()).toBe(4401);
  const athleteId = await createAthlete(server.stores);
  const wrong = await RawLiveClient.connect(watchUrl());
  wrong.send({ type: 'hello', token: testToken(athleteId, ['live']) });
  expect(await wrong.closed()).toBe(4403);
});
