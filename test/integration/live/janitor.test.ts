import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { helloFrame, itemTuples } from '../../support/live-hello.ts';
import { type LiveServer, startLiveServer } from '../../support/live-server.ts';
import { recordedOf, storedOf } from '../../support/live-strap.ts';
import { RawLiveClient } from '../../support/raw-live-client.ts';

const MINUTE_MS = 60_000;

let database: TestDatabase;
let server: LiveServer;
const clock = { skewMs: 0, nowMs: () => Date.now() + clock.skewMs };

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startLiveServer({ databaseUrl: database.url, clock, limits: { janitorIntervalMs: 250 } });
});

afterAll(async () => {
  await server.close();
  await database.dispose();
});

async function stream(): Promise<{ client: RawLiveClient; athleteId: string; session: string }> {
  const athleteId = await createAthlete(server.stores);
  const session = randomUUID();
  const client = await RawLiveClient.connect(server.url);
  client.send(helloFrame(session, athleteId));
  await client.next('welcome');
  client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(60, clock.nowMs() - 60_000) });
  await client.next('ack', (frame) => frame.seq === 60);
  return { client, athleteId, session };
}

test('L9: a stream that nobody writes any more is closed after 15 minutes, not before', async () => {
  const { client, ...key } = await stream();
  client.socket.terminate();
  clock.skewMs = 14 * MINUTE_MS;
  const witness = await stream();
  await witness.client.next('coach');
  expect(await server.liveStore.find({ athleteId: key.athleteId, sessionId: key.session })).toMatchObject({
    closed: false,
  });
  clock.skewMs = 15 * MINUTE_MS + 1_000;
  await expect
    .poll(() => server.liveStore.find({ athleteId: key.athleteId, sessionId: key.session }))
    .toMatchObject({ closed: true });
  expect(await recordedOf(server.stores, key)).toHaveLength(60);
});

test('L9: a stream closed for silence goes on when items come again on the same socket', async () => {
  const { client, ...key } = await stream();
  clock.skewMs += 16 * MINUTE_MS;
  await expect
    .poll(() => server.liveStore.find({ athleteId: key.athleteId, sessionId: key.session }))
    .toMatchObject({ closed: true });
  client.send({ type: 'samples', first: 61, offset: 0, items: itemTuples(60, clock.nowMs() - 60_000) });
  await client.next('ack', (frame) => frame.seq === 120);
  expect(await server.liveStore.find({ athleteId: key.athleteId, sessionId: key.session })).toMatchObject({
    closed: false,
  });
  client.send({ type: 'end', lastSeq: 120 });
  await client.next('ended');
  expect(await storedOf(server.liveStore, key)).toHaveLength(120);
});

test('L9: after 30 days the batches are let go; the recording stays, the numbers stay known, what comes later is quarantined', async () => {
  const { client, ...key } = await stream();
  client.send({ type: 'end', lastSeq: 60 });
  await client.next('ended');
  client.socket.terminate();
  const recorded = await recordedOf(server.stores, key);
  clock.skewMs += 30 * 24 * 60 * MINUTE_MS + 1_000;
  await expect.poll(async () => (await storedOf(server.liveStore, key)).map((item) => item.seq)).toEqual([]);

  const later = await RawLiveClient.connect(server.url);
  later.send(helloFrame(key.session, key.athleteId));
  expect(await later.next('welcome')).toMatchObject({ ack: 60, ended: true });
  const old = clock.nowMs() - 73 * 60 * MINUTE_MS;
  later.send({ type: 'samples', first: 60, offset: 0, items: itemTuples(3, old) });
  await later.next('ack', (frame) => frame.seq === 62);
  later.send({ type: 'end', lastSeq: 62 });
  expect((await later.next('ended')).session).toMatchObject({ id: key.session, activeSeconds: 60 });
  expect(await recordedOf(server.stores, key)).toEqual(recorded);
  expect((await storedOf(server.liveStore, key)).map((item) => item.seq)).toEqual([61, 62]);
});

test('L5: a run with something set aside is kept whole until a person decides', async () => {
  const { client, ...key } = await stream();
  client.send({ type: 'samples', first: 61, offset: 0, items: [[0, clock.nowMs() + 200_000, 99]] });
  client.send({ type: 'end', lastSeq: 61 });
  await client.next('ended');
  const other = await stream();
  other.client.send({ type: 'end', lastSeq: 60 });
  await other.client.next('ended');
  clock.skewMs += 31 * 24 * 60 * MINUTE_MS;
  const pruned = { athleteId: other.athleteId, session: other.session };
  await expect.poll(async () => storedOf(server.liveStore, pruned)).toEqual([]);
  expect(await storedOf(server.liveStore, key)).toHaveLength(61);
});

test('a stream goes with its athlete: nothing of it is left', async () => {
  const { client, ...key } = await stream();
  await server.stores.athletes.erase(key.athleteId);
  expect(await storedOf(server.liveStore, key)).toEqual([]);
  client.send({ type: 'samples', first: 61, offset: 0, items: itemTuples(1, clock.nowMs()) });
  expect(await client.closed()).toBe(4409);
});
