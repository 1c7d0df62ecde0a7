/** Every route × every scope × own and another athlete's ids (A, Y2), with the owner's answer as the control of each. */
import { readFile } from 'node:fs/promises';
import type { LightMyRequestResponse, RouteOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/adapters/http/limits.ts';
import type { Scope } from '../../src/application/ports/device-token-store.ts';
import { createHttpApp, type HttpApp } from '../support/http-app.ts';
import { zipOf } from '../support/zip-of.ts';
import { ACCESS_TABLE, GOAL, SUBSCRIPTION, TEMPLATE, type AccessRow, type OwnedId } from './access-table.ts';

const SCOPES: readonly Scope[] = ['live', 'upload', 'read', 'manage'];

interface Person {
  readonly athleteId: string;
  readonly token: string;
}

const seen: RouteOptions[] = [];
let http: HttpApp;
let owner: Person;
let other: Person;
let inletToken: string;
/** Of the webhook that stays. */
let deliveryId: string;
let ids: Readonly<Record<OwnedId, string>>;
/** Tokens of the owner, one for each scope. */
let narrow: Readonly<Record<Scope, string>>;

beforeAll(async () => {
  http = await createHttpApp({
    liveDoors: true,
    onRoute: (route) => seen.push(route),
    // A busy machine turns nobody away here.
    limits: { ...DEFAULT_LIMITS, loopDelayMs: 60_000 },
  });
  await http.app.ready();
  owner = await http.createAthleteWithToken();
  other = await http.createAthleteWithToken();
  ids = await makeThings();
  const tokens = await Promise.all(SCOPES.map((scope) => http.issueToken(owner.athleteId, [scope])));
  narrow = Object.fromEntries(SCOPES.map((scope, i) => [scope, tokens[i]!])) as Record<Scope, string>;
});
afterAll(() => http.close());

function call(row: AccessRow, key: string, headers: Record<string, string>): Promise<LightMyRequestResponse> {
  const [method, pattern] = key.split(' ') as ['GET', string];
  const url =
    row.path ??
    pattern
      .replace(':deliveryId', deliveryId)
      .replace(':id', row.id === undefined ? ':id' : ids[row.id])
      .replace(':userId', ids.member)
      .replace(':templateId', ids.template);
  const isUpload = key === 'POST /v1/uploads';
  return http.app.inject({
    method,
    url,
    headers: {
      ...headers,
      ...(isUpload && { 'content-type': 'application/octet-stream' }),
      ...(url === '/mcp' && { accept: 'application/json, text/event-stream' }),
    },
    ...(isUpload ? { payload: 'no recording' } : row.body !== undefined && { payload: row.body }),
  });
}

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

async function make<Answer>(url: string, payload: object, headers = bearer(owner.token)): Promise<Answer> {
  const response = await http.app.inject({ method: 'POST', url, headers, payload });
  expect(response.statusCode, `${url} ${response.body}`).toBeLessThan(300);
  return response.json<Answer>();
}

async function upload(payload: Buffer | Uint8Array, fileName: string): Promise<LightMyRequestResponse> {
  return http.app.inject({
    method: 'POST',
    url: `/v1/uploads?fileName=${fileName}`,
    headers: { ...bearer(owner.token), 'content-type': 'application/octet-stream' },
    payload: Buffer.from(payload),
  });
}

async function uploadFixture(name: string): Promise<{ upload: string; session: string }> {
  const response = await upload(await readFile(`fixtures/fit/${name}.fit`), `${name}.fit`);
  expect(response.statusCode, response.body).toBe(200);
  const [first] = response.json<{ uploads: { id: string; sessions: string[] }[] }>().uploads;
  return { upload: first!.id, session: first!.sessions[0]! };
}

async function queueJob(): Promise<string> {
  const names = Array.from({ length: 21 }, (_, index) => [`${index}.fit`, Buffer.from(`no ${index}`)]);
  const zip = zipOf(Object.fromEntries(names) as Record<string, Uint8Array>);
  return (await upload(zip, 'many.zip')).json<{ job: { id: string } }>().job.id;
}

/** A run that was wholly set aside, as its row stands when it has ended. */
async function setAside(): Promise<string> {
  const sessionId = crypto.randomUUID();
  const aside = { count: 1, fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 10, 1), reason: 'behind' };
  await http.pool.query(
    `insert into live_stream (athlete_id, session_id, epoch, opened_at, claimed_at, closed_at, set_aside)
     values ($1, $2, 1, now(), now(), now(), $3)`,
    [owner.athleteId, sessionId, JSON.stringify(aside)],
  );
  return sessionId;
}

/** By a coach, as its row stands until it is answered. */
async function suggested(): Promise<string> {
  const id = crypto.randomUUID();
  await http.pool.query(
    `insert into coach_suggestion (athlete_id, id, author_user_id, author_name, bpm, valid_from, created_at)
     values ($1, $2, 'u', 'Coach', 188, '2026-11-16', now())`,
    [owner.athleteId, id],
  );
  return id;
}

async function makeThings(): Promise<Record<OwnedId, string>> {
  const kept = await uploadFixture('04-inline-hr');
  const removable = await uploadFixture('walk-35-min');
  const job = await queueJob();
  await http.runImportJob();
  await http.app.inject({
    method: 'PUT',
    url: '/v1/athlete/resting-heart-rates/2026-11-16',
    headers: bearer(owner.token),
    payload: { bpm: 50 },
  });
  const rate = { bpm: 190, source: 'entered', validFrom: '2026-11-16' };
  const { previewId } = await make<{ previewId: string }>('/v1/athlete/max-heart-rates/preview', rate);
  const inlet = await make<{ id: string; token: string }>('/v1/inlets', { name: 'Watch' });
  inletToken = inlet.token;
  const person = { cookie: await http.signIn() };
  const clinic = await make<{ id: string }>('/v1/clinics', { name: 'Klinik' }, person);
  const members = await http.app.inject({ url: `/v1/clinics/${clinic.id}/members`, headers: person });
  const webhook = await make<{ id: string }>('/v1/webhooks', { url: 'https://example.org/hook' });
  deliveryId = (await make<{ id: string }>(`/v1/webhooks/${webhook.id}/test`, {})).id;
  const oldWebhook = await make<{ id: string }>('/v1/webhooks', { url: 'https://example.org/old' });
  const logged = { startedAt: '2026-11-15T06:00:00Z', activeSeconds: 1800, sport: 'training' };
  return {
    session: kept.session,
    upload: kept.upload,
    removableUpload: removable.upload,
    removableSession: (await make<{ id: string }>('/v1/sessions/logged', logged)).id,
    job,
    queuedJob: await queueJob(),
    maxHeartRate: (await make<{ id: string }>('/v1/athlete/max-heart-rates', { ...rate, previewId })).id,
    thresholdHeartRate: (
      await make<{ id: string }>('/v1/athlete/threshold-heart-rates', {
        bpm: 170,
        source: 'measured',
        validFrom: '2026-11-16',
      })
    ).id,
    suggestion: await suggested(),
    prescription: (await make<{ id: string }>('/v1/athlete/prescriptions', { validFrom: '2026-11-16' })).id,
    device: (await make<{ id: string }>('/v1/devices', { name: 'Old', scopes: ['live'] })).id,
    inlet: inlet.id,
    clinic: clinic.id,
    member: members.json<{ items: { userId: string }[] }>().items[0]!.userId,
    grant: (await make<{ id: string }>('/v1/grants', { clinicId: clinic.id })).id,
    invitation: (await make<{ id: string }>('/v1/invitations', { as: 'athlete' }, person)).id,
    planFeed: (await make<{ id: string }>('/v1/plan/feeds', { name: 'Calendar' })).id,
    template: (await make<{ id: string }>(`/v1/clinics/${clinic.id}/templates`, TEMPLATE, person)).id,
    note: crypto.randomUUID(),
    reportLink: (await make<{ id: string }>('/v1/report-links', { week: '2026-W47' })).id,
    webhook: webhook.id,
    removableWebhook: oldWebhook.id,
    proposal: (await make<{ id: string }>('/v1/athlete/prescriptions/proposals', GOAL)).id,
    summaryBrowser: (await make<{ id: string }>('/v1/summary/browsers', SUBSCRIPTION)).id,
    recording: await setAside(),
    removableRecording: await setAside(),
  };
}

const rows = Object.entries(ACCESS_TABLE);
const guarded = rows.filter(([, { needs }]) => needs !== 'open');

describe('access to every route', () => {
  it('is written down: a route that is not in the table fails here', () => {
    const keys = seen
      .flatMap(({ method, url }) => [method].flat().map((each) => `${each} ${url}`))
      .filter((key) => !key.startsWith('HEAD ') && !key.includes('/docs'));
    expect([...new Set(keys)].toSorted()).toEqual(rows.map(([key]) => key).toSorted());
  });

  it('needs a caller, and an inlet’s token is none: it reads nothing anywhere', async () => {
    for (const [key, row] of guarded) {
      for (const headers of [{}, bearer(inletToken), { cookie: `zone-coach.session_token=${inletToken}` }]) {
        const { statusCode } = await call(row, key, headers);
        expect(statusCode, `${key} ${JSON.stringify(Object.keys(headers))}`).toBe(401);
      }
    }
  });

  it('needs its own scope: a token with another one is refused, whoever’s ids it names', async () => {
    for (const [key, row] of guarded) {
      if (row.needs === 'any_caller') continue;
      for (const scope of SCOPES.filter((each) => each !== row.needs)) {
        const { statusCode } = await call(row, key, bearer(narrow[scope]));
        expect(statusCode, `${key} with ${scope}`).toBe(403);
      }
    }
  });

  it('ends at one’s own: another athlete with every scope finds nothing, the owner with its scope alone does', async () => {
    const secrets = [owner.athleteId, ...Object.values(ids)];
    for (const [key, row] of guarded) {
      if (row.needs !== 'signed_in' && row.needs !== 'any_caller') {
        const stranger = await call(row, key, bearer(other.token));
        if (row.id !== undefined) expect(stranger.statusCode, `${key} by another`).toBe(404);
        for (const secret of secrets)
          expect(stranger.body.includes(secret), `${key} tells ${secret}`).toBe(false);
      }
      const control = await call(row, key, await ownersHeaders(row));
      expect(control.statusCode, `${key} by its owner: ${control.body.slice(0, 300)}`).toBe(row.owner);
    }
  });
});

async function ownersHeaders({ needs, alsoNeeds = [] }: AccessRow): Promise<Record<string, string>> {
  if (needs === 'signed_in') return { cookie: await http.signIn() };
  const scopes: readonly Scope[] =
    needs === 'any_caller' || needs === 'open' ? ['live'] : [needs, ...alsoNeeds];
  return bearer(await http.issueToken(owner.athleteId, scopes));
}
