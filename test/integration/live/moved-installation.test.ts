/** L5, L15: what a person decided about runs goes with an export, into an installation that knows nothing of them. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startInletServer, type InletServer } from '../../support/inlet-server.ts';
import { itemTuples } from '../../support/live-hello.ts';
import { RawLiveClient } from '../../support/raw-live-client.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const BEATS = 60;

let databases: TestDatabase[];
let here: InletServer;
let elsewhere: InletServer;
beforeAll(async () => {
  databases = [await createTestDatabase(), await createTestDatabase()];
  here = await startInletServer(databases[0]!.url);
  elsewhere = await startInletServer(databases[1]!.url);
});
afterAll(async () => {
  for (const server of [here, elsewhere]) await server.close();
  for (const database of databases) await database.dispose();
});

async function connect(server: InletServer, session: string, wallMs = Date.now()): Promise<RawLiveClient> {
  const client = await RawLiveClient.connect(`${server.address.replace('http', 'ws')}/v1/live`, {
    authorization: `Bearer ${server.token}`,
  });
  const clock = { mono: 0, wall: wallMs };
  client.send({ type: 'hello', protocol: 1, session, lastSeq: 0, clock, sport: 'running' });
  await client.next('welcome');
  return client;
}

async function send(client: RawLiveClient, first: number, startMs: number): Promise<void> {
  client.send({ type: 'samples', first, offset: 0, items: itemTuples(BEATS, startMs) });
  await client.next('ack', ({ seq }) => seq >= first + BEATS - 1);
}

async function end(client: RawLiveClient, lastSeq: number): Promise<void> {
  client.send({ type: 'end', lastSeq });
  await client.next('ended');
  client.socket.close();
}

interface Listed {
  readonly id: string;
  readonly startedAt: string;
  readonly activeSeconds: number;
}

async function sessionsFrom(server: InletServer, fromMs: number, toMs: number): Promise<Listed[]> {
  const { body } = await server.call('GET', '/v1/sessions');
  return (body as { items: Listed[] }).items.filter(({ startedAt }) => {
    const atMs = Date.parse(startedAt);
    return atMs >= fromMs - 1_000 && atMs < toMs;
  });
}

const setAsideIds = async (server: InletServer): Promise<string[]> => {
  const { body } = await server.call('GET', '/v1/recordings?state=set_aside');
  return (body as { items: { id: string }[] }).items.map(({ id }) => id);
};

async function move(): Promise<void> {
  const zip = await fetch(`${here.address}/v1/export`, {
    headers: { authorization: `Bearer ${here.token}` },
  });
  const imported = await fetch(`${elsewhere.address}/v1/uploads?fileName=export.zip`, {
    method: 'POST',
    headers: { authorization: `Bearer ${elsewhere.token}`, 'content-type': 'application/octet-stream' },
    body: await zip.arrayBuffer(),
  });
  expect([imported.status, (await imported.clone().text()).slice(0, 500)]).toEqual([200, expect.any(String)]);
}

/** Two stretches with a silence of 15 min between them, which cuts the run in two sessions (Z10). */
async function cutRun(server: InletServer, startMs: number): Promise<string> {
  const session = randomUUID();
  const client = await connect(server, session);
  await send(client, 1, startMs);
  await send(client, BEATS + 1, startMs + 15 * MINUTE_MS);
  await end(client, 2 * BEATS);
  return session;
}

test('L15: deleting one session of a cut run keeps the late beats of the other and none of the deleted one', async () => {
  const startMs = Date.now() - HOUR_MS;
  const session = await cutRun(here, startMs);
  const before = await sessionsFrom(here, startMs, startMs + HOUR_MS);
  expect(before.map(({ activeSeconds }) => activeSeconds)).toEqual([BEATS, BEATS]);
  expect((await here.call('DELETE', `/v1/sessions/${session}`)).status).toBe(204);
  expect((await here.call('GET', `/v1/sessions/${session}`)).status).toBe(404);
  const batches = await here.service.liveStore.load({ athleteId: here.athleteId, sessionId: session });
  expect(batches.length).toBeGreaterThan(0);

  const client = await connect(here, session);
  await send(client, 2 * BEATS + 1, startMs + 16 * MINUTE_MS);
  await send(client, 3 * BEATS + 1, startMs + MINUTE_MS);
  await end(client, 4 * BEATS);
  const [left, ...others] = await sessionsFrom(here, startMs, startMs + HOUR_MS);
  expect(others).toEqual([]);
  expect(left).toMatchObject({
    id: before.find(({ id }) => id !== session)!.id,
    startedAt: new Date(startMs + 15 * MINUTE_MS).toISOString(),
    activeSeconds: 2 * BEATS,
  });
  expect((await here.call('GET', `/v1/sessions/${session}`)).status).toBe(404);
});

test('deleted runs, removed hours and what was set aside go with an export; late beats find them there', async () => {
  const startMs = Date.now() - 6 * HOUR_MS;
  const deleted = randomUUID();
  const first = await connect(here, deleted);
  await send(first, 1, startMs);
  await end(first, BEATS);
  expect((await here.call('DELETE', `/v1/sessions/${deleted}`)).status).toBe(204);
  const cut = await cutRun(here, startMs + HOUR_MS);
  expect((await here.call('DELETE', `/v1/sessions/${cut}`)).status).toBe(204);
  const ahead = randomUUID();
  const aheadMs = Date.now() + 3 * HOUR_MS;
  const early = await connect(here, ahead, aheadMs);
  await send(early, 1, aheadMs);
  await end(early, BEATS);
  expect(await setAsideIds(here)).toEqual([ahead]);

  await move();
  await move();
  expect(await setAsideIds(elsewhere)).toEqual([ahead]);
  const startedAt = new Date(Date.now() - 2 * HOUR_MS).toISOString();
  expect((await elsewhere.call('POST', `/v1/recordings/${ahead}/place`, { startedAt })).status).toBe(200);
  expect((await elsewhere.call('GET', `/v1/sessions/${ahead}`)).body).toMatchObject({
    startedAt,
    activeSeconds: BEATS,
  });

  const again = await connect(elsewhere, deleted);
  expect(await again.next('welcome')).toMatchObject({ deleted: true });
  again.socket.close();

  const cutStartMs = startMs + HOUR_MS;
  const late = await connect(elsewhere, cut);
  // What the first installation acknowledged, the phone does not keep.
  late.send({ type: 'skip', from: 1, to: 2 * BEATS, reason: 'acknowledged' });
  await send(late, 2 * BEATS + 1, cutStartMs + 16 * MINUTE_MS);
  await send(late, 3 * BEATS + 1, cutStartMs + MINUTE_MS);
  await end(late, 4 * BEATS);
  const left = await sessionsFrom(elsewhere, cutStartMs, cutStartMs + HOUR_MS);
  expect(left).toMatchObject([
    { startedAt: new Date(cutStartMs + 15 * MINUTE_MS).toISOString(), activeSeconds: 2 * BEATS },
  ]);
  expect((await elsewhere.call('GET', `/v1/sessions/${cut}`)).status).toBe(404);
});
