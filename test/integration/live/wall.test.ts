import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type InletServer, startInletServer } from '../../support/inlet-server.ts';
import { helloFrame, itemTuples } from '../../support/live-hello.ts';
import { RawLiveClient } from '../../support/raw-live-client.ts';

interface WallFrame {
  readonly type: 'runner' | 'gone';
  readonly athleteId: string;
  readonly name?: string;
  readonly session?: string;
  readonly coach?: { readonly bpm: number | null };
}

let database: TestDatabase;
/** What is revoked at the first ends at the second. */
let servers: [InletServer, InletServer];
let cookie: string;
let clinicId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  servers = [await startInletServer(database.url), await startInletServer(database.url)];
  const { identity, stores } = servers[0].service;
  const { userId } = await identity.accounts.create({ name: 'Carl', email: null, password: null });
  cookie = (await identity.signIn(userId))[0]!.split(';')[0]!;
  clinicId = randomUUID();
  const clinic = { id: clinicId, name: 'Heart clinic', createdAtMs: 0 };
  await stores.clinics.create(clinic, { userId, membershipId: randomUUID() });
  const coach = { userId, role: 'coach', membershipId: randomUUID(), atMs: 0 } as const;
  await stores.clinics.addMember(clinicId, coach);
});

afterAll(async () => {
  for (const server of servers) await server.close();
  await database.dispose();
});

/** A coach's wall on the second server, with what it has shown. */
async function wall(as = cookie): Promise<{
  socket: WebSocket;
  next: (of: (frame: WallFrame) => boolean) => Promise<WallFrame>;
  closed: Promise<number>;
}> {
  const { address } = servers[1];
  const url = `${address.replace('http', 'ws')}/v1/clinics/${clinicId}/wall`;
  const socket = new WebSocket(url, 'zone-coach.wall.v1', { headers: { cookie: as, origin: address } });
  const frames: WallFrame[] = [];
  socket.on('message', (data) => frames.push(JSON.parse((data as Buffer).toString()) as WallFrame));
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  const next = async (of: (frame: WallFrame) => boolean): Promise<WallFrame> => {
    for (;;) {
      const found = frames.findIndex(of);
      if (found >= 0) return frames.splice(found, 1)[0]!;
      await once(socket, 'message');
    }
  };
  return { socket, next, closed };
}

async function run({ athleteId, token }: InletServer): Promise<RawLiveClient> {
  const client = await RawLiveClient.connect(`${servers[1].address.replace('http', 'ws')}/v1/live`);
  client.send({ ...helloFrame(randomUUID(), athleteId), token });
  await client.next('welcome');
  return client;
}

async function grant(server: InletServer, scopes: readonly string[]): Promise<string> {
  const { status, body } = await server.call('POST', '/v1/grants', { clinicId, scopes });
  expect(status).toBe(201);
  return (body as { id: string }).id;
}

test('R5: the wall shows whoever runs and consents to `live`, and lets them go when the consent ends', async () => {
  const [anna, bo] = servers;
  const id = await grant(anna, ['live']);
  await grant(bo, ['report']);
  const { socket, next } = await wall();
  const runners = [await run(anna), await run(bo)];
  let first = 1;
  const beat = setInterval(() => {
    for (const runner of runners) {
      runner.send({ type: 'samples', first, offset: 0, items: itemTuples(1, Date.now(), 131) });
    }
    first += 1;
  }, 250);
  const shown = await next(({ coach }) => coach?.bpm === 131);
  expect(shown).toMatchObject({ type: 'runner', athleteId: anna.athleteId, name: 'Kirsten' });
  await expect
    .poll(async () => (await anna.call('GET', '/v1/access-log')).body)
    .toMatchObject({
      items: [{ what: 'live', grantId: id, who: { name: 'Carl', clinic: 'Heart clinic' } }],
    });
  const startedMs = performance.now();
  const gone = next(({ type }) => type === 'gone');
  expect((await anna.call('DELETE', `/v1/grants/${id}`)).status).toBe(204);
  expect(await gone).toEqual({ type: 'gone', athleteId: anna.athleteId });
  expect(performance.now() - startedMs).toBeLessThan(1_000);
  clearInterval(beat);
  expect((await bo.call('GET', '/v1/access-log')).body).toEqual({ items: [] });
  for (const runner of runners) runner.socket.close();
  socket.close();
});

test('nobody but a coach of the clinic gets to see its wall', async () => {
  const { identity } = servers[0].service;
  const { userId } = await identity.accounts.create({ name: 'Stranger', email: null, password: null });
  const stranger = (await identity.signIn(userId))[0]!.split(';')[0]!;
  for (const as of ['', stranger]) expect(await (await wall(as)).closed).toBe(4401);
});

test('a database that cannot be asked ends the wall for now, not for good', async () => {
  const { db } = database;
  const { closed } = await wall();
  await sql`alter table access_grant rename to out_of_reach`.execute(db);
  try {
    // Open, when it next asks who may be seen; and new.
    for (const each of [closed, (await wall()).closed]) expect(await each).toBe(4503);
  } finally {
    await sql`alter table out_of_reach rename to access_grant`.execute(db);
  }
  const { socket } = await wall();
  socket.close();
}, 15_000);
