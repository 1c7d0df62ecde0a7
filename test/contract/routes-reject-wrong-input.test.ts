import { randomUUID } from 'node:crypto';
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { LightMyRequestResponse, RouteOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isServerPath } from '../../src/adapters/wire/server-paths.ts';
import { createHttpApp, type HttpApp } from '../support/http-app.ts';

type Schema = Record<string, unknown> & { properties?: Record<string, Schema>; required?: string[] };

interface Route {
  readonly method: string;
  readonly url: string;
  readonly access: string;
  readonly body: Schema | null;
  readonly query: Schema | null;
  readonly params: Schema | null;
}

let http: HttpApp;
let registered: RouteOptions[];
let routes: Route[];
let paths: string[];
let owner: { athleteId: string; token: string };
let cookie: string;
let before: Record<string, number>;

beforeAll(async () => {
  const seen: RouteOptions[] = [];
  http = await createHttpApp({ onRoute: (route) => seen.push(route) });
  await http.app.ready();
  registered = seen;
  routes = seen.flatMap(routesOf);
  paths = seen.map(({ url }) => url);
  owner = await http.createAthleteWithToken();
  cookie = await http.signIn();
  await http.app.inject({ url: '/v1/athlete', headers: { cookie } });
  before = await http.countRows();
});

afterAll(() => http.close());

/** Every `/v1` route with its schemas, as registered; the library's own catch-all apart. */
function routesOf(route: RouteOptions): Route[] {
  if (!route.url.startsWith('/v1/') || route.url.endsWith('*')) return [];
  const methods = [route.method].flat().filter((method) => method !== 'HEAD');
  return methods.map((method) => ({
    method,
    url: route.url,
    access: route.config?.access ?? (method === 'GET' ? 'read' : 'manage'),
    body: schemaOf(route.schema?.body),
    query: schemaOf(route.schema?.querystring),
    params: schemaOf(route.schema?.params),
  }));
}

/** The schemas of its answers, one for each status and content type. */
function answersOf(route: RouteOptions): unknown[] {
  const answers = Object.values((route.schema?.response ?? {}) as Record<string, object>);
  return answers.flatMap((answer) => {
    if (!('content' in answer)) return [answer];
    return Object.values(answer.content as Record<string, { schema: unknown }>).map(({ schema }) => schema);
  });
}

/** Schemas are plain JSON; a body per content type is a file, which is judged by its bytes. */
function schemaOf(schema: unknown): Schema | null {
  const plain = schema as Schema | undefined;
  return plain === undefined || 'content' in plain ? null : plain;
}

/** A value that passes a schema, as plain as can be. */
function valid(schema: Schema): unknown {
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const type = Array.isArray(schema['type']) ? (schema['type'] as string[])[0] : schema['type'];
  if (type === 'integer' || type === 'number') return schema['minimum'] ?? 1;
  if (type === 'boolean') return true;
  if (type === 'array') {
    const items = schema['items'] as Schema;
    return Array.from({ length: Number(schema['minItems'] ?? 1) }, () => valid(items));
  }
  if (type === 'object') {
    const entries = Object.entries(schema.properties ?? {}).filter(([name]) =>
      schema.required?.includes(name),
    );
    return Object.fromEntries(entries.map(([name, property]) => [name, valid(property)]));
  }
  switch (schema['format']) {
    case 'date':
      return '2026-11-16';
    case 'iso-week':
      return '2026-W47';
    case 'date-time':
      return '2026-11-16T06:00:00Z';
    case 'time-zone':
      return 'Europe/Copenhagen';
    case 'uuid':
      return randomUUID();
    case 'email':
      return 'someone@example.dk';
    default:
      if (Array.isArray(schema['examples'])) return schema['examples'][0];
      return 'x'.repeat(Number(schema['minLength'] ?? 1));
  }
}

/** Values that a property of this schema must refuse. */
function wrongValues(schema: Schema): unknown[] {
  const types = [schema['type']].flat() as string[];
  const wrong: unknown[] = [{ a: 1 }, types.includes('string') ? 7 : 'seven'];
  if (!types.includes('null')) wrong.push(null);
  if (!types.includes('boolean')) wrong.push(true);
  if (!types.includes('array')) wrong.push([]);
  if (types.includes('integer')) wrong.push(1.5, '5', Number(schema['minimum'] ?? 0) - 1, 1e300);
  if (types.includes('string')) wrong.push('\u0000', 'x'.repeat(100_000).slice(0, 20_000));
  if (schema['format'] !== undefined) wrong.push('nonsense', '2026-02-30', '2026-W54', '');
  if (Array.isArray(schema['enum'])) wrong.push('nonsense');
  if (types.includes('object')) return wrong.filter((value) => JSON.stringify(value) !== '{"a":1}');
  return wrong;
}

function address(route: Route, params: Record<string, string> = {}): string {
  const path = route.url.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? String(valid(route.params?.properties?.[name] ?? {}))),
  );
  const query = route.query === null ? {} : (valid(route.query) as Record<string, string>);
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
}

interface Attempt {
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly payload?: string;
}

async function refused(
  route: Route,
  attempt: Attempt,
  why: string,
): Promise<{ status: number; code: string }> {
  const withBody = route.body !== null && route.method !== 'GET';
  const response = await http.app.inject({
    method: route.method as 'GET',
    url: attempt.url ?? address(route),
    headers: {
      ...(withBody ? { 'content-type': 'application/json' } : {}),
      ...(route.access === 'signed_in' ? { cookie } : { authorization: `Bearer ${owner.token}` }),
      ...attempt.headers,
    },
    ...(withBody ? { payload: attempt.payload ?? JSON.stringify(valid(route.body)) } : {}),
  });
  const label = `${route.method} ${route.url}: ${why}`;
  expect(response.statusCode, label).toBeGreaterThanOrEqual(400);
  expect(response.statusCode, `${label}: ${response.body.slice(0, 300)}`).toBeLessThan(500);
  expect(response.headers['content-type'], label).toMatch(/^application\/problem\+json/);
  const problem = response.json<{ status: number; code: string; title: string; field?: string }>();
  expect(problem.status, label).toBe(response.statusCode);
  expect(problem.code, label).toMatch(/^[a-z_]+$/);
  return problem;
}

const expectNothingStored = async (): Promise<void> => {
  expect(await http.countRows()).toEqual(before);
};

describe('every route', () => {
  it('is walked: the contract’s routes are there', () => {
    expect(routes.length).toBeGreaterThanOrEqual(30);
    expect(routes.filter((route) => route.body !== null).length).toBeGreaterThanOrEqual(10);
  });

  it('has schemas of its answers that compile, which a start leaves to the first request', () => {
    const compile = SerializerSelector()(http.app.getSchemas(), {});
    const schemas = registered.flatMap(answersOf);
    expect(schemas.length).toBeGreaterThan(100);
    for (const schema of schemas) {
      expect(compile({ schema, method: 'GET', url: '/', httpStatus: '200' })).toBeTypeOf('function');
    }
  });

  it('is on the list of what a service worker leaves to the server', () => {
    expect(paths.filter((path) => path !== '/' && !isServerPath(path))).toEqual([]);
  });

  it('without a token, with a made-up one or one of another kind: 401', async () => {
    const madeUp = `zc_${'A'.repeat(64)}`;
    for (const route of routes.filter(({ access }) => access !== 'open')) {
      for (const authorization of [
        '',
        `Bearer ${madeUp}`,
        'Bearer x',
        'Basic eDp5',
        `Token ${owner.token}`,
      ]) {
        const { status } = await refused(
          route,
          { headers: { authorization } },
          `authorization ${authorization}`,
        );
        expect(status, `${route.method} ${route.url} ${authorization}`).toBe(401);
      }
    }
    await expectNothingStored();
  });

  it('with a token of every scope but its own: 403', async () => {
    const all = ['live', 'upload', 'read', 'manage'] as const;
    // `any_caller` asks for no scope.
    for (const route of routes.filter(({ access }) => access !== 'open' && access !== 'any_caller')) {
      const token = await http.issueToken(
        owner.athleteId,
        all.filter((scope) => scope !== route.access),
      );
      const { status } = await refused(
        route,
        { headers: { authorization: `Bearer ${token}`, cookie: '' } },
        `scope ${route.access} missing`,
      );
      expect(status, `${route.method} ${route.url}`).toBe(403);
    }
    before = await http.countRows();
  });

  it('with wrong types, nulls, unknown and missing fields in the body: 400 that names the field', async () => {
    for (const route of routes.filter(({ body }) => body !== null)) {
      const body = valid(route.body!) as Record<string, unknown>;
      const send = (value: unknown, why: string): ReturnType<typeof refused> =>
        refused(route, { payload: JSON.stringify(value) }, why);
      for (const whole of ['[]', '"text"', '7', '{', '']) {
        await refused(route, { payload: whole }, `body ${whole}`);
      }
      // A resource of a standard has more fields than we read.
      if (route.body!['additionalProperties'] !== true) {
        const unknown = await send({ ...body, surprise: 1 }, 'unknown field');
        expect(unknown, `${route.method} ${route.url}`).toMatchObject({ status: 400, field: 'surprise' });
      }
      for (const name of route.body!.required ?? []) {
        const rest = Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));
        expect(await send(rest, `without ${name}`)).toMatchObject({ status: 400, field: name });
      }
      for (const [name, schema] of Object.entries(route.body!.properties ?? {})) {
        for (const wrong of wrongValues(schema)) {
          const problem = await send({ ...body, [name]: wrong }, `${name} = ${String(wrong).slice(0, 20)}`);
          expect(problem.status, `${route.method} ${route.url} ${name}`).toBe(400);
          expect(String((problem as { field?: string }).field).split('.')[0], `${route.url} ${name}`).toBe(
            name,
          );
        }
      }
    }
    await expectNothingStored();
  });

  it('with wrong or unknown queries: 400', async () => {
    for (const route of routes.filter(({ query }) => query !== null)) {
      const [path] = address(route).split('?');
      const query = valid(route.query!) as Record<string, string>;
      const send = (changes: Record<string, string>): ReturnType<typeof refused> =>
        refused(
          route,
          { url: `${path!}?${new URLSearchParams({ ...query, ...changes }).toString()}` },
          JSON.stringify(changes),
        );
      expect((await send({ surprise: '1' })).status).toBe(400);
      for (const [name, schema] of Object.entries(route.query!.properties ?? {})) {
        if (schema['type'] === 'integer') {
          for (const value of ['-1', '1.5', 'many', '', '1e9'])
            expect((await send({ [name]: value })).status).toBe(400);
        }
        if (schema['format'] !== undefined || schema['enum'] !== undefined) {
          for (const value of ['nonsense', '', '2026-02-30', '2026-W54', '\u0000']) {
            expect((await send({ [name]: value })).status, `${route.url} ${name}=${value}`).toBe(400);
          }
        }
      }
    }
    await expectNothingStored();
  });

  it('with malformed path parameters: 4xx', async () => {
    for (const route of routes.filter(({ params }) => params !== null)) {
      for (const [name] of Object.entries(route.params!.properties ?? {})) {
        for (const value of [
          'nonsense',
          '1',
          '%00',
          '..',
          "' or 1=1",
          '2026-02-30',
          '2026-W00',
          'x'.repeat(300),
        ]) {
          const url = address(route, { [name]: value });
          // A client that follows `..` itself asks for another route.
          if (paths.includes(new URL(url, 'http://localhost').pathname)) continue;
          await refused(route, { url }, `${name}=${value.slice(0, 20)}`);
        }
      }
    }
    await expectNothingStored();
  });

  it('with an id that is someone else’s or nobody’s: 404', async () => {
    const other = await http.createAthleteWithToken();
    const send = async (method: 'POST' | 'PUT', url: string, payload: object): Promise<string> => {
      const response = await http.app.inject({
        method,
        url,
        payload,
        headers: { authorization: `Bearer ${other.token}` },
      });
      expect(response.statusCode, response.body).toBe(201);
      return response.json<{ id: string }>().id;
    };
    const theirs = [
      await send('POST', '/v1/sessions/logged', {
        startedAt: '2026-11-16T06:00:00Z',
        activeSeconds: 1800,
        sport: 'training',
      }),
      await send('POST', '/v1/devices', { name: 'x', scopes: ['live'] }),
      await send('POST', '/v1/athlete/max-heart-rates', {
        bpm: 190,
        source: 'entered',
        validFrom: '2020-01-01',
      }),
    ];
    before = await http.countRows();
    for (const route of routes.filter(({ params }) => params?.properties?.['id'] !== undefined)) {
      for (const id of [...theirs, randomUUID()]) {
        const { status } = await refused(route, { url: address(route, { id }) }, `id ${id}`);
        expect(status, `${route.method} ${route.url}`).toBe(404);
      }
    }
    await expectNothingStored();
  });

  it('with an oversized body: 413; with another media type: 415', async () => {
    for (const route of routes.filter(({ body }) => body !== null)) {
      const big = await refused(route, { payload: JSON.stringify({ a: 'x'.repeat(100_000) }) }, 'oversized');
      expect(big.status, `${route.method} ${route.url}`).toBe(413);
      for (const type of ['application/xml', 'text/plain']) {
        const other = await refused(route, { payload: '<a/>', headers: { 'content-type': type } }, type);
        expect(other.status, `${route.method} ${route.url} ${type}`).toBe(415);
      }
    }
    await expectNothingStored();
  });
});

describe('POST /v1/uploads', () => {
  const upload = (
    payload: Buffer | string,
    headers: Record<string, string>,
  ): Promise<LightMyRequestResponse> =>
    http.app.inject({
      method: 'POST',
      url: '/v1/uploads',
      payload,
      headers: { authorization: `Bearer ${owner.token}`, ...headers },
    });
  const boundary = 'xxxxxxxx';
  const multipart = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const part = (name: string, body: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="a.fit"\r\n\r\n${body}\r\n--${boundary}--\r\n`;

  it.each([
    ['no file at all', 400, `--${boundary}--\r\n`, multipart],
    ['a cut multipart body', 400, part('file', 'abc').slice(0, 90), multipart],
    ['a multipart body without a boundary', 400, 'abc', { 'content-type': 'multipart/form-data' }],
    ['a part of another name', 422, part('document', 'abc'), multipart],
    ['JSON', 415, '{}', { 'content-type': 'application/json' }],
    ['an unknown media type', 415, 'abc', { 'content-type': 'image/png' }],
  ])('%s: %i, nothing stored', async (_title, status, payload, headers) => {
    before = await http.countRows();
    const response = await upload(payload, headers);
    expect(response.statusCode, response.body).toBe(status);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    await expectNothingStored();
  });

  it('what is not a readable file is logged as rejected, with a reason, and becomes no recording', async () => {
    for (const bytes of ['', 'hello', '\u000e\u0010\u0000\u0000']) {
      const response = await upload(bytes, { 'content-type': 'application/octet-stream' });
      expect(response.statusCode, response.body).toBeGreaterThanOrEqual(400);
      expect(response.statusCode, response.body).toBeLessThan(500);
    }
    const after = await http.countRows();
    expect({ ...after, upload: 0 }).toEqual({ ...before, upload: 0 });
  });
});
