import { rm, writeFile } from 'node:fs/promises';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/adapters/http/limits.ts';
import { loggerOptions } from '../../../src/adapters/http/logging.ts';
import { makeDirectory } from '../../support/guarded.ts';
import { createHttpApp, PUBLIC_URL, type HttpApp } from '../../support/http-app.ts';

const lines: string[] = [];
const stream = new Writable({
  write(chunk: Buffer, _encoding, done) {
    lines.push(chunk.toString());
    done();
  },
});

let http: HttpApp;

beforeAll(async () => {
  http = await createHttpApp({
    log: pino(loggerOptions('info'), stream),
    limits: { ...DEFAULT_LIMITS, pairPerMinute: 3, uploadFileBytes: 1_000, uploadRequestBytes: 3_000 },
    live: (app, _options, done) => {
      app.get('/v1/broken', { schema: { hide: true } }, () => {
        throw new Error('password=hunter2 at /home/secret');
      });
      app.get(
        '/v1/often',
        { schema: { hide: true }, config: { isForApps: true }, childLoggerFactory: (logger) => logger },
        () => 'seen',
      );
      app.get('/v1/busy', { schema: { hide: true } }, () => {
        // As pg says that no connection of its pool was free in time.
        throw new Error('timeout exceeded when trying to connect');
      });
      done();
    },
  });
});

afterAll(() => http.close());

describe('open routes', () => {
  it('health, readiness and metrics need no one, and metrics name patterns, not people', async () => {
    expect((await http.app.inject('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await http.app.inject('/readyz')).json()).toEqual({
      ready: true,
      database: true,
      migrations: true,
      storage: true,
    });
    const { athleteId, token } = await http.createAthleteWithToken();
    const id = '11111111-2222-4333-8444-555555555555';
    await http.app.inject({ url: `/v1/sessions/${id}`, headers: { authorization: `Bearer ${token}` } });
    const { body } = await http.app.inject('/metrics');
    expect(body).toContain('route="/v1/sessions/:id"');
    expect(body).not.toContain(id);
    expect(body).not.toContain(athleteId);
  });

  it('a loop that stands for a second, as at a start on a busy machine, turns nobody away', async () => {
    const { token } = await http.createAthleteWithToken();
    const statuses: number[] = [];
    for (let pause = 0; pause < 4; pause++) {
      const endMs = performance.now() + 1_100;
      while (performance.now() < endMs);
      await new Promise(setImmediate);
      const headers = { authorization: `Bearer ${token}` };
      statuses.push((await http.app.inject({ url: '/v1/athlete', headers })).statusCode);
    }
    expect(statuses).toEqual([200, 200, 200, 200]);
  });

  it('not ready is 503', async () => {
    const unready = await createHttpApp({ readiness: () => Promise.reject(new Error('no database')) });
    const response = await unready.app.inject('/readyz');
    expect(response.statusCode).toBe(503);
    expect(response.json()).toEqual({ ready: false, database: false, migrations: false, storage: false });
    await unready.close();
  });

  it('the reader of the API loads nothing inline and nothing from elsewhere', async () => {
    const page = await http.app.inject('/docs');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'/);
    expect(page.headers['content-security-policy']).not.toMatch(/unsafe-(inline|eval)/);
    const scripts = [...page.body.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, inline] of scripts) {
      expect(inline!.trim()).toBe('');
      const source = /src="([^"]+)"/.exec(attributes!)![1]!;
      expect(source).not.toMatch(/^(https?:)?\/\//);
      const path = new URL(source, `${PUBLIC_URL}/docs`).pathname;
      expect((await http.app.inject(path)).statusCode, path).toBe(200);
    }
    expect(page.body).not.toMatch(/<style|style="|on\w+="/);
  });

  it('without a page `/` leads to the docs, and nothing is a problem', async () => {
    expect((await http.app.inject('/')).headers.location).toBe('/docs');
    const nothing = await http.app.inject('/nothing');
    expect(nothing.statusCode).toBe(404);
    expect(nothing.json()).toMatchObject({ code: 'not_found' });
  });

  it('with a page its own addresses answer with it, and the API’s do not', async () => {
    const page = await makeDirectory('page');
    await writeFile(join(page, 'index.html'), '<!doctype html><title>Zone Coach</title>');
    const withPage = await createHttpApp({ page });
    const html = { accept: 'text/html' };
    for (const url of ['/', '/week/2026-W47']) {
      const response = await withPage.app.inject({ url, headers: html });
      expect(response.statusCode, url).toBe(200);
      expect(response.body).toContain('<title>Zone Coach</title>');
    }
    expect((await withPage.app.inject({ url: '/v1/nothing', headers: html })).statusCode).toBe(404);
    expect((await withPage.app.inject({ url: '/nothing.js' })).statusCode).toBe(404);
    await withPage.close();
    await rm(page, { recursive: true });
  });
});

describe('signed in by cookie', () => {
  it('the link signs in, makes the athlete on first use, and several first requests make one', async () => {
    const cookie = await http.signIn();
    const first = await Promise.all(
      [1, 2, 3].map(() => http.app.inject({ url: '/v1/athlete', headers: { cookie } })),
    );
    const ids = first.map((response) => response.json<{ id: string; name: string }>());
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
    expect(ids[0]).toMatchObject({ name: '', timeZone: 'Europe/Copenhagen' });
  });

  it.each([
    ['our own page', { 'sec-fetch-site': 'same-origin', origin: PUBLIC_URL }, 200],
    ['our own page in a browser without Sec-Fetch-Site', { origin: PUBLIC_URL }, 200],
    [
      'a page of another name that leads here (Y2)',
      { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000', host: 'localhost:3000' },
      403,
    ],
    ['a client that is no browser', {}, 200],
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    ['another site in a browser without Sec-Fetch-Site', { origin: 'https://evil.example' }, 403],
    ['a sandboxed frame', { origin: 'null' }, 403],
    [
      'a neighbour under the same domain',
      { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:8080' },
      403,
    ],
  ])('a change asked by %s', async (_who, headers, status) => {
    const cookie = await http.signIn();
    const response = await http.app.inject({
      method: 'PATCH',
      url: '/v1/athlete',
      headers: { cookie, ...headers },
      payload: { name: 'Me' },
    });
    expect(response.statusCode, response.body).toBe(status);
  });

  it('e-mail and password are set by the person, not by a token', async () => {
    const { token } = await http.createAthleteWithToken();
    const body = { email: 'me@example.dk', password: 'en lang adgangskode' };
    const put = (headers: Record<string, string>): Promise<{ statusCode: number; body: string }> =>
      http.app.inject({ method: 'PUT', url: '/v1/auth/credentials', headers, payload: body });
    expect((await put({ authorization: `Bearer ${token}` })).statusCode).toBe(403);
    expect((await put({ cookie: await http.signIn() })).statusCode).toBe(204);
    const signIn = await http.app.inject({ method: 'POST', url: '/v1/auth/sign-in/email', payload: body });
    expect(signIn.statusCode, signIn.body).toBe(200);
    const wrong = await http.app.inject({
      method: 'POST',
      url: '/v1/auth/sign-in/email',
      payload: { ...body, password: 'en anden adgangskode' },
    });
    expect(wrong.statusCode).toBe(401);
    expect(wrong.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(wrong.json()).toMatchObject({ status: 401, code: 'invalid_email_or_password' });
  });

  it('the redirect after sign-in stays on the name that the browser used', async () => {
    const link = new URL(await http.identity.createSignInLink());
    const response = await http.app.inject({
      url: link.pathname + link.search,
      headers: { host: 'nas.local:3000' },
    });
    expect(response.statusCode).toBe(302);
    expect(response.headers.location).toBe('/');
  });

  it('a device waiting for approval gets RFC 8628’s own words', async () => {
    const asked = await http.app.inject({
      method: 'POST',
      url: '/v1/auth/device/code',
      payload: { client_id: 'phone' },
    });
    expect(asked.statusCode, asked.body).toBe(200);
    const polled = await http.app.inject({
      method: 'POST',
      url: '/v1/auth/device/token',
      payload: {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: asked.json<{ device_code: string }>().device_code,
        client_id: 'phone',
      },
    });
    expect(polled.statusCode).toBe(400);
    expect(polled.json()).toMatchObject({ error: 'authorization_pending', code: 'authorization_pending' });
  });
});

describe('limits', () => {
  it('guessing pairing codes is slowed down', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const response = await http.app.inject({
        method: 'POST',
        url: '/v1/devices/pair',
        payload: { code: 'zp_guess' },
      });
      statuses.push(response.statusCode);
      if (response.statusCode === 429) {
        expect(response.json()).toMatchObject({ code: 'rate_limited' });
        expect(response.headers['retry-after']).toBeDefined();
      }
    }
    expect(statuses).toEqual([404, 404, 404, 429, 429]);
  });

  it('a file that is too large is refused by itself, never stored cut; a raw one is 413', async () => {
    const { token } = await http.createAthleteWithToken();
    const before = await http.countRows();
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(1_001)]), 'large.fit');
    const request = new Request('http://x/', { method: 'POST', body: form });
    const headers = { authorization: `Bearer ${token}` };
    const parts = await http.app.inject({
      method: 'POST',
      url: '/v1/uploads',
      payload: Buffer.from(await request.arrayBuffer()),
      headers: { ...headers, 'content-type': request.headers.get('content-type')! },
    });
    expect(parts.statusCode).toBe(422);
    expect(parts.json()).toMatchObject({
      uploads: [{ fileName: 'large.fit', error: { code: 'too_large' } }],
    });
    const raw = await http.app.inject({
      method: 'POST',
      url: '/v1/uploads',
      payload: Buffer.alloc(1_001),
      headers: { ...headers, 'content-type': 'application/octet-stream' },
    });
    expect(raw.statusCode).toBe(413);
    expect(raw.json()).toMatchObject({ code: 'too_large' });
    expect(await http.countRows()).toEqual(before);
  });
});

describe('what is said and what is not', () => {
  it('a fault of ours says nothing of the inside and is logged once, without secrets of the request', async () => {
    const { token } = await http.createAthleteWithToken();
    lines.length = 0;
    const response = await http.app.inject({
      url: '/v1/broken?token=abc123',
      headers: { authorization: `Bearer ${token}`, cookie: 'zone-coach.session_token=abc' },
    });
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toMatch(/hunter2|secret|Error/);
    expect(response.json()).toMatchObject({ code: 'internal', requestId: response.headers['x-request-id'] });
    const errors = lines.filter((line) => line.includes('"level":50'));
    expect(errors).toHaveLength(1);
    const log = lines.join('');
    for (const secret of [token, 'abc123', 'session_token=abc']) expect(log).not.toContain(secret);
  });

  it('a database that has no connection free in time is asked again later, not a fault', async () => {
    const response = await http.app.inject({ url: '/v1/busy' });
    expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '10']);
    expect(response.json()).toMatchObject({ code: 'overloaded' });
  });

  it.each(['/healthz', '/v1/often'])(
    'the line of a request names it, also where all share a logger: %s',
    async (url) => {
      lines.length = 0;
      const { headers } = await http.app.inject({ url });
      expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
        expect.objectContaining({ route: url, status: 200, reqId: headers['x-request-id'] }),
      ]);
      // Twice would be from two places.
      expect(lines.join('').match(/reqId/g)).toHaveLength(1);
    },
  );

  it('refusals are logged at info, with the pattern of the route and no token', async () => {
    lines.length = 0;
    await http.app.inject({ url: '/v1/athlete', headers: { authorization: 'Bearer zc_wrong' } });
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ level: 30, status: 401, route: '/v1/athlete', method: 'GET' }),
    ]);
    expect(lines.join('')).not.toContain('zc_wrong');
    const link = new URL(await http.identity.createSignInLink());
    await http.app.inject(link.pathname + link.search);
    expect(lines.join('')).not.toContain(link.searchParams.get('token'));
  });
});

describe('what is no request', () => {
  const sent = async (text: string): Promise<{ status: number; head: string; body: unknown }> => {
    if (!http.app.server.listening) await http.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = http.app.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.write(text);
    const answer = Buffer.concat((await socket.toArray()) as Buffer[]).toString();
    const [head, body] = answer.split('\r\n\r\n');
    return { status: Number(head!.split(' ')[1]), head: head!, body: JSON.parse(body!) };
  };

  it('and does not become one in time is refused as a problem', async () => {
    if (!http.app.server.listening) await http.app.listen({ port: 0, host: '127.0.0.1' });
    // What Node does when its own clock says so.
    http.app.server.once('connection', (socket: Socket) => {
      const tooLate = Object.assign(new Error('Request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
      http.app.server.emit('clientError', tooLate, socket);
    });
    const { port } = http.app.server.address() as AddressInfo;
    const answer = Buffer.concat((await connect(port, '127.0.0.1').toArray()) as Buffer[]).toString();
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('application/problem+json');
    expect(answer).toContain('"code":"request_timeout"');
  });

  it.each([
    ['is refused', 'HELLO\r\n\r\n', 400, 'invalid_input'],
    [
      'with too much at its head, too',
      `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
  ])('%s as a problem', async (_, text, status, code) => {
    const answer = await sent(text);
    expect(answer).toMatchObject({ status, body: { type: 'about:blank', status, code } });
    expect(answer.head).toContain('application/problem+json');
  });
});
