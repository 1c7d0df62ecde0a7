import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalDate } from '../../../src/domain/units.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { helloFrame, itemTuples } from '../../support/live-hello.ts';
import { type LiveServer, startLiveServer, testToken, UNCHECKABLE_TOKEN } from '../../support/live-server.ts';
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
  const first = await stream(athleteId, 131);
  // The upgrade is answered before the caller is known: it need not be the first of the run.
  const shown = await watcher.next('coach');
  expect(await first.next('coach', ({ at }) => at === shown.at)).toEqual(shown);
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
  // One a second, and none of them of another heart.
  expect(new Set(watcher.received.map((frame) => frame.type === 'coach' && frame.bpm))).toEqual(
    new Set([77]),
  );
});

test('a watcher whose token cannot be checked now comes again', async () => {
  const watcher = await RawLiveClient.connect(watchUrl());
  watcher.send({ type: 'hello', token: UNCHECKABLE_TOKEN });
  expect(await watcher.closed()).toBe(4503);
  expect((await watcher.next('error')).retryAfterSeconds).toBeGreaterThan(0);
});

test('a watcher without a token is closed 4401, one without the right 4403', async () => {
  const silent = await RawLiveClient.connect(watchUrl());
  expect(await silent.closed()).toBe(4401);
  // A slow network does the same to a good watcher.
  expect((await silent.next('error')).retryAfterSeconds).toBeGreaterThan(0);
  const athleteId = await createAthlete(server.stores);
  const wrong = await RawLiveClient.connect(watchUrl());
  wrong.send({ type: 'hello', token: testToken(athleteId, ['live']) });
  expect(await wrong.closed()).toBe(4403);
});

/** As the verb writes it: whatever tells the stream is told by the database itself. */
async function measureMax(athleteId: string, bpm: number): Promise<void> {
  await server.stores.maxHeartRates.add(athleteId, {
    id: randomUUID(),
    bpm,
    source: 'measured',
    method: null,
    createdAtMs: Date.now(),
    validFrom: '2020-01-01' as LocalDate,
  });
}

const ALL = (athleteId: string) => ({ authorization: `Bearer ${testToken(athleteId)}` });

test('L12: a screen shows one run: a real one before a simulated one, and names whose it is', async () => {
  const athleteId = await createAthlete(server.stores);
  const watcher = await RawLiveClient.connect(watchUrl(), ALL(athleteId));
  await watcher.settled();
  const start = async (session: string, more: Record<string, unknown>): Promise<RawLiveClient> => {
    const client = await RawLiveClient.connect(server.url);
    client.send(helloFrame(session, athleteId, more));
    await client.next('welcome');
    return client;
  };
  const real = await start('019b0000-0000-7000-8000-000000000002', {
    device: { name: 'Bælte', kind: 'strap' },
  });
  const simulated = await start('019b0000-0000-7000-8000-000000000001', { simulated: { timeScale: 1 } });
  const watch = await start('019b0000-0000-7000-8000-000000000003', { device: { kind: 'watch' } });
  for (let seq = 1; seq <= 4; seq++) {
    for (const [client, bpm] of [
      [simulated, 175],
      [real, 125],
      [watch, 141],
    ] as const) {
      client.send({ type: 'samples', first: seq, offset: 0, items: [[seq, Date.now(), bpm]] });
      await client.next('ack', (frame) => frame.seq === seq);
    }
    await real.next('coach', () => real.received.filter(({ type }) => type === 'coach').length >= seq);
  }
  const shown = watcher.received.filter((frame) => frame.type === 'coach');
  const fromFirstReal = shown.slice(shown.findIndex(({ simulated: is }) => !is));
  expect(fromFirstReal.length).toBeGreaterThan(1);
  for (const frame of fromFirstReal) {
    expect(frame).toMatchObject({
      session: '019b0000-0000-7000-8000-000000000002',
      device: 'Bælte',
      simulated: false,
      bpm: 125,
    });
  }
});

test('a max heart rate that changes during a run moves the bands, and its screens are told', async () => {
  const athleteId = await createAthlete(server.stores);
  const watcher = await RawLiveClient.connect(watchUrl(), ALL(athleteId));
  const client = await stream(athleteId, 130);
  await client.next('coach');
  await measureMax(athleteId, 200);
  const bands = await client.next('bands');
  expect(bands).toMatchObject({ maxHeartRate: 200 });
  expect(bands.bands).toContainEqual({ id: 'zone2', lowBpm: 120, highBpm: 140 });
  expect(await watcher.next('bands')).toEqual(bands);
});

test('a max heart rate that is entered before the first beat moves the bands as well', async () => {
  const athleteId = await createAthlete(server.stores);
  const client = await RawLiveClient.connect(server.url);
  client.send(helloFrame(randomUUID(), athleteId));
  expect(await client.next('welcome')).toMatchObject({ maxHeartRate: null, bands: [] });
  await measureMax(athleteId, 180);
  expect(await client.next('bands')).toMatchObject({ maxHeartRate: 180 });
  client.socket.close();
});

test('H: a request without an upgrade is told what is spoken here', async () => {
  for (const path of ['', '/watch']) {
    const response = await fetch(`http://127.0.0.1:${server.port}/v1/live${path}`);
    expect(response.headers.get('upgrade')).toBe('websocket');
    expect(await response.text()).toContain('ask for an upgrade');
  }
});

test('I: beats written as text are read, and a language that is not spoken here is answered in English', async () => {
  const athleteId = await createAthlete(server.stores);
  await measureMax(athleteId, 190);
  const client = await RawLiveClient.connect(server.url);
  client.send(helloFrame(randomUUID(), athleteId, { locale: 'de-DE' }));
  await client.next('welcome');
  client.send({ type: 'samples', first: 1, offset: 0, items: [[0, Date.now(), '128']] });
  const frame = await client.next('coach');
  expect(frame.bpm).toBe(128);
  expect(frame.remaining.map(({ text }) => text).join(' ')).toMatch(/session|minutes|days/);
});
