/**
 * W2: every route × every role × every consent state, with two clinics and four athletes, against a table. A route that
 * is not in the table fails.
 */
import { randomUUID } from 'node:crypto';
import type { FastifyContextConfig, RouteOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { DEFAULT_LIMITS } from '../../../src/adapters/http/limits.ts';
import type { GrantScope } from '../../../src/domain/consent-scopes.ts';
import { createHttpApp, type HttpApp } from '../../support/http-app.ts';
import { helloFrame, itemTuples } from '../../support/live-hello.ts';
import { oauthCalls } from '../../support/oauth-application.ts';
import { peopleCalls } from '../../support/people-calls.ts';
import { RawLiveClient } from '../../support/raw-live-client.ts';
import { withoutWhere } from '../../support/without-where.ts';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';

/**
 * Who may call a route: `athlete` about themself by session or token, `person` with an account, `anybody`; and what
 * scopes of a grant open it under `/v1/athletes/{athleteId}`, any of them.
 */
interface Row {
  readonly to: 'athlete' | 'person' | 'anybody';
  readonly grant?: readonly GrantScope[];
}

const ATHLETE: Row = { to: 'athlete' };
const PERSON: Row = { to: 'person' };
const ANYBODY: Row = { to: 'anybody' };
const by = (...grant: readonly GrantScope[]): Row => ({ to: 'athlete', grant });
const ANY = by('report', 'sessions', 'live', 'prescribe');

const TABLE: Readonly<Record<string, Row>> = {
  'DELETE /v1/athlete': ATHLETE,
  'DELETE /v1/athlete/excused-weeks/:isoWeek': by('prescribe'),
  'DELETE /v1/athlete/max-heart-rates/:id': ATHLETE,
  'DELETE /v1/athlete/resting-heart-rates/:date': ATHLETE,
  'DELETE /v1/athlete/threshold-heart-rates/:id': ATHLETE,
  'DELETE /v1/webhooks/:id': ATHLETE,
  'GET /v1/reports/weeks/:isoWeek.fhir.json': by('report'),
  'GET /v1/reports/weeks/:isoWeek.signed.json': by('report'),
  'GET /v1/athlete/prescriptions/proposals': ATHLETE,
  'POST /v1/athlete/prescriptions/proposals': by('prescribe'),
  'DELETE /v1/athlete/prescriptions/proposals/:id': ATHLETE,
  'GET /v1/fhir/deliveries': ATHLETE,
  'POST /v1/fhir/deliveries': ATHLETE,
  'GET /v1/summary': ATHLETE,
  'PATCH /v1/summary': ATHLETE,
  'POST /v1/summary/browsers': ATHLETE,
  'DELETE /v1/summary/browsers/:id': ATHLETE,
  'GET /v1/summary/unsubscribe': ANYBODY,
  'POST /v1/summary/unsubscribe': ANYBODY,
  'GET /v1/webhooks': ATHLETE,
  'GET /v1/webhooks/:id': ATHLETE,
  'GET /v1/webhooks/:id/deliveries': ATHLETE,
  'POST /v1/webhooks': ATHLETE,
  'POST /v1/webhooks/:id/deliveries/:deliveryId/replay': ATHLETE,
  'POST /v1/webhooks/:id/rotate': ATHLETE,
  'POST /v1/webhooks/:id/test': ATHLETE,
  'GET /v1/athlete/threshold-heart-rates': by('report'),
  'GET /v1/athlete/prescriptions/presets': by('report', 'prescribe'),
  'GET /v1/athlete/resting-heart-rates': ATHLETE,
  'POST /v1/athlete/resting-heart-rates/:date/preview': ATHLETE,
  'POST /v1/athlete/threshold-heart-rates': ATHLETE,
  'POST /v1/athlete/threshold-heart-rates/preview': ATHLETE,
  'DELETE /v1/clinics/:id': PERSON,
  'DELETE /v1/demo-clinic': PERSON,
  'GET /v1/demo-clinic': PERSON,
  'POST /v1/demo-clinic': PERSON,
  'DELETE /v1/clinics/:id/members/:userId': PERSON,
  'DELETE /v1/clinics/:id/templates/:templateId': PERSON,
  'DELETE /v1/devices/:id': ATHLETE,
  'DELETE /v1/devices/current': ATHLETE,
  'DELETE /v1/grants/:id': ATHLETE,
  'DELETE /v1/inlets/:id': ATHLETE,
  'DELETE /v1/invitations/:id': PERSON,
  'DELETE /v1/notes/:id': ANY,
  'DELETE /v1/plan/feeds/:id': ATHLETE,
  'DELETE /v1/recordings/:id': ATHLETE,
  'DELETE /v1/report-links/:id': ATHLETE,
  'DELETE /v1/sessions/:id': ATHLETE,
  'DELETE /v1/uploads/:id': ATHLETE,
  'DELETE /v1/uploads/jobs/:id': ATHLETE,
  'GET /r/:token': ANYBODY,
  'GET /': ANYBODY,
  'GET /healthz': ANYBODY,
  'GET /readyz': ANYBODY,
  'GET /metrics': ANYBODY,
  'GET /openapi.json': ANYBODY,
  'GET /.well-known/oauth-authorization-server': ANYBODY,
  'GET /.well-known/oauth-protected-resource': ANYBODY,
  'GET /.well-known/oauth-protected-resource/mcp': ANYBODY,
  // These answer for themselves: tests of their own walk them below.
  'GET /mcp': ANYBODY,
  'POST /mcp': ANYBODY,
  'DELETE /mcp': ANYBODY,
  'GET /v1/live': ANYBODY,
  'GET /v1/live/watch': ANYBODY,
  'GET /v1/clinics/:id/wall': ANYBODY,
  'GET /in/:token': ANYBODY,
  'GET /in/:token/*': ANYBODY,
  'POST /in/:token': ANYBODY,
  'POST /in/:token/*': ANYBODY,
  'PUT /in/:token/*': ANYBODY,
  'DELETE /in/:token/*': ANYBODY,
  'GET /v1/access-log': ATHLETE,
  'GET /v1/athlete': ANY,
  'GET /v1/athlete/max-heart-rates': by('report'),
  'DELETE /v1/athlete/max-heart-rates/suggestions/:id': by('report', 'prescribe'),
  'GET /v1/athlete/max-heart-rates/suggestions': by('report', 'prescribe'),
  'POST /v1/athlete/max-heart-rates/suggestions': by('report', 'prescribe'),
  'POST /v1/athlete/prescriptions/:id/decline': ATHLETE,
  'POST /v1/athlete/prescriptions/:id/decline/preview': ATHLETE,
  'GET /v1/athlete/prescriptions': by('report', 'prescribe'),
  'GET /v1/athlete/prescriptions/current': by('report', 'prescribe'),
  'GET /v1/athlete/resting-heart-rates/:date': by('report'),
  'GET /v1/athletes': PERSON,
  'DELETE /v1/applications/:id': PERSON,
  'DELETE /v1/connections/:id': PERSON,
  'GET /v1/applications': PERSON,
  'GET /v1/connections': PERSON,
  'POST /v1/applications': PERSON,
  'GET /v1/auth/oauth2/authorize': ANYBODY,
  'POST /v1/auth/oauth2/token': ANYBODY,
  'POST /v1/auth/oauth2/revoke': ANYBODY,
  'POST /v1/auth/oauth2/register': ANYBODY,
  'GET /v1/auth/*': ANYBODY,
  'GET /v1/auth/confirm-address': ANYBODY,
  'GET /v1/auth/events': PERSON,
  'GET /v1/auth/sessions': PERSON,
  'GET /v1/auth/ways': ANYBODY,
  'POST /v1/auth/sign-in-link': ANYBODY,
  'DELETE /v1/auth/sessions': PERSON,
  'DELETE /v1/auth/sessions/:id': PERSON,
  'GET /v1/clinics': PERSON,
  'GET /v1/clinics/:id': PERSON,
  'GET /v1/clinics/:id/athletes': PERSON,
  'GET /v1/clinics/:id/members': PERSON,
  'GET /v1/clinics/:id/templates': PERSON,
  'GET /v1/devices': ATHLETE,
  'GET /v1/export': ATHLETE,
  'GET /v1/grantees': ATHLETE,
  'GET /v1/grants': ATHLETE,
  'GET /v1/inlets': ATHLETE,
  'GET /v1/inlets/:id': ATHLETE,
  'GET /v1/invitations': PERSON,
  'GET /v1/me': ATHLETE,
  'PATCH /v1/me': PERSON,
  'GET /v1/notes': ANY,
  'GET /v1/recordings': ATHLETE,
  'GET /v1/report-links': ATHLETE,
  'GET /v1/reports/print.css': ANYBODY,
  'GET /v1/reports/weeks': by('report'),
  'GET /v1/reports/weeks/:isoWeek': by('report'),
  'GET /v1/reports/weeks/:isoWeek/explain': by('report'),
  'GET /v1/reports/weeks/:isoWeek/print': by('report'),
  'GET /v1/sessions': by('sessions'),
  'GET /v1/sessions/:id': by('sessions'),
  'GET /v1/sessions/:id/histogram': by('sessions'),
  'GET /v1/sessions/:id/trace': by('sessions'),
  'GET /v1/uploads': ATHLETE,
  'GET /v1/uploads/:id': ATHLETE,
  'GET /v1/uploads/:id/file': ATHLETE,
  'GET /v1/uploads/jobs': ATHLETE,
  'GET /v1/uploads/jobs/:id': ATHLETE,
  'GET /v1/uploads/jobs/:id/events': ATHLETE,
  'PATCH /v1/athlete': ATHLETE,
  'PATCH /v1/clinics/:id': PERSON,
  'PATCH /v1/clinics/:id/members/:userId': PERSON,
  'PATCH /v1/grants/:id': ATHLETE,
  'PATCH /v1/inlets/:id': ATHLETE,
  'POST /v1/athlete/max-heart-rates': ATHLETE,
  'POST /v1/athlete/max-heart-rates/preview': ATHLETE,
  'POST /v1/athlete/prescriptions': by('prescribe'),
  'POST /v1/athlete/prescriptions/preview': by('prescribe'),
  'POST /v1/auth/*': ANYBODY,
  'POST /v1/clinics': PERSON,
  'POST /v1/clinics/:id/templates': PERSON,
  'POST /v1/clinics/:id/templates/:templateId/assign': PERSON,
  'POST /v1/devices': ATHLETE,
  'POST /v1/devices/pair': ANYBODY,
  'POST /v1/devices/pairing-codes': ATHLETE,
  'POST /v1/grants': ATHLETE,
  'POST /v1/inlets': ATHLETE,
  'POST /v1/inlets/:id/end': ATHLETE,
  'POST /v1/invitations': PERSON,
  'POST /v1/invitations/accept': ANYBODY,
  'POST /v1/notes': ANY,
  'POST /v1/recordings/:id/place': ATHLETE,
  'POST /v1/report-links': ATHLETE,
  'POST /v1/sessions/logged': ATHLETE,
  'POST /v1/uploads': ATHLETE,
  'POST /v1/uploads/jobs/:id/undo': ATHLETE,
  'PUT /v1/athlete/excused-weeks/:isoWeek': by('prescribe'),
  'PUT /v1/athlete/resting-heart-rates/:date': ATHLETE,
  'PUT /v1/auth/credentials': PERSON,
  'PUT /v1/inlets/:id/coaching': ATHLETE,
};

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
interface Route {
  readonly method: Method;
  readonly url: string;
  readonly key: string;
  /** Whom the database lets its statements touch (W1). */
  readonly athletes: FastifyContextConfig['athletes'];
  readonly takesSockets: boolean;
}

/** A role in one state of consent, as its requests' headers, and the scopes by which it may see Anna. */
interface Role {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly scopes: readonly GrantScope[];
  /** Its scopes let it change nothing. */
  readonly readsOnly?: true;
}

const SECRET = 'Anna Hemmelig';
const COACH_OF_CLINIC = 'coach of a clinic with report, sessions and live';
const TEMPLATE = { name: 'Fire gange fire', prescription: {} };
let http: HttpApp;
/** Whether three stores forget whom they are asked about. */
let isForgetful = false;
const { call, status, join, newClinic, me } = peopleCalls(() => http);
const { register, connect } = oauthCalls(() => http);
let routes: Route[];
let roles: Role[];
let annasId: string;
let annas: { readonly cookie: string; readonly token: string };
/** The address of one of Anna’s inlets. */
let inletToken: string;
/** Where the app listens, for sockets. */
let origin: string;
let sessionId: string;
/** The clinic that Anna lets see her. */
let clinicId: string;

beforeAll(async () => {
  const seen: RouteOptions[] = [];
  const limits = {
    ...DEFAULT_LIMITS,
    authPerMinute: 100_000,
    pairPerMinute: 100_000,
    uploadsPerMinute: 100_000,
  };
  http = await createHttpApp(
    { limits, liveDoors: true, onRoute: (route) => seen.push(route) },
    null,
    (db) => {
      const { sessions, excusedWeeks, coachNotes } = createStores(
        db.withPlugin(withoutWhere(() => isForgetful)),
      );
      return { ...createStores(db), sessions, excusedWeeks, coachNotes };
    },
  );
  routes = seen
    .filter(({ url }) => !url.startsWith('/docs'))
    .flatMap(({ method, url, config, wsHandler }) =>
      [method]
        .flat()
        .filter((each) => each !== 'HEAD')
        .map((each) => ({
          method: each as Method,
          url,
          key: `${each} ${url}`,
          athletes: config?.athletes,
          takesSockets: wsHandler !== undefined,
        })),
    );
  origin = await http.app.listen({ port: 0, host: '127.0.0.1' });
  await prepare();
});
afterAll(() => http.close());

async function prepare(): Promise<void> {
  const operator = await http.signIn();
  clinicId = await newClinic('One', operator);
  const elsewhere = await newClinic('Two', operator);
  expect(await status('POST', `/v1/clinics/${clinicId}/templates`, { as: operator, body: TEMPLATE })).toBe(
    201,
  );
  const anna = await join({ as: 'athlete' }, SECRET, operator);
  annasId = (await me(anna)).athleteId!;
  annas = { cookie: anna, token: await http.issueToken(annasId, ['live', 'upload', 'read', 'manage']) };
  const run = { startedAt: '2026-11-19T10:00:00Z', activeSeconds: 1_800, sport: 'running', note: SECRET };
  const logged = await call('POST', '/v1/sessions/logged', { as: anna, body: run });
  sessionId = logged.json<{ id: string }>().id;
  const excuse = { as: anna, body: { reason: SECRET } };
  expect(await status('PUT', '/v1/athlete/excused-weeks/2026-W46', excuse)).toBe(200);

  const coach = async (name: string, at: string = clinicId): Promise<{ cookie: string; userId: string }> => {
    const cookie = await join({ as: 'coach', clinicId: at }, name, operator);
    return { cookie, userId: (await me(cookie)).user.id };
  };
  const give = async (body: object): Promise<string> => {
    const response = await call('POST', '/v1/grants', { as: anna, body: { history: true, ...body } });
    expect(response.statusCode, response.body).toBe(201);
    return response.json<{ id: string }>().id;
  };
  const withCookie = (name: string, cookie: string, scopes: readonly GrantScope[] = []): Role => ({
    name,
    headers: { cookie },
    scopes,
  });
  roles = [];
  for (const scope of ['report', 'sessions', 'live', 'prescribe'] as const) {
    const { cookie, userId } = await coach(`Coach ${scope}`, elsewhere);
    await give({ coachUserId: userId, scopes: [scope] });
    roles.push(withCookie(`coach with ${scope}`, cookie, [scope]));
    const note = { as: cookie, body: { text: SECRET } };
    expect(await status('POST', `/v1/athletes/${annasId}/notes`, note)).toBe(201);
  }
  const ofClinic = await coach('Coach of the clinic');
  await give({ clinicId, scopes: ['report', 'sessions', 'live'] });
  roles.push(withCookie(COACH_OF_CLINIC, ofClinic.cookie, ['report', 'sessions', 'live']));

  const connected = await coach('Connected', elsewhere);
  await give({ coachUserId: connected.userId, scopes: ['report', 'sessions', 'live'] });
  // What was given is what both the athlete gave the coach and the coach gave the application.
  const given: readonly (readonly [string, readonly GrantScope[]])[] = [
    ['report', ['report']],
    ['sessions live', ['sessions', 'live']],
    ['prescribe upload', []],
  ];
  for (const [scope, scopes] of given) {
    const { access_token: token } = await connect(await register(operator), scope, connected.cookie);
    roles.push({
      name: `application with ${scope}`,
      headers: { authorization: `Bearer ${token}` },
      scopes,
      readsOnly: true,
    });
  }

  const revoked = await coach('Revoked', elsewhere);
  const revokedId = await give({
    coachUserId: revoked.userId,
    scopes: ['report', 'sessions', 'live', 'prescribe'],
  });
  expect(await status('DELETE', `/v1/grants/${revokedId}`, { as: anna })).toBe(204);
  const expired = await coach('Expired', elsewhere);
  const expiresAt = new Date(http.clock.ms + 60_000).toISOString();
  await give({ coachUserId: expired.userId, scopes: ['report', 'sessions', 'live', 'prescribe'], expiresAt });
  http.clock.ms += 60_000;
  const left = await coach('Left');
  expect(await status('DELETE', `/v1/clinics/${clinicId}/members/${left.userId}`, { as: operator })).toBe(
    204,
  );

  const inlet = await http.app.inject({
    method: 'POST',
    url: '/v1/inlets',
    headers: { authorization: `Bearer ${annas.token}` },
    payload: { name: 'Watch' },
  });
  inletToken = inlet.json<{ token: string }>().token;
  const link = await call('POST', '/v1/report-links', { as: anna, body: { week: '2026-W46' } });
  const bearer = (name: string, token: string): Role => ({
    name,
    headers: { authorization: `Bearer ${token}` },
    scopes: [],
  });
  const bo = await http.createAthleteWithToken();
  roles.push(
    withCookie('coach after revocation', revoked.cookie),
    withCookie('coach after expiry', expired.cookie),
    withCookie('coach who has left', left.cookie),
    withCookie('coach of another clinic', (await coach('Elsewhere', elsewhere)).cookie),
    withCookie('admin of the clinic', await join({ as: 'clinic_admin', clinicId }, 'Admin', operator)),
    withCookie('operator', operator),
    withCookie('other athlete', await join({ as: 'athlete' }, 'Carl', operator)),
    withCookie('athlete of the clinic', await join({ as: 'athlete', clinicId }, 'Dorte', operator)),
    bearer('other athlete’s token', bo.token),
    bearer('inlet', inletToken),
    bearer('link', link.json<{ token: string }>().token),
    { name: 'anonymous', headers: {}, scopes: [] },
  );
}

function addressOf(url: string): string {
  return url
    .replace(':isoWeek', '2026-W47')
    .replace(':date', '2026-11-19')
    .replace('/clinics/:id', `/clinics/${clinicId}`)
    .replace(/:id\(.*?\)/, sessionId)
    .replace('/sessions/:id', `/sessions/${sessionId}`)
    .replace(/::?\w+/g, () => randomUUID())
    .replace('*', 'get-session')
    .replace(/weeks$/, 'weeks?from=2026-W46&to=2026-W47')
    .replace(/explain$/, 'explain?target=zone2');
}

async function ask(
  { method }: Route,
  url: string,
  headers: Readonly<Record<string, string>>,
  payload: object = {},
): Promise<{ code: number; body: string }> {
  const { statusCode, body } = await http.app.inject({
    method,
    url,
    headers: { ...headers, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
    ...(method === 'GET' ? {} : { payload }),
  });
  return { code: statusCode, body };
}

/** A socket that says nothing for as long is neither open nor refused. */
const PATIENCE_MS = 20_000;

interface SocketRow {
  readonly key: string;
  readonly mayOpen: (role: Role) => boolean;
}

const isAnna = ({ name }: Role): boolean => name === 'Anna';
/** Every route that takes sockets, as it is asked by a role: on behalf of Anna, of her clinic, at her inlet’s address. */
const SOCKETS: readonly SocketRow[] = [
  { key: 'GET /v1/live', mayOpen: isAnna },
  { key: 'GET /v1/live/watch', mayOpen: (role) => isAnna(role) || role.scopes.includes('live') },
  { key: 'GET /v1/clinics/:id/wall', mayOpen: ({ name }) => name === COACH_OF_CLINIC },
  { key: 'GET /in/:token', mayOpen: () => false },
  { key: 'GET /in/:token/*', mayOpen: () => false },
];

/** Whether a socket tells somebody anything but that they may not. */
async function opensSocket(key: string, headers: Readonly<Record<string, string>>): Promise<boolean> {
  const path = addressOf(key.replace('GET ', '')).replace('/v1/live', `/v1/athletes/${annasId}/live`);
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, { headers });
  const { token: _, ...hello } = helloFrame(randomUUID(), annasId, clockNow());
  const isUnsaid = headers['cookie'] === undefined && headers['authorization'] === undefined;
  socket.on('open', () => {
    // Who says who they are neither by header nor by cookie, guesses.
    if (isUnsaid) socket.send(JSON.stringify({ ...hello, token: 'zc_guessed' }));
    else if (path.endsWith('/live')) socket.send(JSON.stringify(hello));
  });
  const isOpen = await new Promise<boolean>((resolve, reject) => {
    setTimeout(() => reject(new Error(`${key}: no answer`)), PATIENCE_MS).unref();
    socket.on('message', (data) => {
      if (!(data as Buffer).toString().startsWith('{"type":"error"')) resolve(true);
    });
    socket.on('close', () => resolve(false));
    // Refused before it was a socket; its close follows.
    socket.on('error', () => undefined);
  });
  socket.close();
  return isOpen;
}

const clockNow = (): Record<string, unknown> => ({ clock: { mono: 0, wall: http.clock.ms } });

/** Anna runs, a beat after the other, until it is called. */
async function run(): Promise<() => void> {
  const runner = await RawLiveClient.connect(`${origin.replace('http', 'ws')}/v1/live`);
  runner.send({ ...helloFrame(randomUUID(), annasId, clockNow()), token: annas.token });
  await runner.next('welcome');
  let first = 1;
  const beating = setInterval(() => {
    http.clock.ms += 1_000;
    runner.send({ type: 'samples', first, offset: 0, items: itemTuples(1, http.clock.ms, 131) });
    first += 1;
  }, 100);
  return () => {
    clearInterval(beating);
    runner.socket.close();
  };
}

const isRefused = (code: number): boolean => code === 401 || code === 403;
/** The formats of a session are one row each in the router and one in the table. */
const rowOf = ({ key }: Route): Row | undefined =>
  TABLE[key] ??
  (/^GET \/v1\/sessions\/:id.*(fit|tcx|csv)/.test(key) ? by('sessions') : undefined) ??
  PLAN[key];
const PLAN: Readonly<Record<string, Row>> = {
  'GET /v1/plan.ics': ANYBODY,
  'GET /v1/plan/today.fit': by('report'),
  'GET /v1/plan/feeds': ATHLETE,
  'POST /v1/plan/feeds': ATHLETE,
};

describe('W2: every route × every role × every consent state', { timeout: 180_000 }, () => {
  it('every route is in the table', () => {
    expect(routes.length).toBeGreaterThan(80);
    expect(routes.filter((route) => rowOf(route) === undefined).map(({ key }) => key)).toEqual([]);
  });

  it('W1: no route but these is held by its statements alone, and but these to more than one athlete', () => {
    const keys = (which: Route['athletes']): string[] =>
      routes.filter(({ athletes }) => athletes === which).map(({ key }) => key);
    expect(keys('any').sort()).toEqual([
      'DELETE /v1/athlete',
      'DELETE /v1/demo-clinic',
      'GET /v1/demo-clinic',
      'PATCH /v1/me',
      'POST /v1/demo-clinic',
    ]);
    expect(keys('visible').sort()).toEqual([
      'GET /v1/athletes',
      'GET /v1/clinics/:id/athletes',
      'POST /v1/clinics/:id/templates/:templateId/assign',
    ]);
  });

  it('on behalf of Anna: only by a scope that she gave, and with no word of hers otherwise', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter((each) => rowOf(each)?.to !== 'anybody')) {
      const row = rowOf(route);
      const path = addressOf(route.url).replace('/v1/', `/v1/athletes/${annasId}/`);
      const check = async ({ name, headers, scopes, readsOnly }: Role): Promise<void> => {
        const mayDo = route.method === 'GET' || readsOnly !== true;
        const allowed = mayDo && row?.grant?.some((scope) => scopes.includes(scope)) === true;
        const { code, body } = await ask(route, path, headers);
        if (isRefused(code) === allowed) wrong.push(`${route.key} as ${name}: ${code}`);
        if (!allowed && body.includes(SECRET)) wrong.push(`${route.key} as ${name}: tells of Anna`);
      };
      await Promise.all(roles.map(check));
    }
    expect(wrong).toEqual([]);
  });

  it('without a path: nobody sees anything of Anna’s, and nobody without an account anything', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const row = rowOf(route);
      const check = async ({ name, headers }: Role): Promise<void> => {
        const { code, body } = await ask(route, addressOf(route.url), headers);
        const mayAsk = name !== 'anonymous' && name !== 'inlet' && name !== 'link';
        if (!mayAsk && row?.to !== 'anybody' && code !== 401) wrong.push(`${route.key} as ${name}: ${code}`);
        if (!body.includes(SECRET)) return;
        // The list of who lets a coach see them names them, and the roster of a clinic to its coaches.
        if (route.url === '/v1/athletes' && name.startsWith('coach')) return;
        if (route.url === '/v1/clinics/:id/athletes' && name === COACH_OF_CLINIC) return;
        wrong.push(`${route.key} as ${name}: tells of Anna`);
      };
      await Promise.all(roles.map(check));
    }
    expect(wrong).toEqual([]);
  });

  it('a clinic is open to who works in it alone, and its roster to its coaches', async () => {
    const ofClinic = routes.filter(
      ({ url, takesSockets }) => url.startsWith('/v1/clinics/:id') && !takesSockets,
    );
    expect(ofClinic.length).toBeGreaterThan(8);
    const wrong: string[] = [];
    for (const route of ofClinic) {
      const check = async ({ name, headers }: Role): Promise<void> => {
        const worksThere = [COACH_OF_CLINIC, 'admin of the clinic', 'operator'].includes(name);
        // What they may change is told elsewhere, and would end the walk.
        if (worksThere && route.method !== 'GET') return;
        const isOpen = worksThere && (!route.url.endsWith('/athletes') || name === COACH_OF_CLINIC);
        const { code, body } = await ask(route, addressOf(route.url), headers, FITTING[route.key]);
        if (isOpen !== code < 300) wrong.push(`${route.key} as ${name}: ${code}`);
        if (!isOpen && ![401, 403, 404].includes(code)) wrong.push(`${route.key} as ${name}: ${code}`);
        if (!isOpen && body.includes(SECRET)) wrong.push(`${route.key} as ${name}: tells of Anna`);
      };
      await Promise.all(roles.map(check));
    }
    expect(wrong).toEqual([]);
  });

  it('an assistant is answered about Anna by the same scopes', async () => {
    const wrong: string[] = [];
    for (const [tool, scope] of [
      ['week_report', 'report'],
      ['list_sessions', 'sessions'],
    ] as const) {
      const params = { name: tool, arguments: { athleteId: annasId } };
      const asked = { jsonrpc: '2.0', id: 1, method: 'tools/call', params };
      const check = async ({ name, headers, scopes }: Role): Promise<void> => {
        const { statusCode, body } = await http.app.inject({
          method: 'POST',
          url: '/mcp',
          headers: { ...headers, accept: 'application/json, text/event-stream' },
          payload: asked,
        });
        const isAnswered = statusCode === 200 && !/"error"|"isError":true/.test(body);
        if (isAnswered !== scopes.includes(scope)) wrong.push(`${tool} as ${name}: ${statusCode} ${body}`);
      };
      await Promise.all(roles.map(check));
    }
    expect(wrong).toEqual([]);
  });

  it('sockets: each opens to whom its row says, and tells of Anna’s run whoever she lets watch', async () => {
    const keys = routes.filter(({ takesSockets }) => takesSockets).map(({ key }) => key);
    expect(keys.toSorted()).toEqual(SOCKETS.map(({ key }) => key).toSorted());
    const stopRunning = await run();
    const anna: Role = { name: 'Anna', headers: { cookie: annas.cookie }, scopes: [] };
    const wrong: string[] = [];
    for (const { key, mayOpen } of SOCKETS) {
      const check = async (role: Role): Promise<void> => {
        const isOpen = await opensSocket(key, role.headers);
        if (isOpen !== mayOpen(role)) wrong.push(`${key} as ${role.name}: ${isOpen ? 'open' : 'refused'}`);
      };
      await Promise.all([...roles, anna].map(check));
    }
    // The same to watch without a socket.
    const watch = async ({ name, headers, scopes }: Role): Promise<void> => {
      const stopped = new AbortController();
      const url = `${origin}/v1/athletes/${annasId}/live/watch`;
      const asked = { headers: { ...headers, accept: 'text/event-stream' }, signal: stopped.signal };
      const { status: code } = await fetch(url, asked);
      stopped.abort();
      const isAllowed = name === 'Anna' || scopes.includes('live');
      if (code !== (isAllowed ? 200 : 401)) wrong.push(`events as ${name}: ${code}`);
    };
    await Promise.all([...roles, anna].map(watch));
    expect(wrong).toEqual([]);
    // Nobody but Anna has opened a stream of hers: the run, and the one of this walk.
    const { rows } = await http.pool.query('select 1 from live_stream where athlete_id = $1', [annasId]);
    expect(rows.length).toBe(2);
    stopRunning();
  });

  it('an inlet’s address is its only key: no caller opens another one, by no method', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ url }) => url.startsWith('/in/'))) {
      const check = async ({ name, headers }: Role): Promise<void> => {
        const { code } = await ask(route, addressOf(route.url), headers);
        if (code !== 401) wrong.push(`${route.key} as ${name}: ${code}`);
      };
      await Promise.all(roles.map(check));
      // With its own one, whoever sends it: what it can't read is told from what it won't take.
      const own = await ask(route, route.url.replace(':token', inletToken).replace('*', 'app'), {});
      if (own.code === 401) wrong.push(`${route.key} by its own address: ${own.code}`);
    }
    expect(wrong).toEqual([]);
  });

  it('W1: with the `where` of three stores gone, row-level security alone answers nothing of hers', async () => {
    const { stores } = http;
    const kinds = roles.filter(({ name }) => WITHOUT_CONSENT.has(name));
    const bo = (await http.createAthleteWithToken()).athleteId;
    const wrong: string[] = [];
    let tellsAnna = 0;
    isForgetful = true;
    try {
      // Who is not bound, is told of Anna whomever they ask about.
      expect((await stores.sessions.page(bo, EVERYTHING)).map(({ id }) => id)).toEqual([sessionId]);
      expect((await stores.excusedWeeks.list(bo)).map(({ reason }) => reason)).toEqual([SECRET]);
      expect((await stores.coachNotes.list(bo)).length).toBe(4);
      for (const route of routes.filter(({ method }) => method === 'GET')) {
        const check = async ({ name, headers }: Pick<Role, 'name' | 'headers'>): Promise<void> => {
          const { body } = await ask(route, addressOf(route.url), headers);
          if (!body.includes(SECRET) && !body.includes(sessionId)) return;
          if (name === 'Anna') tellsAnna++;
          else if (route.url !== '/v1/athletes') wrong.push(`${route.key} as ${name}: tells of Anna`);
        };
        await Promise.all([...kinds, { name: 'Anna', headers: { cookie: annas.cookie } }].map(check));
      }
    } finally {
      isForgetful = false;
    }
    expect(wrong).toEqual([]);
    expect(tellsAnna).toBeGreaterThanOrEqual(3);
  });

  it('Anna herself is refused nowhere: by her session, and by her token where no person is needed', async () => {
    const wrong: string[] = [];
    const { cookie, token } = annas;
    for (const route of routes.filter(({ key }) => !KEPT_FROM_ANNA.has(key))) {
      const row = rowOf(route);
      const own = await ask(route, addressOf(route.url), { cookie });
      if (isRefused(own.code) && row?.to === 'athlete' && !NOT_HERS.has(route.key)) {
        wrong.push(`${route.key} by session: ${own.code}`);
      }
      const byToken = await ask(route, addressOf(route.url), { authorization: `Bearer ${token}` });
      if (
        (row?.to === 'person') !== isRefused(byToken.code) &&
        row?.to !== 'anybody' &&
        !NOT_HERS.has(route.key)
      ) {
        wrong.push(`${route.key} by token: ${byToken.code}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** One of each kind who are answered at all: athletes by session and by token, coaches, who runs the machine. */
const WITHOUT_CONSENT = new Set([
  'coach after revocation',
  'operator',
  'other athlete',
  'other athlete’s token',
]);
const EVERYTHING = { from: null, to: null, before: null, limit: 10 };

/** Bodies that would be taken, so that nobody is refused for theirs. */
const FITTING: Readonly<Record<string, object>> = {
  'PATCH /v1/clinics/:id': { name: 'Taken over' },
  'PATCH /v1/clinics/:id/members/:userId': { roles: ['admin'] },
  'POST /v1/clinics/:id/templates': TEMPLATE,
  'POST /v1/clinics/:id/templates/:templateId/assign': {
    athleteIds: ['11111111-2222-4333-8444-555555555555'],
    validFrom: '2026-11-23',
  },
};

/** What would end the walk. */
const KEPT_FROM_ANNA = new Set([
  'DELETE /v1/athlete',
  'DELETE /v1/auth/sessions',
  'DELETE /v1/devices/current',
  'DELETE /v1/sessions/:id',
]);
/** Coaches write notes and suggest; who they are about reads them. */
const NOT_HERS = new Set(['POST /v1/notes', 'POST /v1/athlete/max-heart-rates/suggestions']);
