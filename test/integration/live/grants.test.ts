import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type InletServer, startInletServer } from '../../support/inlet-server.ts';
import { helloFrame, itemTuples } from '../../support/live-hello.ts';
import { RawLiveClient } from '../../support/raw-live-client.ts';

/** C2, L14. */
const WITHIN_MS = 1_000;

let database: TestDatabase;
/** Two processes' worth of servers on one database: what is revoked at the first ends at the second. */
let servers: [InletServer, InletServer];
let coach: { cookie: string; userId: string };
let clinicId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  servers = [await startInletServer(database.url), await startInletServer(database.url)];
  const { identity, stores } = servers[0].service;
  const { userId } = await identity.accounts.create({ name: 'Carl', email: null, password: null });
  coach = { userId, cookie: (await identity.signIn(userId))[0]!.split(';')[0]! };
  clinicId = randomUUID();
  const clinic = { id: clinicId, name: 'Heart clinic', createdAtMs: 0 };
  await stores.clinics.create(clinic, { userId, membershipId: randomUUID() });
});

afterAll(async () => {
  for (const server of servers) await server.close();
  await database.dispose();
});

beforeEach(async () => {
  await servers[0].service.database.pool.query('delete from access_grant');
  await join();
});

async function join(): Promise<void> {
  const membership = { userId: coach.userId, role: 'coach', membershipId: randomUUID(), atMs: 0 } as const;
  await servers[0].service.stores.clinics.addMember(clinicId, membership);
}

async function grant(scopes: readonly string[]): Promise<string> {
  const { status, body } = await servers[0].call('POST', '/v1/grants', { clinicId, scopes });
  expect(status).toBe(201);
  return (body as { id: string }).id;
}

function watchUrl({ address, athleteId }: InletServer): string {
  return `${address.replace('http', 'ws')}/v1/athletes/${athleteId}/live/watch`;
}

/** The coach's screen on the second server, let in: the look is written down with what lets it in. */
async function watching(): Promise<RawLiveClient> {
  const { pool } = servers[0].service.database;
  const looks = async (): Promise<number> =>
    (await pool.query<{ n: number }>('select coalesce(sum(count), 0)::int as n from access_look')).rows[0]!.n;
  const before = await looks();
  const screen = await watch();
  await expect.poll(looks, { timeout: 10_000 }).toBe(before + 1);
  await screen.settled();
  return screen;
}

async function watch(): Promise<RawLiveClient> {
  const [{ athleteId }, { address }] = servers;
  const url = watchUrl({ ...servers[1], athleteId });
  return RawLiveClient.connect(url, { cookie: coach.cookie, origin: address });
}

async function run(): Promise<RawLiveClient> {
  const [a, b] = servers;
  const client = await RawLiveClient.connect(`${b.address.replace('http', 'ws')}/v1/live`, {
    authorization: `Bearer ${a.token}`,
  });
  client.send({ ...helloFrame(randomUUID(), a.athleteId), token: a.token });
  await client.next('welcome');
  let first = 1;
  const beating = setInterval(() => {
    if (client.socket.readyState === client.socket.OPEN) {
      client.send({ type: 'samples', first, offset: 0, items: itemTuples(1, Date.now(), 131) });
    }
    first += 1;
  }, 250);
  client.socket.on('close', () => clearInterval(beating));
  return client;
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

async function ms(work: Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work;
  return performance.now() - startedMs;
}

describe('C2: what a coach watches ends with the consent, on every process', () => {
  test('a coach sees the running pulse by the scope `live`, and the log tells of it', async () => {
    const id = await grant(['live']);
    const screen = await watching();
    const runner = await run();
    const { bpm } = await screen.next('coach', (frame) => frame.bpm !== null);
    expect(bpm).toBeGreaterThanOrEqual(131);
    const { body } = await servers[0].call('GET', '/v1/access-log');
    expect(body).toMatchObject({ items: [{ what: 'live', grantId: id, who: { name: 'Carl' } }] });

    const closing = ms(screen.closed());
    expect((await servers[0].call('DELETE', `/v1/grants/${id}`)).status).toBe(204);
    expect(await closing).toBeLessThan(WITHIN_MS);
    const again = await watch();
    expect(await again.closed()).toBe(4401);
    runner.socket.close();
  });

  test.each([
    ['narrowed', (id: string) => servers[0].call('PATCH', `/v1/grants/${id}`, { scopes: ['report'] })],
    ['ended with the clinic’s role', () => leave()],
    [
      'deleted with the athlete’s clinic grants',
      (id: string) => servers[0].service.database.pool.query('delete from access_grant where id = $1', [id]),
    ],
  ])('%s: the socket closes within a second', async (_how, end) => {
    const id = await grant(['live']);
    const screen = await watching();
    const closing = ms(screen.closed());
    await end(id);
    expect(await closing).toBeLessThan(WITHIN_MS);
  });

  test('an application that watches for the coach: its socket closes with its consent, and the log names it (D2)', async () => {
    await grant(['live']);
    const { pool } = servers[0].service.database;
    const secret = 'application'.repeat(3);
    const brief = 'brief'.repeat(7);
    const scopes = '["live"]';
    await pool.query(
      `insert into auth_oauth_client (id, "clientId", name, "redirectUris") values ('a', 'a', 'Vægur', '[]')`,
    );
    await pool.query(
      `insert into auth_oauth_consent (id, "clientId", "userId", scopes, "createdAt", "updatedAt")
       values ('c', 'a', $1, $2, now(), now())`,
      [coach.userId, scopes],
    );
    await pool.query(
      `insert into auth_oauth_access_token (id, token, "clientId", "userId", scopes, "createdAt", "expiresAt")
       select id, token, 'a', $3, $4, now(), now() + interval '1 hour'
       from (values ('t', $1), ('brief', $2)) as given (id, token)`,
      [hashOf(secret), hashOf(brief), coach.userId, scopes],
    );
    const url = watchUrl({ ...servers[1], athleteId: servers[0].athleteId });
    const headers = { authorization: `Bearer zoa_${secret}` };
    const screen = await RawLiveClient.connect(url, headers);
    const briefScreen = await RawLiveClient.connect(url, { authorization: `Bearer zoa_${brief}` });
    const runner = await run();
    await screen.next('coach', (frame) => frame.bpm !== null);
    await briefScreen.next('coach', (frame) => frame.bpm !== null);
    const { body } = await servers[0].call('GET', '/v1/access-log');
    expect((body as { items: object[] }).items).toContainEqual(
      expect.objectContaining({
        what: 'live',
        who: { name: 'Carl', clinic: 'Heart clinic', application: 'Vægur' },
      }),
    );

    // A token that is cut short closes what was opened with it (L14), and nothing else.
    const ending = ms(briefScreen.closed());
    await pool.query(
      `update auth_oauth_access_token set "expiresAt" = now() + interval '200 ms' where id = 'brief'`,
    );
    expect(await ending).toBeLessThan(200 + WITHIN_MS);
    expect(screen.socket.readyState).toBe(screen.socket.OPEN);

    const closing = ms(screen.closed());
    await servers[0].service.identity.applications.disconnect(coach.userId, 'c');
    expect(await closing).toBeLessThan(WITHIN_MS);
    expect(await (await RawLiveClient.connect(url, headers)).closed()).toBe(4401);
    runner.socket.close();
  });

  test('other terms that still allow it: a new socket is let in at once', async () => {
    const id = await grant(['live']);
    const screen = await watching();
    const scopes = ['live', 'report'];
    expect((await servers[0].call('PATCH', `/v1/grants/${id}`, { scopes })).status).toBe(200);
    await screen.closed();
    const again = await watching();
    const runner = await run();
    expect(await again.next('coach')).toMatchObject({ type: 'coach' });
    runner.socket.close();
    again.socket.close();
  });

  test('without the scope, or to write a stream, the socket is refused', async () => {
    await grant(['report', 'sessions', 'prescribe']);
    const screen = await watch();
    expect(await screen.closed()).toBe(4401);
    const [{ athleteId }, { address }] = servers;
    const url = `${address.replace('http', 'ws')}/v1/athletes/${athleteId}/live`;
    const writer = await RawLiveClient.connect(url, { cookie: coach.cookie, origin: address });
    writer.send(helloFrame(randomUUID(), athleteId));
    expect(await writer.closed()).toBe(4401);
  });
});

async function leave(): Promise<void> {
  await servers[0].service.database.pool.query(
    `delete from clinic_member where role = 'coach' and user_id = $1`,
    [coach.userId],
  );
}
