/** Consent and the log of looks (C1–C6), over the real app and database. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpApp, QUICK_SIGN_INS, type HttpApp } from '../../support/http-app.ts';
import { peopleCalls } from '../../support/people-calls.ts';

interface Grant {
  readonly id: string;
  readonly state: string;
  readonly expiresAt: string | null;
}
interface Look {
  readonly at: string;
  readonly lastAt: string;
  readonly count: number;
  readonly who: { readonly name: string; readonly clinic?: string };
  readonly what: string;
  readonly week?: string;
  readonly sessionId?: string;
  readonly grantId: string;
}

let http: HttpApp;
const { call, status, join, newClinic, me, newClinicAndAthlete } = peopleCalls(() => http);
let operator: string;
let clinicId: string;
let coach: string;
let athlete: string;
let athleteId: string;

beforeAll(async () => {
  http = await createHttpApp({ limits: QUICK_SIGN_INS });
  operator = await http.signIn();
});
afterAll(() => http.close());
beforeEach(async () => {
  // Friday of the week 2026-W47.
  http.clock.ms = Date.UTC(2026, 10, 20, 12);
  ({ clinicId, coach, athlete, athleteId } = await newClinicAndAthlete(operator));
});

/** An answer but for its sentences, which speak to their reader. */
const withoutWords = (body: string): unknown =>
  JSON.parse(body, (key, value: unknown) => (key === 'text' || key === 'reason' ? null : value));
const WEEK = '/reports/weeks/2026-W47';
const of = (path: string, id = athleteId): string => `/v1/athletes/${id}${path}`;

async function grant(body: object, as = athlete): Promise<Grant> {
  const response = await call('POST', '/v1/grants', { as, body: { clinicId, history: true, ...body } });
  expect(response.statusCode, response.body).toBe(201);
  return response.json<Grant>();
}

async function looks(as = athlete): Promise<readonly Look[]> {
  return (await call('GET', '/v1/access-log', { as })).json<{ items: Look[] }>().items;
}

async function logSession(startedAt: string, kind: object = { sport: 'running' }): Promise<string> {
  const body = { startedAt, activeSeconds: 1_800, ...kind };
  const response = await call('POST', '/v1/sessions/logged', { as: athlete, body });
  expect(response.statusCode, response.body).toBe(201);
  return response.json<{ id: string }>().id;
}

describe('grants (C1, C2)', () => {
  it('no grant, no look: also of an athlete who is not there, in the same words', async () => {
    const refused = await call('GET', of(WEEK), { as: coach });
    expect(refused.statusCode).toBe(403);
    const nobody = await call('GET', of(WEEK, randomUUID()), { as: coach });
    expect(nobody.body).toBe(refused.body);
    expect(await looks()).toEqual([]);
  });

  it('opens to the coaches of its clinic what its scopes name, in the shapes of the athlete’s own routes', async () => {
    const { id, expiresAt } = await grant({ history: false, scopes: undefined });
    expect(expiresAt).toBe('2027-11-20T12:00:00.000Z');
    const seen = await call('GET', of(WEEK), { as: coach });
    expect(seen.statusCode, seen.body).toBe(200);
    const own = await call('GET', `/v1${WEEK}`, { as: athlete });
    expect(withoutWords(seen.body)).toEqual(withoutWords(own.body));
    for (const path of ['/sessions', '/export', '/devices', '/access-log', '/grants', '/uploads']) {
      expect([path, await status('GET', of(path), { as: coach })]).toEqual([path, 403]);
    }
    const prescription = {
      validFrom: '2026-11-23',
      strength: { minimum: 1, maximum: 2, minimumMinutes: 20 },
    };
    const write = (): Promise<number> =>
      status('POST', of('/athlete/prescriptions'), { as: coach, body: prescription });
    expect(await write()).toBe(403);
    const body = { scopes: ['report', 'sessions', 'prescribe'] };
    expect(await status('PATCH', `/v1/grants/${id}`, { as: athlete, body })).toBe(200);
    expect(await write()).toBe(201);
    expect(await status('GET', of('/sessions'), { as: coach })).toBe(200);
    // C6: never these, whatever the grant.
    expect(await status('DELETE', of('/athlete'), { as: coach })).toBe(403);
    expect(await status('GET', of('/export'), { as: coach })).toBe(403);
    const max = { bpm: 190, source: 'entered', validFrom: '2026-01-01' };
    expect(await status('POST', of('/athlete/max-heart-rates'), { as: coach, body: max })).toBe(403);
  });

  it('opens nothing to others: another clinic’s coach, the clinic’s admin, the operator, another athlete, a token', async () => {
    await grant({ scopes: ['report', 'sessions', 'live', 'prescribe'] });
    const elsewhere = await newClinic('Elsewhere', operator);
    const others = [
      await join({ as: 'coach', clinicId: elsewhere }, 'Other coach', operator),
      await join({ as: 'clinic_admin', clinicId }, 'Admin', operator),
      await join({ as: 'athlete' }, 'Bo', operator),
      operator,
    ];
    for (const as of others) expect(await status('GET', of(WEEK), { as })).toBe(403);
    const { token } = await http.createAthleteWithToken();
    const headers = { authorization: `Bearer ${token}` };
    expect((await http.app.inject({ url: of(WEEK), headers })).statusCode).toBe(403);
    expect(await status('GET', of(WEEK))).toBe(401);
  });

  it('to one coach opens to that person alone', async () => {
    const { user } = await me(coach);
    await grant({ clinicId: undefined, coachUserId: user.id });
    expect(await status('GET', of(WEEK), { as: coach })).toBe(200);
    const colleague = await join({ as: 'coach', clinicId }, 'Colleague', operator);
    expect(await status('GET', of(WEEK), { as: colleague })).toBe(403);
    const visible = await call('GET', '/v1/athletes', { as: coach });
    expect(visible.json()).toMatchObject({ items: [{ athleteId, name: 'Anna', clinicId: null }] });
  });

  it('says who asks, to athletes alone, and refuses all that is nobody’s in the same words', async () => {
    const who = (query: string, as?: string) => call('GET', `/v1/grantees?${query}`, { as });
    const { user } = await me(coach);
    expect((await who(`clinicId=${clinicId}`, athlete)).json()).toEqual({ name: 'Heart clinic' });
    expect((await who(`coachUserId=${user.id}`, athlete)).json()).toEqual({ name: 'Carl Coach' });
    // Ids of the other kind, and of nobody.
    const refused = [`coachUserId=${clinicId}`, `clinicId=${user.id}`, `coachUserId=${randomUUID()}`];
    const answers = await Promise.all(
      [...refused, `clinicId=${randomUUID()}`].map(async (query) => {
        const { statusCode, body } = await who(query, athlete);
        return `${statusCode} ${body}`;
      }),
    );
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(answers[0]).toMatch(/^404 /);
    expect((await who(`clinicId=${clinicId}&coachUserId=${user.id}`, athlete)).statusCode).toBe(400);
    expect((await who(`clinicId=${clinicId}`)).statusCode).toBe(401);
    expect((await who(`clinicId=${clinicId}`, coach)).statusCode).toBe(403);
  });

  it('ends when it is revoked, expires, or its coach or clinic goes; the next request is refused', async () => {
    const seen = (): Promise<number> => status('GET', of(WEEK), { as: coach });
    const { id } = await grant({});
    expect(await seen()).toBe(200);
    expect(await status('DELETE', `/v1/grants/${id}`, { as: athlete })).toBe(204);
    expect(await seen()).toBe(403);
    expect(await status('PATCH', `/v1/grants/${id}`, { as: athlete, body: { history: true } })).toBe(409);

    await grant({ expiresAt: '2026-11-20T13:00:00Z' });
    expect(await seen()).toBe(200);
    http.clock.ms += 3_600_000;
    expect(await seen()).toBe(403);

    await grant({});
    const { user } = await me(coach);
    expect(await status('DELETE', `/v1/clinics/${clinicId}/members/${user.id}`, { as: coach })).toBe(204);
    expect(await seen()).toBe(403);
    const second = await join({ as: 'coach', clinicId }, 'Second', operator);
    expect(await status('GET', of(WEEK), { as: second })).toBe(200);
    expect(await status('DELETE', `/v1/clinics/${clinicId}`, { as: operator })).toBe(204);
    expect(await status('GET', of(WEEK), { as: second })).toBe(403);
    const { items } = (await call('GET', '/v1/grants', { as: athlete })).json<{ items: Grant[] }>();
    expect(items).toEqual([]);
  });

  it('is refused with a wrong receiver, none, two, or an end in the past; and is nobody else’s', async () => {
    const give = (body: object): Promise<number> => status('POST', '/v1/grants', { as: athlete, body });
    expect(await give({ scopes: ['report'] })).toBe(400);
    expect(await give({ clinicId, coachUserId: randomUUID() })).toBe(400);
    expect(await give({ clinicId: randomUUID() })).toBe(404);
    expect(await give({ coachUserId: randomUUID() })).toBe(404);
    expect(await give({ clinicId, expiresAt: '2026-11-20T11:00:00Z' })).toBe(400);
    const { id } = await grant({});
    const bo = await join({ as: 'athlete' }, 'Bo', operator);
    expect(await status('DELETE', `/v1/grants/${id}`, { as: bo })).toBe(404);
    expect((await call('GET', '/v1/grants', { as: bo })).json()).toEqual({ items: [] });
  });

  it('`me` and the own id are the athlete’s own routes', async () => {
    for (const id of ['me', athleteId]) {
      expect(await status('GET', of('/export', id), { as: athlete })).toBe(200);
    }
    expect(await status('GET', of(WEEK, 'me'), { as: coach })).toBe(403);
    expect(await looks()).toEqual([]);
  });

  it.each([
    '/v1/athletes//sessions',
    '/v1/%61thletes/x/sessions',
    '/v1/athletes/me',
    '/v1/athletes/ME/sessions',
  ])('%s is no address', async (url) => {
    expect(await status('GET', url, { as: athlete })).toBe(404);
  });

  it('one athlete’s path inside another’s leads nowhere', async () => {
    await grant({});
    const bo = await join({ as: 'athlete' }, 'Bo', operator);
    const { athleteId: bos } = await me(bo);
    expect(await status('GET', of(`/athletes/${bos!}${WEEK}`), { as: coach })).toBe(404);
    expect(await status('GET', of('/me'), { as: coach })).toBe(403);
    expect(await status('POST', of('/devices/pair'), { as: coach, body: { code: 'x' } })).toBe(404);
  });
});

describe('what came before a grant (C6)', () => {
  it('is seen only with history: by week, range, session and day', async () => {
    for (const validFrom of ['2020-01-01', '2025-01-01']) {
      const max = { bpm: 190, source: 'measured', validFrom };
      expect(await status('POST', '/v1/athlete/max-heart-rates', { as: athlete, body: max })).toBe(201);
      const body = { validFrom, strength: { minimum: 1, maximum: 2, minimumMinutes: 20 } };
      expect(await status('POST', '/v1/athlete/prescriptions', { as: athlete, body })).toBe(201);
    }
    const strength = { sport: 'strength_training', activeSeconds: 3_000 };
    const before = await logSession('2026-11-10T10:00:00Z', strength);
    const { id } = await grant({ history: false, scopes: ['report', 'sessions', 'prescribe'] });
    const after = await logSession('2026-11-20T10:00:00Z', strength);
    const get = (path: string): Promise<number> => status('GET', of(path), { as: coach });
    const listed = async (): Promise<string[]> =>
      (await call('GET', of('/sessions'), { as: coach }))
        .json<{ items: { id: string }[] }>()
        .items.map((session) => session.id);
    const weeks = async (): Promise<string[]> =>
      (await call('GET', of('/reports/weeks?from=2026-W45&to=2026-W47'), { as: coach }))
        .json<{ week: string }[]>()
        .map(({ week }) => week);
    expect(await get('/reports/weeks/2026-W46')).toBe(403);
    expect(await get(`/sessions/${before}`)).toBe(403);
    expect(await get(`/sessions/${before}/trace`)).toBe(403);
    expect(await get(`/sessions/${after}`)).toBe(200);
    expect(await get('/athlete/resting-heart-rates/2026-11-19')).toBe(403);
    expect(await get('/reports/weeks?from=2026-W40&to=2026-W46')).toBe(403);
    // Of dated values those in force when the grant begins, and later ones.
    const values = async (path: string): Promise<string[]> =>
      (await call('GET', of(path), { as: coach }))
        .json<{ items: { validFrom: string }[] }>()
        .items.map(({ validFrom }) => validFrom);
    expect(await values('/athlete/max-heart-rates')).toEqual(['2025-01-01']);
    expect(await values('/athlete/prescriptions')).toEqual(['2025-01-01']);
    expect(await listed()).toEqual([after]);
    expect(await weeks()).toEqual(['2026-W47']);
    // The plan of the first week keeps away from hard days of before.
    expect(await status('GET', '/v1/plan/today.fit', { as: athlete })).toBe(200);
    expect(await get('/plan/today.fit')).toBe(404);
    expect((await call('GET', of(WEEK), { as: coach })).json<{ plan: unknown }>().plan).toEqual([]);
    // A session of strength a week is the goal: met in both weeks, of which one is seen, whatever asks for the report.
    const streaks = async (as: string, report: string): Promise<number> => {
      const { body } = await call('GET', of(report), { as });
      return Math.max(...[...body.matchAll(/"streakWeeks":(\d+)/g)].map(([, weeksMet]) => Number(weeksMet)));
    };
    for (const report of [WEEK, `${WEEK}.signed.json`, '/reports/weeks?from=2026-W45&to=2026-W47']) {
      expect(await streaks(coach, report), report).toBe(1);
      expect(await streaks(athlete, report), report).toBe(2);
    }
    const early = { validFrom: '2026-11-02', strength: { minimum: 1, maximum: 2, minimumMinutes: 20 } };
    expect(await status('POST', of('/athlete/prescriptions'), { as: coach, body: early })).toBe(403);

    expect(await status('PATCH', `/v1/grants/${id}`, { as: athlete, body: { history: true } })).toBe(200);
    expect(await get('/reports/weeks/2026-W46')).toBe(200);
    expect(await get('/plan/today.fit')).toBe(200);
    expect(await get(`/sessions/${before}`)).toBe(200);
    expect(await listed()).toEqual([after, before]);
    expect(await weeks()).toEqual(['2026-W45', '2026-W46', '2026-W47']);
  });
});

describe('the access log (C4)', () => {
  it('has one row per look, repeated ones within ten minutes counted, and none for what was refused', async () => {
    const { id: grantId } = await grant({ scopes: ['report', 'sessions'] });
    const sessionId = await logSession('2026-11-20T10:00:00Z');
    for (let time = 0; time < 3; time += 1) await call('GET', of(WEEK), { as: coach });
    // A log is in the order of time: not two rows at one instant.
    http.clock.ms += 1_000;
    await call('GET', of(`/sessions/${sessionId}`), { as: coach });
    await call('GET', of(`/sessions/${randomUUID()}`), { as: coach });
    await call('GET', of('/export'), { as: coach });
    http.clock.ms += 9 * 60_000 - 1_000;
    await call('GET', of(WEEK), { as: coach });
    http.clock.ms += 60_000;
    await call('GET', of(WEEK), { as: coach });
    const who = { name: 'Carl Coach', clinic: 'Heart clinic' };
    const week = { who, what: 'week', week: '2026-W47', grantId };
    expect(await looks()).toEqual([
      { ...week, at: '2026-11-20T12:10:00.000Z', lastAt: '2026-11-20T12:10:00.000Z', count: 1 },
      {
        who,
        what: 'session',
        sessionId,
        sessionDate: '2026-11-20',
        grantId,
        at: '2026-11-20T12:00:01.000Z',
        lastAt: '2026-11-20T12:00:01.000Z',
        count: 1,
      },
      { ...week, at: '2026-11-20T12:00:00.000Z', lastAt: '2026-11-20T12:09:00.000Z', count: 4 },
    ]);
  });

  it('counts looks at the same moment on one row', async () => {
    await grant({});
    await Promise.all([1, 2, 3, 4, 5].map(() => call('GET', of(WEEK), { as: coach })));
    // One that began before them, and had its turn after.
    http.clock.ms -= 5;
    await call('GET', of(WEEK), { as: coach });
    expect(await looks()).toMatchObject([{ count: 6 }]);
  });

  it('is read page by page, by the athlete alone, and goes into the export', async () => {
    await grant({});
    for (const week of ['2026-W47', '2026-W46', '2026-W45']) {
      http.clock.ms += 1_000;
      await call('GET', of(`/reports/weeks/${week}`), { as: coach });
    }
    const page = async (query: string): Promise<{ items: Look[]; nextCursor?: string }> =>
      (await call('GET', `/v1/access-log${query}`, { as: athlete })).json();
    const first = await page('?limit=2');
    expect(first.items.map(({ week }) => week)).toEqual(['2026-W45', '2026-W46']);
    const second = await page(`?limit=2&cursor=${first.nextCursor!}`);
    expect(second.items.map(({ week }) => week)).toEqual(['2026-W47']);
    expect(second.nextCursor).toBeUndefined();
    expect(await status('GET', '/v1/access-log', { as: coach })).toBe(403);
    const exported = await call('GET', '/v1/export', { as: athlete });
    expect(exported.rawPayload.includes('consent.json')).toBe(true);
  });

  it('lets nobody change or remove a row while the athlete is there, and forgets after 24 months', async () => {
    await grant({});
    await call('GET', of(WEEK), { as: coach });
    const attempt = (sql: string): Promise<unknown> => http.pool.query(sql, [athleteId]);
    await expect(attempt('delete from access_look where athlete_id = $1')).rejects.toThrow(/keeps its rows/);
    await expect(attempt(`update access_look set who_name = 'x' where athlete_id = $1`)).rejects.toThrow(
      /changes no row/,
    );
    await expect(attempt('update access_look set count = 1 where athlete_id = $1')).rejects.toThrow(
      /changes no row/,
    );
    await attempt(`insert into access_look (athlete_id, id, user_id, who_name, grant_id, what, first_at, last_at)
      select athlete_id, 'old', user_id, who_name, grant_id, what, now() - interval '25 months',
        now() - interval '25 months' from access_look where athlete_id = $1`);
    expect(await looks()).toHaveLength(2);
    await http.stores.accessLog.removeOld(Date.now());
    expect(await looks()).toHaveLength(1);
  });

  it('C5: goes with the athlete, as the grants do; the coach’s account stays', async () => {
    await grant({});
    await call('GET', of(WEEK), { as: coach });
    expect(await status('DELETE', '/v1/athlete', { as: athlete })).toBe(204);
    for (const table of ['access_grant', 'access_look']) {
      const { rowCount } = await http.pool.query(`select from ${table} where athlete_id = $1`, [athleteId]);
      expect(rowCount, table).toBe(0);
    }
    expect((await me(coach)).clinics).toHaveLength(1);
    expect(await status('GET', of(WEEK), { as: coach })).toBe(403);
  });
});
