import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LiveLimits } from '../../../src/adapters/live/live-limits.ts';
import { isRefusal } from '../../../src/adapters/wire/live/is-refusal.ts';
import type { LiveStore } from '../../../src/application/ports/live-store.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { helloFrame, itemTuples } from '../../support/live-hello.ts';
import { type LiveServer, startLiveServer, testToken } from '../../support/live-server.ts';
import { storedOf } from '../../support/live-strap.ts';
import { RawLiveClient } from '../../support/raw-live-client.ts';

let database: TestDatabase;
let servers: LiveServer[];

beforeEach(async () => {
  database = await createTestDatabase();
  servers = [];
});

afterEach(async () => {
  for (const server of servers) await server.close();
  await database.dispose();
});

async function serve(
  limits: Partial<LiveLimits> = {},
  wrapStore?: (store: LiveStore) => LiveStore,
): Promise<LiveServer> {
  const server = await startLiveServer({
    databaseUrl: database.url,
    limits,
    ...(wrapStore === undefined ? {} : { wrapStore }),
  });
  servers.push(server);
  return server;
}

async function open(server: LiveServer, { autoPong = true } = {}) {
  const athleteId = await createAthlete(server.stores);
  const session = randomUUID();
  const client = await RawLiveClient.connect(server.url, {}, { autoPong });
  client.send(helloFrame(session, athleteId));
  await client.next('welcome');
  return { client, athleteId, session };
}

test('4401: no valid hello in time', async () => {
  const server = await serve({ helloTimeoutMs: 300 });
  const client = await RawLiveClient.connect(server.url);
  client.send({ type: 'hello', protocol: 1 });
  expect(await client.closed()).toBe(4401);
  const late = await client.next('error', (frame) => frame.fatal);
  expect(late.code).toBe('unauthorised');
  // A slow network does the same to a good client: it comes again.
  expect(isRefusal(4401, late.retryAfterSeconds ?? 0)).toBe(false);
});

test('4401: a token that nobody holds', async () => {
  const server = await serve();
  const client = await RawLiveClient.connect(server.url);
  client.send(helloFrame(randomUUID(), 'x', { token: 'zc_nobody' }));
  expect(await client.closed()).toBe(4401);
  expect((await client.next('error')).retryAfterSeconds).toBeUndefined();
});

test('4403: a token without the right to stream', async () => {
  const server = await serve();
  const athleteId = await createAthlete(server.stores);
  const client = await RawLiveClient.connect(server.url);
  client.send(helloFrame(randomUUID(), athleteId, { token: testToken(athleteId, ['read']) }));
  expect(await client.closed()).toBe(4403);
});

test('nothing is taken before hello, and the refusal names the field', async () => {
  const server = await serve();
  const client = await RawLiveClient.connect(server.url);
  client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(1, Date.now()) });
  expect(await client.next('error')).toMatchObject({ code: 'bad_field', field: 'type', fatal: false });
});

test('L10: unreadable frames are answered and ignored, the tenth in a minute closes 4400', async () => {
  const server = await serve();
  const { client } = await open(server);
  for (let i = 0; i < 9; i++) client.socket.send('nonsense');
  client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(1, Date.now()) });
  await client.next('ack', (frame) => frame.seq === 1);
  expect(client.received.filter((frame) => frame.type === 'error')).toHaveLength(9);
  client.send({ type: 'skip', from: 2, to: 1, reason: '' });
  expect(await client.closed()).toBe(4400);
  expect(await client.next('error', (frame) => frame.fatal)).toMatchObject({
    code: 'bad_field',
    field: 'to',
  });
});

test('4413: a frame above 64 KiB is refused by its length', async () => {
  const server = await serve();
  const { client } = await open(server);
  client.socket.send('x'.repeat(64 * 1024 + 1));
  expect(await client.closed()).toBe(4413);
});

test('4400: text that is not UTF-8', async () => {
  const server = await serve();
  const { client } = await open(server);
  client.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
  expect(await client.closed()).toBe(4400);
});

test('L8: more than three batches unacknowledged is 4429, and what was taken before is stored', async () => {
  // Otherwise the first may be acknowledged before the fourth is read.
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const server = await serve({}, (store) => ({
    ...store,
    append: async (...args) => {
      await gate;
      return store.append(...args);
    },
  }));
  const { client, ...stream } = await open(server);
  const startMs = Date.now() - 3_000_000;
  for (let i = 0; i < 5; i++) {
    const items = itemTuples(300, startMs + i * 300_000);
    client.send({ type: 'samples', first: 1 + i * 300, offset: 0, items });
  }
  expect(await client.closed()).toBe(4429);
  release();
  await expect.poll(async () => (await storedOf(server.liveStore, stream)).length).toBe(900);
});

test('L8: more than ten fresh items a second over a minute is 4429; catch-up is never too fast', async () => {
  const server = await serve();
  const live = await open(server);
  const fresh = Array.from({ length: 300 }, (_, i) => [i, Date.now() - 300 + i, 120]);
  for (let i = 0; i < 3; i++) {
    live.client.send({ type: 'samples', first: 1 + i * 300, offset: i, items: fresh });
    if (i < 2) await live.client.next('ack', (frame) => frame.seq === 300 * (i + 1));
  }
  expect(await live.client.closed()).toBe(4429);

  const late = await open(server);
  for (let i = 0; i < 10; i++) {
    const items = itemTuples(300, Date.now() - 4_000_000 + i * 300_000);
    late.client.send({ type: 'samples', first: 1 + i * 300, offset: 0, items });
    await late.client.next('ack', (frame) => frame.seq === 300 * (i + 1));
  }
  expect(late.client.closeCode).toBeNull();
});

test('L8: a full server answers 4503 and says when to come back', async () => {
  const server = await serve({ maxStreams: 1 });
  await open(server);
  const athleteId = await createAthlete(server.stores);
  const client = await RawLiveClient.connect(server.url);
  client.send(helloFrame(randomUUID(), athleteId));
  expect(await client.closed()).toBe(4503);
  const { retryAfterSeconds } = await client.next('error');
  expect(retryAfterSeconds).toBeGreaterThan(0);
});

test('L8: a database that does not answer sheds load before memory grows; all that was taken is stored later', async () => {
  let blocked = true;
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const server = await serve({ overloadBytes: 20_000 }, (store) => ({
    ...store,
    append: async (...args) => {
      if (blocked) await gate;
      return store.append(...args);
    },
  }));
  const streams = await Promise.all(Array.from({ length: 4 }, () => open(server)));
  for (const { client } of streams) {
    for (let i = 0; i < 3; i++) {
      const items = itemTuples(300, Date.now() - 900_000 + i * 300_000);
      client.send({ type: 'samples', first: 1 + i * 300, offset: 0, items });
    }
  }
  expect(await Promise.race(streams.map(({ client }) => client.closed()))).toBe(4503);
  const pending = server.channel.live.commit.pendingBytes;
  expect(pending).toBeLessThan(40_000);
  blocked = false;
  release();
  const taken = await Promise.any(
    streams.map(async (each) => {
      await each.client.next('ack', (frame) => frame.seq === 900);
      return each;
    }),
  );
  expect(await storedOf(server.liveStore, taken)).toHaveLength(900);
});

test('L8: under pressure a socket with much unstored is not read until it is stored; others are', async () => {
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const server = await serve({ pressureBytes: 1_000 }, (store) => ({
    ...store,
    append: async (...args) => {
      await gate;
      return store.append(...args);
    },
  }));
  const [pressing, other] = [await open(server), await open(server)];
  const ping = (id: number) => ({ type: 'ping', id, mono: 0, wall: 0 });
  pressing.client.send({
    type: 'samples',
    first: 1,
    offset: 0,
    items: itemTuples(100, Date.now() - 100_000),
  });
  await expect.poll(() => server.channel.live.commit.pendingBytes).toBeGreaterThan(1_000);
  pressing.client.send(ping(1));
  other.client.send(ping(2));
  await other.client.next('pong');
  other.client.send(ping(3));
  await other.client.next('pong', (frame) => frame.id === 3);
  expect(pressing.client.received.some((frame) => frame.type === 'pong')).toBe(false);
  release();
  await pressing.client.next('ack', (frame) => frame.seq === 100);
  await pressing.client.next('pong');
});

test('L1: a database that fails for a while delays the acknowledgement, and loses nothing', async () => {
  let failures = 2;
  const server = await serve({}, (store) => ({
    ...store,
    append: async (...args) => {
      if (failures-- > 0) throw new Error('connection lost');
      return store.append(...args);
    },
  }));
  const { client, ...stream } = await open(server);
  client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(10, Date.now() - 10_000) });
  await client.next('ack', (frame) => frame.seq === 10);
  expect(await storedOf(server.liveStore, stream)).toHaveLength(10);
  expect(await server.registry.metrics()).toContain('live_commit_failures_total 2\n');
});

test('L1: an answer that is lost after the commit stores nothing twice', async () => {
  let lost = 1;
  const server = await serve({}, (store) => ({
    ...store,
    append: async (...args) => {
      const refused = await store.append(...args);
      if (lost-- > 0) throw new Error('connection lost after the commit');
      return refused;
    },
  }));
  const { client, athleteId, session } = await open(server);
  client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(10, Date.now() - 10_000) });
  await client.next('ack', (frame) => frame.seq === 10);
  expect(await server.liveStore.load({ athleteId, sessionId: session })).toHaveLength(1);
});

test('L9: two pings without an answer end the socket', async () => {
  const server = await serve({ pingIntervalMs: 250 });
  const { client } = await open(server);
  client.socket.pause();
  await expect.poll(() => server.channel.registry.streamCount, { timeout: 5_000 }).toBe(0);
  client.socket.terminate();
});

test('L9: a frame that arrives byte by byte is a sign of life, though no pong comes through', async () => {
  const pingIntervalMs = 250;
  const server = await serve({ pingIntervalMs });
  const { client, athleteId, session } = await open(server, { autoPong: false });
  const items = itemTuples(40, Date.now() - 40_000);
  const text = JSON.stringify({ type: 'samples', first: 1, offset: 0, items });
  const startedMs = performance.now();
  // The link lets a few bytes through at a time, for longer than three pings.
  await client.sendSlowly(text, { bytes: 40, everyMs: 40 });
  expect(performance.now() - startedMs).toBeGreaterThan(4 * pingIntervalMs);
  await client.next('ack', (frame) => frame.seq === 40);
  expect(await server.liveStore.load({ athleteId, sessionId: session })).toHaveLength(1);
  // Silent from now on.
  expect(await client.closed()).toBe(1006);
});

test('a handshake that never ends holds nothing but its connection', async () => {
  const server = await serve();
  const socket = connect(server.port, '127.0.0.1');
  socket.write('GET /v1/live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n');
  const { client } = await open(server);
  client.send({ type: 'ping', id: 9, mono: 5, wall: 6 });
  expect(await client.next('pong')).toMatchObject({ id: 9, mono: 5 });
  socket.destroy();
});

test('the operator sees streams, what was stored and who was refused, and nothing of a person', async () => {
  const server = await serve();
  const { client, athleteId, session } = await open(server);
  client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(7, Date.now()) });
  await client.next('ack', (frame) => frame.seq === 7);
  const stranger = await RawLiveClient.connect(server.url);
  stranger.send(helloFrame(randomUUID(), 'x', { token: 'zc_nobody' }));
  await stranger.closed();
  const text = await server.registry.metrics();
  expect(text).toContain('live_streams 1\n');
  expect(text).toContain('live_watchers 0\n');
  expect(text).toContain('live_pending_bytes 0\n');
  expect(text).toContain('live_items_committed_total 7\n');
  expect(text).toContain('live_commit_failures_total 0\n');
  expect(text).toContain('live_refusals_total{code="unauthorised"} 1\n');
  expect(text).not.toContain(athleteId);
  expect(text).not.toContain(session);
});
