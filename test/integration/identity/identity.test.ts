import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type pg from 'pg';
import { createIdentity, type Identity } from '../../../src/adapters/identity/create-identity.ts';
import { createPool } from '../../../src/adapters/postgres/pool.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const someText: unknown = expect.any(String);

const PUBLIC_URL = 'http://127.0.0.1:3000';
const ADDRESS = '192.0.2.1';

let database: TestDatabase;
let pool: pg.Pool;
let identity: Identity;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.url, size: 4, onError: () => undefined });
  identity = createIdentity({
    pool,
    publicUrl: PUBLIC_URL,
    secret: randomBytes(32).toString('hex'),
    signUp: 'invite',
    dynamicRegistration: false,
    letters: null,
  });
});

afterAll(async () => {
  await pool.end();
  await database.dispose();
});

/** Follows a link as a browser would, and answers where it led with which cookie. */
async function follow(link: string): Promise<{ location: string | null; cookie: string; setCookie: string }> {
  const response = await identity.handle(new Request(link), ADDRESS);
  const setCookie = response.headers.getSetCookie().join('\n');
  return { location: response.headers.get('location'), cookie: setCookie.split(';')[0] ?? '', setCookie };
}

function call(path: string, cookie: string, body?: object): Promise<Response> {
  const headers = { cookie, origin: PUBLIC_URL, 'content-type': 'application/json' };
  return identity.handle(
    new Request(
      PUBLIC_URL + path,
      body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
    ),
    ADDRESS,
  );
}

describe('sign-in link', () => {
  it('signs the owner in once, with a cookie that scripts and other sites can not use', async () => {
    const link = await identity.createSignInLink();
    const { location, cookie, setCookie } = await follow(link);
    expect(location).toBe(`${PUBLIC_URL}/`);
    expect(setCookie).toMatch(/HttpOnly/i);
    expect(setCookie).toMatch(/SameSite=Lax/i);
    expect(setCookie).not.toMatch(/Secure/i);
    expect(await identity.findUser(new Headers({ cookie }))).toMatchObject({ userId: someText });

    const again = await follow(link);
    expect(again.setCookie).toBe('');
    expect(again.location).toContain('error=INVALID_TOKEN');
  });

  it('leads to the same owner every time, and two first links at once make one owner', async () => {
    const [first, second] = await Promise.all([identity.createSignInLink(), identity.createSignInLink()]);
    const users = await Promise.all(
      [first, second].map(async (link) =>
        identity.findUser(new Headers({ cookie: (await follow(link)).cookie })),
      ),
    );
    expect(users[0]!.userId).toBe(users[1]!.userId);
    expect((await pool.query('select count(*)::int as n from auth_user')).rows).toEqual([{ n: 1 }]);
  });

  it('keeps no token in the database that would sign anyone in', async () => {
    const link = await identity.createSignInLink();
    const token = new URL(link).searchParams.get('token')!;
    const { rows } = await pool.query<{ identifier: string }>('select identifier from auth_verification');
    expect(rows.some(({ identifier }) => identifier.includes(token))).toBe(false);
  });

  it('can not be asked for from outside', async () => {
    const response = await call('/v1/auth/sign-in/magic-link', '', { email: 'owner@zone-coach.invalid' });
    expect(response.status).toBe(404);
  });

  it('leads only to our own pages', async () => {
    const link = new URL(await identity.createSignInLink());
    link.searchParams.set('callbackURL', 'https://evil.example/');
    const response = await identity.handle(new Request(link), ADDRESS);
    expect(response.status).toBe(403);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('marks the cookie Secure where the public address is https', async () => {
    const secure = createIdentity({
      pool,
      publicUrl: 'https://coach.example',
      secret: randomBytes(32).toString('hex'),
      signUp: 'invite',
      dynamicRegistration: false,
      letters: null,
    });
    const response = await secure.handle(new Request(await secure.createSignInLink()), ADDRESS);
    expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-.*; Path=\/; .*Secure/i);
  });
});

describe('later visits', () => {
  it('e-mail and password sign in after they were set, and the session ends with sign-out', async () => {
    const { cookie } = await follow(await identity.createSignInLink());
    const owner = await identity.findUser(new Headers({ cookie }));
    const person = { userId: owner!.userId, session: owner!.authority.key, address: ADDRESS };
    await identity.setCredentials(person, {
      email: 'Kirsten@example.dk',
      password: 'en lang adgangskode',
    });
    await identity.setCredentials(person, {
      email: 'kirsten@example.dk',
      password: 'en endnu længere adgangskode',
    });
    const wrong = await call('/v1/auth/sign-in/email', '', {
      email: 'kirsten@example.dk',
      password: 'en lang adgangskode',
    });
    expect(wrong.status).toBe(401);
    const right = await call('/v1/auth/sign-in/email', '', {
      email: 'kirsten@example.dk',
      password: 'en endnu længere adgangskode',
    });
    expect(right.status).toBe(200);
    const session = right.headers.getSetCookie()[0]!.split(';')[0]!;
    expect(await identity.findUser(new Headers({ cookie: session }))).toMatchObject({
      userId: owner!.userId,
    });
    expect((await call('/v1/auth/sign-out', session, {})).status).toBe(200);
    expect(await identity.findUser(new Headers({ cookie: session }))).toBeNull();

    const link = await follow(await identity.createSignInLink());
    expect(await identity.findUser(new Headers({ cookie: link.cookie }))).toMatchObject({
      userId: owner!.userId,
    });
    const still = await call('/v1/auth/sign-in/email', '', {
      email: 'kirsten@example.dk',
      password: 'en endnu længere adgangskode',
    });
    expect(still.status).toBe(200);
  });

  it('nobody signs up by themselves', async () => {
    const response = await call('/v1/auth/sign-up/email', '', {
      email: 'someone@example.dk',
      password: 'en lang adgangskode',
      name: 'Someone',
    });
    expect(response.status).toBe(400);
    expect((await pool.query("select 1 from auth_user where email = 'someone@example.dk'")).rowCount).toBe(0);
  });
});

describe('device authorization (RFC 8628)', () => {
  it('a device gets a session after the person approved its code, and only then', async () => {
    const { cookie } = await follow(await identity.createSignInLink());
    const asked = (await (await call('/v1/auth/device/code', '', { client_id: 'phone' })).json()) as Record<
      string,
      string
    >;
    const redeem = (): Promise<Response> =>
      call('/v1/auth/device/token', '', {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: asked['device_code'],
        client_id: 'phone',
      });
    expect((await call(`/v1/auth/device?user_code=${asked['user_code']!}`, cookie)).status).toBe(200);
    expect((await call('/v1/auth/device/approve', cookie, { userCode: asked['user_code'] })).status).toBe(
      200,
    );
    const granted = await redeem();
    expect(granted.status).toBe(200);
    const { access_token: token } = (await granted.json()) as { access_token: string };
    const headers = new Headers({ authorization: `Bearer ${token}` });
    const owner = await identity.findUser(new Headers({ cookie }));
    expect(await identity.findUser(headers)).toMatchObject({ userId: owner!.userId });
    expect((await redeem()).status).toBe(400);
  });
});

describe('pairing codes', () => {
  const hash = createHash('sha256').update('code').digest();
  const athleteId = randomUUID();

  it('of two takers one gets the offer', async () => {
    await identity.pairingCodes.add(
      athleteId,
      hash,
      { name: 'Phone', scopes: ['live'] },
      Date.now() + 60_000,
    );
    const taken = await Promise.all([1, 2, 3].map(() => identity.pairingCodes.take(athleteId, hash)));
    expect(taken.filter((each) => each !== null)).toEqual([{ name: 'Phone', scopes: ['live'] }]);
  });

  it('an expired offer and another athlete’s offer are none', async () => {
    await identity.pairingCodes.add(athleteId, hash, { name: 'Phone', scopes: ['live'] }, Date.now() - 1);
    expect(await identity.pairingCodes.take(athleteId, hash)).toBeNull();
    await identity.pairingCodes.add(
      athleteId,
      hash,
      { name: 'Phone', scopes: ['live'] },
      Date.now() + 60_000,
    );
    expect(await identity.pairingCodes.take(randomUUID(), hash)).toBeNull();
  });
});

describe('leaving', () => {
  it('a forgotten person leaves no user, session, credential or offer', async () => {
    const { cookie } = await follow(await identity.createSignInLink());
    const { userId } = (await identity.findUser(new Headers({ cookie })))!;
    await identity.pairingCodes.add(
      userId,
      randomBytes(32),
      { name: 'x', scopes: ['live'] },
      Date.now() + 60_000,
    );
    await identity.forgetPerson({ athleteId: userId, userId });
    expect(await identity.findUser(new Headers({ cookie }))).toBeNull();
    for (const table of ['auth_user', 'auth_session', 'auth_account']) {
      expect((await pool.query(`select 1 from ${table}`)).rowCount, table).toBe(0);
    }
    const offers = await pool.query('select 1 from auth_verification where identifier like $1', [
      `pairing:${userId}:%`,
    ]);
    expect(offers.rowCount).toBe(0);
  });
});
