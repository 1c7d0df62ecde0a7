/** D2: applications that act for people, by OAuth 2.1. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdentity } from '../../../src/adapters/identity/create-identity.ts';
import { createHttpApp, PUBLIC_URL, type HttpApp } from '../../support/http-app.ts';
import { CALLBACK, oauthCalls, type Application, type Tokens } from '../../support/oauth-application.ts';
import { peopleCalls } from '../../support/people-calls.ts';

let http: HttpApp;
const { call, join, looks, me } = peopleCalls(() => http);
const { register, ask, answer, exchange, refresh, connect, post } = oauthCalls(() => http);
let operator: string;
let anna: string;
let annasId: string;
let coach: string;
let application: Application;
let phone: Application;

beforeAll(async () => {
  http = await createHttpApp();
  operator = await http.signIn();
  anna = await join({ as: 'athlete' }, 'Anna', operator);
  annasId = (await me(anna)).athleteId!;
  const clinicId = (await call('POST', '/v1/clinics', { as: operator, body: { name: 'Klinik' } })).json<{
    id: string;
  }>().id;
  coach = await join({ as: 'coach', clinicId }, 'Coach', operator);
  application = await register(operator);
  phone = await register(anna, { name: 'Ur', redirectUris: ['http://127.0.0.1/back', CALLBACK] });
});
afterAll(() => http.close());

const get = (url: string, { access_token: token }: Tokens) =>
  http.app.inject({ url, headers: { authorization: `Bearer ${token}` } });
const status = async (url: string, tokens: Tokens) => (await get(url, tokens)).statusCode;

describe('documents by which an application finds its way', () => {
  it('name the server, its addresses and scopes, and registration only where it is on', async () => {
    const server = (await http.app.inject('/.well-known/oauth-authorization-server')).json<
      Record<string, unknown>
    >();
    expect(server).toMatchObject({
      issuer: PUBLIC_URL,
      authorization_endpoint: `${PUBLIC_URL}/v1/auth/oauth2/authorize`,
      code_challenge_methods_supported: ['S256'],
      registration_endpoint: `${PUBLIC_URL}/v1/auth/oauth2/register`,
    });
    const resource = await http.app.inject('/.well-known/oauth-protected-resource/mcp');
    expect(resource.json()).toMatchObject({
      resource: `${PUBLIC_URL}/mcp`,
      authorization_servers: [PUBLIC_URL],
    });
  });

  it('are named by every refusal of a request without a token', async () => {
    for (const [method, url, path] of [
      ['GET', '/v1/athlete', ''],
      ['POST', '/mcp', '/mcp'],
    ] as const) {
      const response = await http.app.inject({ method, url });
      expect(response.statusCode).toBe(401);
      expect(response.headers['www-authenticate']).toBe(
        `Bearer resource_metadata="${PUBLIC_URL}/.well-known/oauth-protected-resource${path}"`,
      );
    }
  });
});

describe('the way to a token', () => {
  it('leads over the consent of the person, who may give less than was asked', async () => {
    const page = await ask(application, 'report sessions offline_access', { as: anna });
    expect(page.pathname).toBe('/authorize');
    const back = await answer(page, anna, { accept: true, scope: 'report offline_access' });
    expect(back.origin + back.pathname).toBe(CALLBACK);
    expect(back.searchParams.get('state')).toBe('xyz');
    expect(back.searchParams.get('iss')).toBe(PUBLIC_URL);
    const response = await exchange(application, back.searchParams.get('code')!);
    const tokens = response.json<Tokens>();
    expect(tokens).toMatchObject({ token_type: 'Bearer', scope: 'report offline_access', expires_in: 3600 });
    expect(await status('/v1/reports/weeks/2026-W47', tokens)).toBe(200);
    expect(await status('/v1/sessions', tokens)).toBe(403);
  });

  it('begins at sign-in for somebody who is not signed in, and works for a public application too', async () => {
    const page = await ask(phone, 'sessions');
    expect(page.pathname).toBe('/authorize');
    const back = await answer(page, anna);
    const tokens = (await exchange(phone, back.searchParams.get('code')!)).json<Tokens>();
    expect(await status('/v1/sessions', tokens)).toBe(200);
    expect(tokens.refresh_token).toBeUndefined();
  });

  it('ends with a no, which makes no code', async () => {
    const back = await answer(await ask(phone, 'live', { as: anna, prompt: 'consent' }), anna, {
      accept: false,
    });
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('code')).toBeNull();
  });

  it.each([
    ['without PKCE', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    ['with plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['for a scope that is none', { scope: 'report manage' }, 'invalid_scope'],
    ['for another kind of answer', { response_type: 'token' }, 'unsupported_response_type'],
  ])('%s is refused', async (_what, changed, error) => {
    for (const each of [application, phone]) {
      const back = await ask(each, 'report', { as: anna, ...changed });
      // Where an application waits for its answer behind the `#`, the refusal stands there too.
      const said = new URLSearchParams(back.search + back.hash.replace('#', '&'));
      expect(said.get('error')).toBe(error);
      expect(said.get('code')).toBeNull();
    }
  });

  it('never leads to an address that was not registered, nor for a resource elsewhere', async () => {
    const away = await ask(application, 'report', { as: anna, redirect_uri: 'https://evil.example/' });
    expect(away.origin).toBe(PUBLIC_URL);
    expect(away.pathname).toBe('/authorize');
    const other = await ask(application, 'report', { as: anna, resource: 'https://other.example/' });
    expect([other.pathname, other.search]).toEqual(['/authorize', '']);
  });

  it('holds the request to what was signed, and the answer to our own page', async () => {
    const page = await ask(application, 'report', { as: anna, prompt: 'consent' });
    page.searchParams.set('scope', 'report sessions prescribe');
    const forged = await call('POST', '/v1/auth/oauth2/consent', {
      as: anna,
      body: { accept: true, oauth_query: page.search.slice(1) },
    });
    expect(forged.statusCode).toBe(400);
    const elsewhere = await http.app.inject({
      method: 'POST',
      url: '/v1/auth/oauth2/consent',
      headers: { cookie: anna, origin: 'https://evil.example' },
      payload: { accept: true, oauth_query: page.search.slice(1) },
    });
    expect(elsewhere.statusCode).toBe(403);
  });

  it('takes a code once, with its own verifier, secret and address', async () => {
    const codeOf = async (): Promise<string> =>
      (
        await answer(await ask(application, 'report', { as: anna, prompt: 'consent' }), anna)
      ).searchParams.get('code')!;
    const wrong: [Application, Record<string, string>][] = [
      [application, { code_verifier: 'x'.repeat(43) }],
      [application, { redirect_uri: 'https://app.example/other' }],
      [{ ...application, secret: 'zos_wrong' }, {}],
      [phone, {}],
    ];
    for (const [who, changed] of wrong) {
      const { statusCode } = await exchange(who, await codeOf(), changed);
      expect([400, 401], JSON.stringify(changed)).toContain(statusCode);
    }
    const code = await codeOf();
    const tokens = (await exchange(application, code)).json<Tokens>();
    expect(await status('/v1/athlete', tokens)).toBe(200);
    expect((await exchange(application, code)).statusCode).toBe(400);
    // Whoever shows a code again may have stolen it: what it brought is taken back.
    expect(await status('/v1/athlete', tokens)).toBe(401);
  });
});

describe('refresh tokens', () => {
  it('are used once; an old one that comes back takes the whole family along', async () => {
    const first = await connect(application, 'report offline_access', anna);
    const second = (await refresh(application, first.refresh_token!)).json<Tokens>();
    expect(await status('/v1/athlete', second)).toBe(200);
    const again = await refresh(application, first.refresh_token!);
    expect(again.statusCode).toBe(400);
    expect(again.json()).toMatchObject({ error: 'invalid_grant' });
    expect(await status('/v1/athlete', second)).toBe(401);
    expect((await refresh(application, second.refresh_token!)).statusCode).toBe(400);
  });

  it('are taken back by their application, and nobody else’s', async () => {
    const tokens = await connect(application, 'report offline_access', anna);
    await post('revoke', phone, { token: tokens.access_token });
    expect(await status('/v1/athlete', tokens)).toBe(200);
    await post('revoke', application, { token: tokens.access_token, token_type_hint: 'access_token' });
    expect(await status('/v1/athlete', tokens)).toBe(401);
    const { statusCode } = await post('revoke', application, {
      token: tokens.refresh_token!,
      token_type_hint: 'refresh_token',
    });
    expect(statusCode).toBe(200);
    expect((await refresh(application, tokens.refresh_token!)).statusCode).toBe(400);
  });
});

describe('an application that acts for somebody', () => {
  it('may no more than the person may: another’s athlete only by a grant, and its own scope', async () => {
    const tokens = await connect(application, 'report sessions', coach);
    const week = `/v1/athletes/${annasId}/reports/weeks/2026-W47`;
    const sessions = `/v1/athletes/${annasId}/sessions`;
    expect(await status(week, tokens)).toBe(403);
    const coachUserId = (await me(coach)).user.id;
    const grant = await call('POST', '/v1/grants', {
      as: anna,
      body: { coachUserId, scopes: ['report', 'prescribe'], history: true },
    });
    expect(await status(week, tokens)).toBe(200);
    expect(await status(sessions, tokens)).toBe(403);
    const { id } = grant.json<{ id: string }>();
    expect(await looks(anna)).toContainEqual(
      expect.objectContaining({
        who: { name: 'Coach', application: 'Løbedagbog' },
        what: 'week',
        week: '2026-W47',
        grantId: id,
      }),
    );
    await call('DELETE', `/v1/grants/${id}`, { as: anna });
    expect(await status(week, tokens)).toBe(403);
  });

  it('writes nothing without `prescribe`, and reaches no account, plan or device of the person', async () => {
    const tokens = await connect(application, 'report sessions live', anna);
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const note = { text: 'Hej' };
    for (const [method, url, payload] of [
      ['POST', '/v1/notes', note],
      ['POST', '/v1/athlete/prescriptions', { validFrom: '2026-11-16' }],
      ['PATCH', '/v1/athlete', { name: 'Eva' }],
      ['DELETE', '/v1/athlete', undefined],
      ['POST', '/v1/devices', { name: 'x', scopes: ['read'] }],
      ['POST', '/v1/applications', { name: 'x', redirectUris: [CALLBACK] }],
      ['GET', '/v1/export', undefined],
      ['GET', '/v1/connections', undefined],
      ['GET', '/v1/grants', undefined],
    ] as const) {
      const response = await http.app.inject({
        method,
        url,
        headers,
        ...(payload !== undefined && { payload }),
      });
      expect(response.statusCode, `${method} ${url}`).toBe(403);
    }
  });

  it('sends files in by `upload` alone, and sees none of them', async () => {
    const tokens = await connect(phone, 'upload', anna);
    const response = await http.app.inject({
      method: 'POST',
      url: '/v1/uploads',
      headers: {
        authorization: `Bearer ${tokens.access_token}`,
        'content-type': 'application/octet-stream',
      },
      payload: 'no recording',
    });
    expect(response.statusCode).toBe(422);
    for (const url of ['/v1/uploads', '/v1/sessions', '/v1/athlete'])
      expect(await status(url, tokens)).toBe(403);
  });

  it('is seen by the person with scope, since and last use, each look in the log, and gone at one tap', async () => {
    const tokens = await connect(application, 'report offline_access', anna);
    await get('/v1/reports/weeks/2026-W46', tokens);
    const { items } = (await call('GET', '/v1/connections', { as: anna })).json<{
      items: { id: string; name: string; lastUsedAt: string | null }[];
    }>();
    const connection = items.find(({ name }) => name === 'Løbedagbog')!;
    expect(connection).toMatchObject({ scopes: ['report'], lastUsedAt: expect.any(String) as string });
    expect(await looks(anna)).toContainEqual(
      expect.objectContaining({
        who: { name: 'Anna', application: 'Løbedagbog' },
        what: 'week',
        grantId: connection.id,
      }),
    );
    expect((await call('DELETE', `/v1/connections/${connection.id}`, { as: coach })).statusCode).toBe(404);
    expect((await call('DELETE', `/v1/connections/${connection.id}`, { as: anna })).statusCode).toBe(204);
    expect(await status('/v1/athlete', tokens)).toBe(401);
    expect((await refresh(application, tokens.refresh_token!)).statusCode).toBe(400);
    const asked = await ask(application, 'report', { as: anna });
    expect(asked.pathname, 'a yes is asked for again').toBe('/authorize');
  });

  it('loses what the person narrows at the next yes, and a code that waits when they disconnect', async () => {
    const wide = await connect(application, 'report sessions', anna);
    const narrow = await connect(application, 'report', anna);
    expect(await status('/v1/sessions', wide)).toBe(401);
    expect(await status('/v1/athlete', narrow)).toBe(200);
    const page = await ask(application, 'report', { as: anna, prompt: 'consent' });
    const code = (await answer(page, anna)).searchParams.get('code')!;
    const { items } = (await call('GET', '/v1/connections', { as: anna })).json<{
      items: { id: string; name: string }[];
    }>();
    const { id } = items.find(({ name }) => name === 'Løbedagbog')!;
    await call('DELETE', `/v1/connections/${id}`, { as: anna });
    expect((await exchange(application, code)).statusCode).toBe(400);
  });

  it('is asked for again after 12 months', async () => {
    const tokens = await connect(application, 'report', anna);
    expect(await status('/v1/athlete', tokens)).toBe(200);
    await http.pool.query(`update auth_oauth_consent set "updatedAt" = now() - interval '12 months'`);
    expect(await status('/v1/athlete', tokens)).toBe(401);
    await http.identity.applications.removeOld();
    const { rows } = await http.pool.query<{ n: number }>(
      'select count(*)::int as n from auth_oauth_access_token',
    );
    expect(rows[0]!.n).toBe(0);
  });
});

describe('applications that somebody registers', () => {
  it('are listed for them alone, and removed with all that they were given', async () => {
    const made = await register(operator, { name: 'Kort', redirectUris: [CALLBACK], confidential: true });
    expect(made.secret).toMatch(/^zos_/);
    const tokens = await connect(made, 'report', anna);
    const listed = (await call('GET', '/v1/applications', { as: operator })).body;
    expect(listed).toContain(made.id);
    expect(listed).not.toContain(made.secret);
    expect((await call('GET', '/v1/applications', { as: anna })).body).not.toContain(made.id);
    expect((await call('DELETE', `/v1/applications/${made.id}`, { as: anna })).statusCode).toBe(404);
    expect((await call('DELETE', `/v1/applications/${made.id}`, { as: operator })).statusCode).toBe(204);
    expect(await status('/v1/athlete', tokens)).toBe(401);
  });

  it('come back only to addresses that nobody else can read', async () => {
    for (const uri of ['http://app.example/', 'javascript:alert(1)', 'https://app.example/#x', 'app']) {
      const response = await call('POST', '/v1/applications', {
        as: operator,
        body: { name: 'x', redirectUris: [uri] },
      });
      expect(response.statusCode, `${uri} ${response.body}`).toBe(400);
      expect(response.json()).toMatchObject({ code: 'invalid_input' });
    }
  });

  it('or that register themselves where it is allowed, and never skip the consent', async () => {
    const body = { client_name: 'Selv', redirect_uris: ['http://localhost:9999/cb'], skip_consent: true };
    const response = await http.app.inject({
      method: 'POST',
      url: '/v1/auth/oauth2/register',
      payload: body,
    });
    expect(response.statusCode, response.body).toBe(201);
    expect(response.json()).toMatchObject({ client_name: 'Selv', application_type: 'native' });
    const { rows } = await http.pool.query('select "skipConsent" from auth_oauth_client where name = $1', [
      'Selv',
    ]);
    expect(rows).toEqual([{ skipConsent: null }]);
  });
});

it('registration is off unless the operator allows it: not in the documents, and refused at its address', async () => {
  const identity = createIdentity({
    pool: http.pool,
    publicUrl: PUBLIC_URL,
    secret: 'a secret of this test that is long enough',
    signUp: 'invite',
    dynamicRegistration: false,
    letters: null,
  });
  const closed = await createHttpApp({ identity });
  const metadata = await closed.app.inject('/.well-known/oauth-authorization-server');
  expect(metadata.json()).not.toHaveProperty('registration_endpoint');
  const before = await http.countRows();
  const refused = await closed.app.inject({
    method: 'POST',
    url: '/v1/auth/oauth2/register',
    payload: { client_name: 'Selv', redirect_uris: ['http://localhost:9999/cb'] },
  });
  expect([refused.statusCode, refused.json()]).toMatchObject([403, { error: 'access_denied' }]);
  expect(await http.countRows()).toEqual(before);
  await closed.close();
});

it('no token, code or secret can be read in the database', async () => {
  const made = await register(anna, { name: 'Hemmelig', redirectUris: [CALLBACK], confidential: true });
  const page = await ask(made, 'report offline_access', { as: anna });
  const code = (await answer(page, anna)).searchParams.get('code')!;
  const waiting = await http.pool.query('select identifier, value from auth_verification');
  expect(JSON.stringify(waiting.rows)).not.toContain(code);
  const tokens = (await exchange(made, code)).json<Tokens>();
  const secrets = [made.secret!, tokens.access_token, tokens.refresh_token!].map((each) => each.slice(4));
  for (const table of ['client', 'access_token', 'refresh_token']) {
    const { rows } = await http.pool.query(`select * from auth_oauth_${table}`);
    const kept = JSON.stringify(rows);
    for (const secret of secrets) expect(kept).not.toContain(secret);
  }
  const hash = createHash('sha256').update(tokens.access_token.slice(4)).digest('base64url');
  const found = await http.pool.query('select from auth_oauth_access_token where token = $1', [hash]);
  expect(found.rowCount).toBe(1);
});
