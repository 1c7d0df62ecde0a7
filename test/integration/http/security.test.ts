/** What outsiders found broken (cases V to Y2), each with the right value, over the real app and database. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LightMyRequestResponse } from 'fastify';
import { createIdentity } from '../../../src/adapters/identity/create-identity.ts';
import { createHttpApp, PUBLIC_URL, type HttpApp } from '../../support/http-app.ts';

let http: HttpApp;
beforeAll(async () => {
  http = await createHttpApp({ metricsToken: 'a token for Prometheus' });
});
afterAll(() => http.close());
afterEach(() => http.pool.query('delete from auth_attempt'));

const EMAIL = 'kirsten@example.dk';
const PASSWORD = 'en lang adgangskode';

function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

function signInWith(
  password: string,
  { email = EMAIL, cookie = '', address = '192.0.2.1' } = {},
): Promise<LightMyRequestResponse> {
  return http.app.inject({
    method: 'POST',
    url: '/v1/auth/sign-in/email',
    headers: cookie === '' ? {} : { cookie },
    remoteAddress: address,
    payload: { email, password },
  });
}

function putCredentials(cookie: string, payload: object): Promise<LightMyRequestResponse> {
  return http.app.inject({ method: 'PUT', url: '/v1/auth/credentials', headers: { cookie }, payload });
}

async function isSignedIn(cookie: string): Promise<boolean> {
  return (await http.app.inject({ url: '/v1/athlete', headers: { cookie } })).statusCode === 200;
}

async function ageSessions(age: string): Promise<void> {
  await http.pool.query('update auth_session set "createdAt" = now() - $1::interval', [age]);
}

function cookiesOf(response: LightMyRequestResponse): string {
  return [response.headers['set-cookie'] ?? []]
    .flat()
    .map((each) => each.split(';')[0])
    .join('; ');
}

describe('V: a redirect stays on this origin', () => {
  const elsewhere = [
    `${PUBLIC_URL}//evil.example`,
    `${PUBLIC_URL}/\\evil.example`,
    `${PUBLIC_URL}/%09//evil.example`,
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
  ];
  const names = ['callbackURL', 'errorCallbackURL', 'newUserCallbackURL'];
  it.each(names.flatMap((name) => elsewhere.map((to) => [name, to])))('%s=%s', async (name, to) => {
    const genuine = new URL(await http.identity.createSignInLink());
    for (const token of ['x', genuine.searchParams.get('token')!]) {
      const query = new URLSearchParams({ token, callbackURL: '/', [name]: to });
      const response = await http.app.inject(`/v1/auth/magic-link/verify?${query.toString()}`);
      const { location } = response.headers;
      if (location === undefined) expect(response.statusCode).toBe(403);
      else {
        expect(location).toMatch(/^\/(?![/\\])/);
        expect(new URL(location, PUBLIC_URL).origin).toBe(PUBLIC_URL);
      }
    }
  });

  it.each([
    'verify-email?token=x&callbackURL=',
    'reset-password/x?callbackURL=',
    'delete-user/callback?token=x&callbackURL=',
  ])('what the product does not offer redirects nowhere: %s', async (path) => {
    const response = await http.app.inject(
      `/v1/auth/${path}${encodeURIComponent(`${PUBLIC_URL}//evil.example`)}`,
    );
    expect([response.statusCode, response.headers.location]).toEqual([404, undefined]);
  });
});

describe('W: a borrowed session does not take the account over', () => {
  it('a fresh sign-in sets a password and ends all other sessions', async () => {
    const [thief, owner] = [await http.signIn(), await http.signIn()];
    expect((await putCredentials(owner, { email: EMAIL, password: PASSWORD })).statusCode).toBe(204);
    expect([await isSignedIn(owner), await isSignedIn(thief)]).toEqual([true, false]);
  });

  it('an older one needs the current password', async () => {
    const owner = await http.signIn();
    await putCredentials(owner, { email: EMAIL, password: PASSWORD });
    await ageSessions('11 minutes');
    const next = { email: EMAIL, password: 'den næste lange kode' };
    for (const given of [next, { ...next, currentPassword: 'ikke den rigtige' }]) {
      const refused = await putCredentials(owner, given);
      expect(refused.statusCode).toBe(403);
      expect(refused.json()).toMatchObject({ code: 'not_allowed', field: 'currentPassword' });
    }
    expect((await putCredentials(owner, { ...next, currentPassword: PASSWORD })).statusCode).toBe(204);
    expect((await signInWith(next.password)).statusCode).toBe(200);
    expect((await signInWith(PASSWORD)).statusCode).toBe(401);
  });
});

describe('W: the person is told', () => {
  it('of credentials that were set and of the sessions that ended by it; nobody else is', async () => {
    const [, owner] = [await http.signIn(), await http.signIn()];
    await putCredentials(owner, { email: EMAIL, password: PASSWORD });
    const again = await http.signIn();
    const events = await http.app.inject({ url: '/v1/auth/events', headers: { cookie: again } });
    expect(events.statusCode, events.body).toBe(200);
    const [latest] = events.json<{ items: { at: string; what: string; endedSessions: number }[] }>().items;
    expect(latest).toMatchObject({ what: 'credentials_changed' });
    expect(latest!.endedSessions).toBeGreaterThan(0);
    expect(Date.now() - Date.parse(latest!.at)).toBeLessThan(60_000);
    const { token } = await http.createAthleteWithToken();
    const byToken = await http.app.inject({ url: '/v1/auth/events', headers: bearer(token) });
    expect(byToken.statusCode).toBe(403);
  });
});

describe('X: guessing', () => {
  beforeAll(async () => {
    await putCredentials(await http.signIn(), { email: EMAIL, password: PASSWORD });
  });

  it.each(['aaaaaaaaaaaa', 'password1234', 'qwertyuiop12', '123456789012', 'P@ssw0rd1234', 'kirsten12345'])(
    '%s is refused as a password',
    async (password) => {
      const refused = await putCredentials(await http.signIn(), { email: EMAIL, password });
      expect(refused.statusCode).toBe(400);
      expect(refused.json()).toMatchObject({ field: 'password' });
    },
  );

  it('the eleventh guess at one account is refused from any address, and a known device still signs in', async () => {
    const device = cookiesOf(await signInWith(PASSWORD));
    const statuses: number[] = [];
    for (let guess = 0; guess < 12; guess += 1) {
      statuses.push((await signInWith(`forkert ${guess}`, { address: `198.51.100.${guess}` })).statusCode);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
    const locked = await signInWith(PASSWORD, { address: '203.0.113.9' });
    expect(locked.statusCode).toBe(429);
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(locked.headers['retry-after'])).toBeLessThanOrEqual(900);
    expect((await signInWith(PASSWORD, { cookie: device })).statusCode).toBe(200);
    const forged = device.replace(/(known_device=[^.]+\.).{6}/, '$1AAAAAA');
    expect((await signInWith(PASSWORD, { cookie: forged })).statusCode).toBe(429);
  });

  it('one address, or one /64 of IPv6, has fifty guesses at any accounts', async () => {
    const guess = async (nth: number): Promise<number> => {
      const email = `nobody-${nth}@example.dk`;
      const address = `2001:db8:0:7::${nth.toString(16)}`;
      return (await signInWith('forkert', { email, address })).statusCode;
    };
    expect(await guess(1)).toBe(401);
    // As after 49 of them: each costs as much as a password is made to cost.
    await http.pool.query('update auth_attempt set count = 49');
    expect([await guess(50), await guess(51)]).toEqual([401, 429]);
    expect((await signInWith('forkert', { address: '2001:db8:0:8::1' })).statusCode).toBe(401);
  });

  it('the eleventh wrong current password is refused from any address, the right one waits, the sign-in does not', async () => {
    const owner = await http.signIn();
    await ageSessions('11 minutes');
    const statuses: number[] = [];
    const put = async (currentPassword: string, address: string): Promise<number> =>
      (
        await http.app.inject({
          method: 'PUT',
          url: '/v1/auth/credentials',
          headers: { cookie: owner },
          remoteAddress: address,
          payload: { email: EMAIL, password: 'den næste lange kode', currentPassword },
        })
      ).statusCode;
    for (let guess = 0; guess < 11; guess += 1) {
      statuses.push(await put(`forkert kode ${guess}`, `198.51.100.${guess}`));
    }
    expect(statuses).toEqual([...Array<number>(10).fill(403), 429]);
    expect(await put(PASSWORD, '203.0.113.9')).toBe(429);
    expect((await signInWith(PASSWORD)).statusCode).toBe(200);
  });

  it('the limit holds for two processes together, and keeps no address in words', async () => {
    const secret = randomBytes(32).toString('hex');
    const processes = [1, 2].map(() =>
      createIdentity({
        pool: http.pool,
        publicUrl: PUBLIC_URL,
        secret,
        signUp: 'invite',
        dynamicRegistration: false,
        letters: null,
      }),
    );
    const guess = (process: number): Promise<number> =>
      processes[process % 2]!.handle(
        new Request(`${PUBLIC_URL}/v1/auth/sign-in/email`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: PUBLIC_URL },
          body: JSON.stringify({ email: EMAIL, password: 'forkert' }),
        }),
        '192.0.2.1',
      ).then(
        ({ status }) => status,
        () => 429,
      );
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) statuses.push(await guess(attempt));
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
    const { rows } = await http.pool.query('select * from auth_attempt');
    expect(JSON.stringify(rows)).not.toMatch(/kirsten|192\.0/);
  });
});

describe('Y: closed by default', () => {
  it.each([
    ['this machine', {}, '127.0.0.1', 200],
    ['elsewhere', {}, '192.0.2.1', 401],
    ['elsewhere through a proxy here', { 'x-forwarded-for': '192.0.2.1' }, '127.0.0.1', 401],
    ['elsewhere with the token', bearer('a token for Prometheus'), '192.0.2.1', 200],
    ['elsewhere with another token', bearer('a token for prometheus'), '192.0.2.1', 401],
  ])('metrics from %s', async (_where, headers, remoteAddress, status) => {
    expect((await http.app.inject({ url: '/metrics', headers, remoteAddress })).statusCode).toBe(status);
  });

  it('no body holds the token of a session, and health data is not stored on the way', async () => {
    const cookie = await http.signIn();
    await putCredentials(cookie, { email: EMAIL, password: PASSWORD });
    const { rows } = await http.pool.query<{ token: string }>('select token from auth_session');
    const bodies = [
      await http.app.inject({ url: '/v1/auth/get-session', headers: { cookie } }),
      await signInWith(PASSWORD),
      await http.app.inject(
        `/v1/auth/magic-link/verify?token=${new URL(await http.identity.createSignInLink()).searchParams.get('token')!}`,
      ),
    ];
    for (const response of bodies) {
      expect(response.statusCode).toBe(200);
      expect(response.body).not.toMatch(/"token"/);
      for (const { token } of rows) expect(response.body).not.toContain(token);
    }
    for (const url of ['/v1/athlete', '/v1/reports/weeks/2026-W47', '/v1/sessions', '/v1/devices']) {
      const response = await http.app.inject({ url, headers: { cookie } });
      expect([url, response.headers['cache-control']]).toEqual([url, 'no-store']);
    }
  });

  it('a session in daily use ends 90 days after its sign-in', async () => {
    const cookie = await http.signIn();
    await ageSessions('89 days');
    await http.pool.query(`update auth_session set "expiresAt" = now() + interval '60 days'`);
    expect(await isSignedIn(cookie)).toBe(true);
    await ageSessions('91 days');
    expect(await isSignedIn(cookie)).toBe(false);
  });
});

describe('Y2: rights no wider than their name', () => {
  it('no token makes a token, a pairing code or an address that can what it can’t', async () => {
    const { athleteId, token } = await http.createAthleteWithToken(['manage']);
    const wide = await http.issueToken(athleteId, ['manage', 'read']);
    const post = async (by: string, url: string, payload: object): Promise<number> =>
      (await http.app.inject({ method: 'POST', url, headers: bearer(by), payload })).statusCode;
    expect(await post(token, '/v1/devices', { name: 'Bridge', scopes: ['read'] })).toBe(403);
    expect(await post(wide, '/v1/devices', { name: 'Bridge', scopes: ['read', 'live'] })).toBe(403);
    expect(await post(wide, '/v1/devices', { name: 'Bridge', scopes: ['read'] })).toBe(201);
    expect(await post(wide, '/v1/devices/pairing-codes', {})).toBe(403);
    expect(await post(wide, '/v1/devices/pairing-codes', { scopes: ['read'] })).toBe(201);
    expect(await post(wide, '/v1/inlets', { name: 'Watch' })).toBe(403);
  });

  it('a device revokes itself whatever its scopes, and nobody else', async () => {
    const { athleteId, token } = await http.createAthleteWithToken(['live']);
    const other = await http.issueToken(athleteId, ['read']);
    const { items } = (await http.app.inject({ url: '/v1/devices', headers: bearer(other) })).json<{
      items: { id: string; scopes: string[] }[];
    }>();
    const othersId = items.find(({ scopes }) => scopes.includes('read'))!.id;
    const revoke = async (id: string): Promise<number> =>
      (await http.app.inject({ method: 'DELETE', url: `/v1/devices/${id}`, headers: bearer(token) }))
        .statusCode;
    expect(await revoke(othersId)).toBe(403);
    expect(await revoke('current')).toBe(204);
    http.clock.ms += 10_000;
    expect(await revoke('current')).toBe(401);
  });
});
