import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLiveStore } from '../../../src/adapters/postgres/stores/live-store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type InletServer, startInletServer } from '../../support/inlet-server.ts';
import { itemTuples } from '../../support/live-hello.ts';
import { RawLiveClient } from '../../support/raw-live-client.ts';

/** L14. */
const WITHIN_MS = 1_000;

let database: TestDatabase;
/** Two processes' worth of servers on one database. */
let servers: [InletServer, InletServer];

beforeAll(async () => {
  database = await createTestDatabase();
  servers = [await startInletServer(database.url), await startInletServer(database.url)];
});

afterAll(async () => {
  for (const server of servers) await server.close();
  await database.dispose();
});

const liveUrl = (server: InletServer): string => `${server.address.replace('http', 'ws')}/v1/live`;

async function stream(
  server: InletServer,
  as: { token?: string; cookie?: string },
  session: string = randomUUID(),
): Promise<RawLiveClient> {
  const headers = as.cookie === undefined ? {} : { cookie: as.cookie, origin: server.address };
  const client = await RawLiveClient.connect(liveUrl(server), headers);
  client.send({
    type: 'hello',
    protocol: 1,
    session,
    lastSeq: 0,
    clock: { mono: 0, wall: Date.now() },
    ...(as.token === undefined ? {} : { token: as.token }),
  });
  await client.next('welcome');
  return client;
}

async function beats(client: RawLiveClient, first: number, count = 5): Promise<void> {
  client.send({ type: 'samples', first, offset: 0, items: itemTuples(count, Date.now() - 20_000) });
  await client.next('ack', ({ seq }) => seq === first + count - 1);
}

async function within<T>(work: Promise<T>): Promise<{ value: T; ms: number }> {
  const startedMs = performance.now();
  return { value: await work, ms: performance.now() - startedMs };
}

/** The session cookie of a sign-in by link, and its user's athlete. */
async function signIn(server: InletServer): Promise<string> {
  const link = await server.service.identity.createSignInLink({ origin: server.address });
  const response = await fetch(link, { redirect: 'manual' });
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}

describe('L14: authority lasts as long as it is granted, on every process', () => {
  test('a revoked token closes its stream, its watcher and its event stream, and is refused at once', async () => {
    const [a, b] = servers;
    const { body } = await a.call('POST', '/v1/devices', {
      name: 'phone',
      scopes: ['live', 'read', 'upload'],
    });
    const { token, id } = body as { token: string; id: string };
    const headers = { authorization: `Bearer ${token}` };
    const session = randomUUID();
    const running = await stream(b, { token }, session);
    await beats(running, 1);
    const watcher = await RawLiveClient.connect(`${liveUrl(b)}/watch`, headers);
    await watcher.settled();
    expect((await fetch(`${b.address}/v1/athlete`, { headers })).status).toBe(200);

    const closing = within(Promise.all([running.closed(), watcher.closed()]));
    expect((await a.call('DELETE', `/v1/devices/${id}`)).status).toBe(204);
    expect((await fetch(`${a.address}/v1/athlete`, { headers })).status).toBe(401);
    const { value, ms } = await closing;
    expect(value).toEqual([4401, 4401]);
    expect(ms).toBeLessThan(WITHIN_MS);
    expect((await fetch(`${b.address}/v1/athlete`, { headers })).status).toBe(401);

    // A new stream of the same athlete reaches nobody who relied on the token.
    const frames = watcher.received.length;
    const other = await stream(b, { token: a.token });
    await beats(other, 1);
    expect(watcher.received).toHaveLength(frames);
    other.socket.close();
  });

  test('nothing that is sent after a revocation is stored', async () => {
    const [a, b] = servers;
    const { body } = await a.call('POST', '/v1/devices', { name: 'phone', scopes: ['live'] });
    const { token, id } = body as { token: string; id: string };
    const session = randomUUID();
    const running = await stream(b, { token }, session);
    await beats(running, 1);
    await a.call('DELETE', `/v1/devices/${id}`);
    await running.closed();
    running.send({ type: 'samples', first: 6, offset: 0, items: itemTuples(5, Date.now()) });
    const batches = await createLiveStore(database.db).load({ athleteId: a.athleteId, sessionId: session });
    expect(batches).toHaveLength(1);
  });

  test('signing out in another tab closes what the session opened', async () => {
    const [a, b] = servers;
    const cookie = await signIn(a);
    const running = await stream(b, { cookie });
    const closing = within(running.closed());
    const out = await fetch(`${a.address}/v1/auth/sign-out`, {
      method: 'POST',
      headers: { cookie, origin: a.address, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(out.status).toBe(200);
    const { value, ms } = await closing;
    expect([value, ms < WITHIN_MS]).toEqual([4401, true]);
  });

  test('an end that is set while nothing is sent closes what the session opened', async () => {
    const [a, b] = servers;
    const running = await stream(b, { cookie: await signIn(a) });
    const closing = within(running.closed());
    await sql`update auth_session set "expiresAt" = now() + interval '200 ms'`.execute(database.db);
    const { value, ms } = await closing;
    expect([value, ms >= 200, ms < 200 + WITHIN_MS]).toEqual([4401, true, true]);
  });

  test('an erased athlete has no open sockets', async () => {
    const [a, b] = servers;
    const { athleteId } = await a.service.verbs.createAthlete({
      name: 'Ole',
      timeZone: 'Europe/Copenhagen',
      locale: 'da',
      birthDate: null,
      ownerUserId: randomUUID(),
    });
    const { token } = await a.service.verbs.issueDeviceToken({
      athleteId,
      name: 'strap',
      scopes: ['live', 'manage'],
    });
    const running = await stream(b, { token });
    const gone = await fetch(`${a.address}/v1/athlete`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(gone.status).toBe(204);
    expect(await running.closed()).toBe(4401);
  });
});

describe('L12: watching without a WebSocket', () => {
  /** The events of a stream until `isEnough` or its end. */
  async function eventsOf(
    { body }: Response,
    isEnough: (text: string) => boolean = () => false,
  ): Promise<string> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const piece of body!) {
      text += decoder.decode(piece as Uint8Array, { stream: true });
      if (isEnough(text)) break;
    }
    return text;
  }

  test('the frames of the leading run come as events, and end with the authority (L14)', async () => {
    const [a, b] = servers;
    const { body } = await a.call('POST', '/v1/devices', { name: 'screen', scopes: ['read'] });
    const { token, id } = body as { token: string; id: string };
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
    const url = `${b.address}/v1/live/watch`;
    const seen = await fetch(url, { headers });
    const left = await fetch(url, { headers });
    expect(seen.headers.get('content-type')).toContain('text/event-stream');
    const session = randomUUID();
    const running = await stream(b, { token: a.token }, session);
    await beats(running, 1);
    const text = await eventsOf(seen, (sofar) => sofar.includes('event: coach') && sofar.endsWith('\n\n'));
    expect(text).toContain(`"session":"${session}"`);

    const ending = within(eventsOf(left));
    expect((await a.call('DELETE', `/v1/devices/${id}`)).status).toBe(204);
    expect((await ending).ms).toBeLessThan(WITHIN_MS);
    expect((await fetch(url, { headers })).status).toBe(401);
    running.socket.close();
  });

  test('a token that does not read is refused, a request for neither is told to upgrade (H)', async () => {
    const [a] = servers;
    const { body } = await a.call('POST', '/v1/devices', { name: 'strap', scopes: ['live'] });
    const headers = { authorization: `Bearer ${(body as { token: string }).token}` };
    const watch = `${a.address}/v1/live/watch`;
    const events = await fetch(watch, { headers: { ...headers, accept: 'text/event-stream' } });
    expect(events.status).toBe(403);
    for (const url of [watch, `${a.address}/v1/live`]) {
      const plain = await fetch(url);
      expect(plain.status).toBe(426);
      expect(plain.headers.get('upgrade')).toBe('websocket');
      expect(await plain.json()).toMatchObject({ code: 'upgrade_required', status: 426 });
    }
  });
});

describe('L15: deletion is remembered', () => {
  test('a deleted run stays deleted, whatever its phone still sends, and its phone is told', async () => {
    const [a, b] = servers;
    const session = randomUUID();
    const running = await stream(b, { token: a.token }, session);
    await beats(running, 1, 60);
    running.send({ type: 'end', lastSeq: 60 });
    await running.next('ended');
    expect((await a.call('GET', `/v1/sessions/${session}`)).status).toBe(200);

    const closing = within(running.closed());
    expect((await a.call('DELETE', `/v1/sessions/${session}`)).status).toBe(204);
    expect((await closing).value).toBe(1012);

    const back = await RawLiveClient.connect(liveUrl(b), { authorization: `Bearer ${a.token}` });
    back.send({
      type: 'hello',
      protocol: 1,
      session,
      lastSeq: 110,
      clock: { mono: 0, wall: Date.now() },
    });
    expect(await back.next('welcome')).toMatchObject({ deleted: true });
    back.send({ type: 'samples', first: 61, offset: 0, items: itemTuples(50, Date.now() - 60_000) });
    back.send({ type: 'end', lastSeq: 110 });
    expect(await back.next('ended')).toMatchObject({ session: null });
    expect(back.received.some(({ type }) => type === 'ack')).toBe(false);
    expect((await a.call('GET', `/v1/sessions/${session}`)).status).toBe(404);
    expect(await createLiveStore(database.db).load({ athleteId: a.athleteId, sessionId: session })).toEqual(
      [],
    );
    back.socket.close();
  });
});
