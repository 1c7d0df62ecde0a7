/**
 * Several whole servers on one database behind a plain TCP load balancer, joined by a real NATS server: a bridge streams
 * to one, a watcher reads from the other (L12), and one writer holds a session whichever of them it is on (L4).
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLiveStore } from '../../src/adapters/postgres/stores/live-store.ts';
import { createStores } from '../../src/adapters/postgres/stores/stores.ts';
import { asyncApiDocument } from '../../src/adapters/wire/live/asyncapi.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeDirectory } from '../support/guarded.ts';
import { addHeldImportJob } from '../support/held-import-job.ts';
import { createStrap, type LiveStrap, lossless } from '../support/live-strap.ts';
import { type NatsServer, startNatsServer } from '../support/nats-server.ts';
import { RawLiveClient } from '../support/raw-live-client.ts';
import { answerOf, type ServerProcess, startServer } from '../support/server-process.ts';
import { startTcpBalancer, type TcpBalancer } from '../support/tcp-balancer.ts';

const SECRET = 'a secret that both servers share, long enough';
/** Beside the server's own second between coach frames: starts, reconnects, a busy machine. */
const PATIENCE_MS = 60_000;

let dataDir: string;
let database: TestDatabase;
let nats: NatsServer;
let athlete: { athleteId: string; token: string };
let servers: ServerProcess[];
let balancer: TcpBalancer;
let strap: LiveStrap;

function optionsOf(server: string) {
  const env = { DATABASE_URL: database.url, NATS_URL: nats.url, SECRET };
  return { dataDir: join(dataDir, server), env };
}

function portOf(server: ServerProcess): number {
  return Number(new URL(server.address).port);
}

beforeAll(async () => {
  dataDir = await makeDirectory('servers');
  [database, nats] = await Promise.all([createTestDatabase(), startNatsServer()]);
  const create = ['athlete', 'create', '--name', 'Ane', '--time-zone', 'Europe/Copenhagen'];
  athlete = await answerOf([...create, '--max-heart-rate', '190'], optionsOf('a'));
});

beforeEach(async () => {
  servers = await Promise.all([startServer(optionsOf('a')), startServer(optionsOf('b'))]);
  balancer = await startTcpBalancer(servers.map(portOf));
  strap = createStrap({
    url: () => `ws://127.0.0.1:${balancer.port}/v1/live`,
    athleteId: athlete.athleteId,
    token: athlete.token,
    about: { intent: 'zone2' },
  });
});

afterEach(async () => {
  strap.client.stop();
  await balancer.close();
  for (const server of servers) if (!server.hasEnded()) await server.kill();
});

afterAll(async () => {
  await nats.kill();
  await database.dispose();
  await rm(dataDir, { recursive: true, force: true });
});

/** A minute at 1 Hz, the last item now, no two neighbours alike; the minute before `endMs` where one is given. */
async function captureMinute(bpm: number, endMs = Date.now()): Promise<void> {
  for (let second = 59; second >= 0; second--) await strap.capture(bpm - (second % 7), endMs - second * 1000);
}

function watch(): Promise<RawLiveClient> {
  const authorization = `Bearer ${athlete.token}`;
  return RawLiveClient.connect(`ws://127.0.0.1:${balancer.port}/v1/live/watch`, { authorization });
}

/** The coach frame of an item captured just now, on the watcher's screen. */
async function expectWatched(watcher: RawLiveClient, bpm: number): Promise<void> {
  await watcher.until(
    () => watcher.received.find((frame) => frame.type === 'coach' && frame.bpm === bpm),
    `coach frame of ${bpm} bpm`,
    PATIENCE_MS,
  );
}

test('L12: the watcher on the second server sees the bridge on the first; the first is killed, the bridge goes on, nothing is lost', async () => {
  const [first, second] = servers as [ServerProcess, ServerProcess];
  await strap.client.start();
  await strap.state('streaming');
  const watcher = await watch();
  expect([balancer.connectionsTo(portOf(first)), balancer.connectionsTo(portOf(second))]).toEqual([1, 1]);

  const startMs = Date.now();
  await captureMinute(120, startMs);
  await strap.acknowledged(60);
  await expectWatched(watcher, 120);

  // Some of these are committed, some are on their way, some are not sent when the server dies.
  for (let i = 1; i <= 40; i++) await strap.capture(121 + (i % 5), startMs + i * 10);
  await first.kill();
  for (let i = 41; i <= 80; i++) await strap.capture(121 + (i % 5), startMs + i * 10);
  await strap.acknowledged(140);
  expect(balancer.connectionsTo(portOf(second))).toBe(2);

  await strap.capture(133);
  await strap.acknowledged(141);
  await expectWatched(watcher, 133);
  expect(watcher.closeCode).toBeNull();

  await strap.client.end();
  expect(await strap.ended()).toMatchObject({ id: strap.session });
  const stores = createStores(database.db);
  const kept = await lossless({ stores, liveStore: createLiveStore(database.db) }, strap);
  expect(kept.stored).toEqual(kept.captured);
  expect(kept.recorded).toEqual(strap.captured.toSorted((a, b) => a.atMs - b.atMs));
  watcher.socket.terminate();
});

test('L4: a newer hello on the second server closes the older socket on the first, which sends nothing', async () => {
  const session = uuidV7();
  const hello = {
    type: 'hello',
    protocol: 1,
    session,
    token: athlete.token,
    lastSeq: 0,
    clock: { mono: 0, wall: Date.now() },
  };
  const [older, newer] = [
    await RawLiveClient.connect(`ws://127.0.0.1:${balancer.port}/v1/live`),
    await RawLiveClient.connect(`ws://127.0.0.1:${balancer.port}/v1/live`),
  ];
  for (const server of servers) expect(balancer.connectionsTo(portOf(server))).toBe(1);
  older.send(hello);
  await older.next('welcome');
  newer.send(hello);
  await newer.next('welcome');
  expect(await older.closed()).toBe(4409);
  expect(newer.closeCode).toBeNull();
  newer.socket.terminate();
});

/** Reads a stream of events to its end. */
async function ending({ body }: Response): Promise<void> {
  // Cut rather than ended: nothing that was under way is heard to its end.
  await body!.pipeTo(new WritableStream()).catch(() => undefined);
}

/** A coach of a clinic who came by an invitation; `owner` is a cookie of the operator, who owns the athlete. */
async function joinAsCoach(call: Call, owner: string): Promise<{ clinicId: string; coach: string }> {
  const { id: clinicId } = await call<{ id: string }>(owner, 'POST', '/v1/clinics', { name: 'Heart clinic' });
  const invited = await call<{ token: string }>(owner, 'POST', '/v1/invitations', { as: 'coach', clinicId });
  const accepted = await fetch(`http://127.0.0.1:${balancer.port}/v1/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: invited.token, name: 'Carl' }),
  });
  expect(accepted.status).toBe(201);
  return { clinicId, coach: accepted.headers.getSetCookie()[0]!.split(';')[0]! };
}

type Call = <Shape>(cookie: string, method: string, path: string, body?: object) => Promise<Shape>;

/**
 * C2, C4: a coach watches the running pulse by a grant, behind the balancer. It is revoked on the server that does not
 * serve the socket: the socket and streams of events on both end within a second, the next request is refused by both,
 * and the athlete reads what was seen.
 */
async function expectRevokedEverywhere(owner: string): Promise<void> {
  const origin = `http://127.0.0.1:${balancer.port}`;
  const call: Call = async <Shape>(cookie: string, method: string, path: string, body?: object) => {
    const response = await fetch(origin + path, {
      method,
      headers: { cookie, origin, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
    // The shape is the route's own contract.
    return (await response.json()) as Shape;
  };
  const { clinicId, coach } = await joinAsCoach(call, owner);
  const grant = await call<{ id: string }>(owner, 'POST', '/v1/grants', { clinicId, scopes: ['live'] });

  const path = `/v1/athletes/${athlete.athleteId}/live/watch`;
  const [first, second] = servers as [ServerProcess, ServerProcess];
  const before = balancer.connectionsTo(portOf(first));
  const screen = await RawLiveClient.connect(`ws://127.0.0.1:${balancer.port}${path}`, {
    cookie: coach,
    origin,
  });
  const other = balancer.connectionsTo(portOf(first)) > before ? second : first;
  const events = await Promise.all(
    servers.map(({ address }) =>
      fetch(address + path, { headers: { cookie: coach, accept: 'text/event-stream' } }),
    ),
  );
  expect(events.map(({ status }) => status)).toEqual([200, 200]);
  await strap.client.start();
  await strap.state('streaming');
  await captureMinute(120);
  await expectWatched(screen, 120);

  const revokedMs = performance.now();
  const ended = Promise.all([screen.closed(), ...events.map(ending)]);
  const revoked = await fetch(`${other.address}/v1/grants/${grant.id}`, {
    method: 'DELETE',
    headers: { cookie: owner, origin: other.address },
  });
  expect(revoked.status).toBe(204);
  expect(await ended).toEqual([4401, undefined, undefined]);
  expect(performance.now() - revokedMs).toBeLessThan(1_000);

  for (const { address } of servers) {
    const refused = await fetch(address + path, { headers: { cookie: coach, accept: 'text/event-stream' } });
    // As on a socket, which closes by 4401: nobody who may watch.
    expect(refused.status).toBe(401);
  }
  const log = await call<{ items: object[] }>(owner, 'GET', '/v1/access-log');
  // The socket and both streams, within ten minutes: one row.
  expect(log.items).toMatchObject([{ what: 'live', grantId: grant.id, who: { name: 'Carl' }, count: 3 }]);
}

test('L14, C2: what a revoked token, a revoked grant and a signed-out session have opened ends on both servers within a second', async () => {
  const asOwner = { authorization: `Bearer ${athlete.token}`, 'content-type': 'application/json' };
  const issued = await fetch(`http://127.0.0.1:${balancer.port}/v1/devices`, {
    method: 'POST',
    headers: asOwner,
    body: JSON.stringify({ name: 'phone', scopes: ['live', 'read'] }),
  });
  // The shape is the route's own contract.
  const { id, token } = (await issued.json()) as { id: string; token: string };
  const jobId = await addHeldImportJob(database.db, athlete.athleteId);

  const asPhone = { authorization: `Bearer ${token}` };
  const opened = servers.map(async ({ address }) => {
    const streaming = await RawLiveClient.connect(`${address.replace('http', 'ws')}/v1/live`, asPhone);
    streaming.send({
      type: 'hello',
      protocol: 1,
      session: uuidV7(),
      lastSeq: 0,
      clock: { mono: 0, wall: Date.now() },
    });
    await streaming.next('welcome');
    const watcher = await RawLiveClient.connect(`${address.replace('http', 'ws')}/v1/live/watch`, asPhone);
    await watcher.settled();
    const events = await fetch(`${address}/v1/uploads/jobs/${jobId}/events`, { headers: asPhone });
    expect(events.status).toBe(200);
    return { sockets: [streaming, watcher], events };
  });
  const phones = await Promise.all(opened);

  const [first, second] = servers as [ServerProcess, ServerProcess];
  const signedIn = await fetch(first.signInLink, { redirect: 'manual' });
  const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
  const tab = await RawLiveClient.connect(`${second.address.replace('http', 'ws')}/v1/live/watch`, {
    cookie,
    origin: second.address,
  });
  await tab.settled();

  const startedMs = performance.now();
  const ended = phones.map(({ sockets, events }) =>
    Promise.all([...sockets.map((socket) => socket.closed()), ending(events)]),
  );
  const revoked = await fetch(`http://127.0.0.1:${balancer.port}/v1/devices/${id}`, {
    method: 'DELETE',
    headers: { authorization: asOwner.authorization },
  });
  expect(revoked.status).toBe(204);
  for (const codes of await Promise.all(ended)) expect(codes).toEqual([4401, 4401, undefined]);
  expect(performance.now() - startedMs).toBeLessThan(1_000);

  await expectRevokedEverywhere(cookie);

  const signedOutMs = performance.now();
  await fetch(`${first.address}/v1/auth/sign-out`, {
    method: 'POST',
    headers: { cookie, origin: first.address, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(await tab.closed()).toBe(4401);
  expect(performance.now() - signedOutMs).toBeLessThan(1_000);
});

test('L12: without NATS every beat is still stored; when it is back the watcher watches again', async () => {
  await strap.client.start();
  await strap.state('streaming');
  const watcher = await watch();
  await captureMinute(120);
  await expectWatched(watcher, 120);
  await nats.kill();
  await strap.capture(127);
  await strap.acknowledged(61);
  // Another beat is told before anybody can hear again: until then 127 is told every second.
  await strap.capture(131);
  await expect.poll(() => strap.coached.at(-1)?.bpm, { timeout: PATIENCE_MS }).toBe(131);
  nats = await startNatsServer(nats.port);
  // Both servers find it again in their own time: each try is a new beat.
  await expect
    .poll(
      async () => {
        await strap.capture(131);
        return watcher.received.some((frame) => frame.type === 'coach' && frame.bpm === 131);
      },
      { timeout: PATIENCE_MS, interval: 500 },
    )
    .toBe(true);
  expect(watcher.received.some((frame) => frame.type === 'coach' && frame.bpm === 127)).toBe(false);
  watcher.socket.terminate();
});

test('the protocol is told by the server itself', async () => {
  const answer = await fetch(`${servers[0]!.address}/asyncapi.json`);
  expect(await answer.json()).toEqual(asyncApiDocument());
});
