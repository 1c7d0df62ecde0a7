/** What a desk needs: notes (R4), templates (R6), links to a report (C3); over the real app and database. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { createHttpApp, PUBLIC_URL, QUICK_SIGN_INS, type HttpApp } from '../../support/http-app.ts';
import { peopleCalls } from '../../support/people-calls.ts';

interface Note {
  readonly id: string;
  readonly text: string;
}

interface History {
  readonly items: { readonly id: string }[];
  readonly declined: { readonly id: string }[];
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
  http.clock.ms = Date.UTC(2026, 10, 20, 12);
  ({ clinicId, coach, athlete, athleteId } = await newClinicAndAthlete(operator));
});

async function grant(scopes: readonly string[], as = athlete): Promise<void> {
  const body = { clinicId, scopes, history: true };
  expect(await status('POST', '/v1/grants', { as, body })).toBe(201);
}

const YOU = /\byour?\b/i;

test('a week speaks to the athlete, and of the athlete to a coach', async () => {
  await grant(['report']);
  const week = '/reports/weeks/2026-W47?locale=en';
  expect((await call('GET', `/v1${week}`, { as: athlete })).body).toMatch(YOU);
  const theirs = await call('GET', `/v1/athletes/${athleteId}${week}`, { as: coach });
  expect(theirs.statusCode, theirs.body).toBe(200);
  expect(theirs.body).not.toMatch(YOU);
});

describe('notes (R4)', () => {
  const path = (): string => `/v1/athletes/${athleteId}/notes`;
  const notes = async (as: string, url = '/v1/notes'): Promise<Note[]> =>
    (await call('GET', url, { as })).json<{ items: Note[] }>().items;

  it('of a coach are read by the athlete, every one, with who wrote it', async () => {
    await grant(['report']);
    const body = { text: 'Well done', week: '2026-W47' };
    const written = await call('POST', path(), { as: coach, body });
    expect(written.statusCode, written.body).toBe(201);
    expect(await notes(athlete)).toEqual([
      {
        id: written.json<Note>().id,
        author: { userId: (await me(coach)).user.id, name: 'Carl Coach', clinic: 'Heart clinic' },
        week: '2026-W47',
        text: 'Well done',
        createdAt: '2026-11-20T12:00:00.000Z',
      },
    ]);
    expect(await notes(athlete, '/v1/notes?week=2026-W48')).toEqual([]);
    expect(await notes(athlete, '/v1/notes?week=2026-W47')).toHaveLength(1);
    const log = await call('GET', '/v1/access-log', { as: athlete });
    expect(log.json()).toMatchObject({ items: [{ what: 'note_written', who: { name: 'Carl Coach' } }] });
  });

  it('of another clinic are not a coach’s to read; are removed by the author or the athlete', async () => {
    await grant(['report']);
    const elsewhere = await newClinic('Elsewhere', operator);
    const other = await join({ as: 'coach', clinicId: elsewhere }, 'Other', operator);
    const body = { clinicId: elsewhere, history: true };
    expect(await status('POST', '/v1/grants', { as: athlete, body })).toBe(201);
    const colleague = await join({ as: 'coach', clinicId }, 'Colleague', operator);
    await call('POST', path(), { as: coach, body: { text: 'Ours' } });
    await call('POST', path(), { as: other, body: { text: 'Theirs' } });
    expect((await notes(athlete)).map(({ text }) => text).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      'Ours',
      'Theirs',
    ]);
    const [ours] = await notes(colleague, path());
    expect(ours!.text).toBe('Ours');
    expect(await status('DELETE', `${path()}/${ours!.id}`, { as: other })).toBe(404);
    expect(await status('DELETE', `${path()}/${ours!.id}`, { as: colleague })).toBe(403);
    expect(await status('DELETE', `${path()}/${ours!.id}`, { as: coach })).toBe(204);
    const [theirs] = await notes(athlete);
    expect(await status('DELETE', `/v1/notes/${theirs!.id}`, { as: athlete })).toBe(204);
    expect(await notes(athlete)).toEqual([]);
  });

  it('need a grant, and are not the athlete’s own to write', async () => {
    expect(await status('POST', path(), { as: coach, body: { text: 'x' } })).toBe(403);
    expect(await status('POST', '/v1/notes', { as: athlete, body: { text: 'x' } })).toBe(403);
  });
});

describe('templates (R6)', () => {
  const STRENGTH = { minimum: 1, maximum: 2, minimumMinutes: 20 };

  async function template(as = coach): Promise<string> {
    const body = { name: 'After surgery', reason: 'Gently', prescription: { strength: STRENGTH } };
    const response = await call('POST', `/v1/clinics/${clinicId}/templates`, { as, body });
    expect(response.statusCode, response.body).toBe(201);
    return response.json<{ id: string }>().id;
  }

  it('are assigned from a Monday to each athlete who lets the clinic prescribe', async () => {
    await grant(['report', 'prescribe']);
    const bo = await join({ as: 'athlete' }, 'Bo', operator);
    const bosId = (await me(bo)).athleteId!;
    await grant(['report'], bo);
    const id = await template();
    const url = `/v1/clinics/${clinicId}/templates/${id}/assign`;
    const body = { athleteIds: [athleteId, bosId], validFrom: '2026-11-23' };
    const assigned = await call('POST', url, { as: coach, body });
    expect(assigned.json()).toMatchObject({
      items: [
        { athleteId, status: 'assigned', code: null },
        { athleteId: bosId, status: 'refused', prescriptionId: null, code: 'not_allowed' },
      ],
    });
    const history = await call('GET', '/v1/athlete/prescriptions', { as: athlete });
    expect(history.json()).toMatchObject({ items: [{ validFrom: '2026-11-23', reason: 'Gently' }] });
    expect((await call('GET', '/v1/athlete/prescriptions', { as: bo })).json()).toMatchObject({ items: [] });
    const tuesday = { ...body, validFrom: '2026-11-24' };
    expect((await call('POST', url, { as: coach, body: tuesday })).json()).toMatchObject({
      code: 'invalid_input',
      field: 'validFrom',
    });
  });

  it('say who prescribed what and why, and are declined by the athlete alone; the one before is in force (R6)', async () => {
    await grant(['report', 'prescribe']);
    const own = { validFrom: '2026-11-16', strength: { ...STRENGTH, minimum: 2 } };
    const written = await call('POST', '/v1/athlete/prescriptions', { as: athlete, body: own });
    const ownId = written.json<{ id: string }>().id;
    const body = { athleteIds: [athleteId], validFrom: '2026-11-23' };
    await call('POST', `/v1/clinics/${clinicId}/templates/${await template()}/assign`, { as: coach, body });
    const list = async (as = athlete, url = '/v1/athlete/prescriptions'): Promise<History> =>
      (await call('GET', url, { as })).json<History>();
    const [, assigned] = (await list()).items;
    expect(assigned).toMatchObject({
      reason: 'Gently',
      author: { userId: (await me(coach)).user.id, name: 'Carl Coach', clinicId, clinic: 'Heart clinic' },
    });
    const url = (id: string): string => `/v1/athlete/prescriptions/${id}/decline`;
    expect(await status('POST', url(ownId), { as: athlete })).toBe(409);
    const theirs = `/v1/athletes/${athleteId}/athlete/prescriptions`;
    expect(await status('POST', `${theirs}/${assigned!.id}/decline`, { as: coach })).toBe(403);
    const no = { as: athlete, body: { reason: 'My knee' } };
    expect((await call('POST', url(assigned!.id), no)).json()).toMatchObject({ declineReason: 'My knee' });
    expect(await status('POST', url(assigned!.id), no)).toBe(404);
    const after = await list(coach, theirs);
    expect(after.items.map(({ id }) => id)).toEqual([ownId]);
    expect(after.declined).toMatchObject([{ id: assigned!.id, declineReason: 'My knee' }]);
    http.clock.ms += 7 * 86_400_000;
    const current = await call('GET', '/v1/athlete/prescriptions/current', { as: athlete });
    expect(current.json()).toMatchObject({ id: ownId });
  });

  it('that finished weeks were judged by are declined after a preview of what changes (M3)', async () => {
    await grant(['report', 'prescribe']);
    const run = { startedAt: '2026-11-19T10:00:00Z', activeSeconds: 1_800, sport: 'strength_training' };
    expect(await status('POST', '/v1/sessions/logged', { as: athlete, body: run })).toBe(201);
    const body = { athleteIds: [athleteId], validFrom: '2026-11-16' };
    const assigning = `/v1/clinics/${clinicId}/templates/${await template()}/assign`;
    const [assigned] = (await call('POST', assigning, { as: coach, body })).json<{
      items: { prescriptionId: string }[];
    }>().items;
    http.clock.ms += 14 * 86_400_000;
    const url = `/v1/athlete/prescriptions/${assigned!.prescriptionId}/decline`;
    expect((await call('POST', url, { as: athlete })).json()).toMatchObject({ code: 'preview_required' });
    const preview = await call('POST', `${url}/preview`, { as: athlete });
    const { previewId, weeks } = preview.json<{ previewId: string; weeks: { week: string }[] }>();
    expect(weeks[0]).toMatchObject({ week: '2026-W47' });
    const other = { as: athlete, body: { previewId: 'x' } };
    expect((await call('POST', url, other)).json()).toMatchObject({ code: 'preview_outdated' });
    expect(await status('POST', url, { as: athlete, body: { previewId } })).toBe(200);
  });

  it('are a clinic’s own: members see them, admins make them and prescribe nothing', async () => {
    await grant(['prescribe']);
    const admin = await join({ as: 'clinic_admin', clinicId }, 'Admin', operator);
    const id = await template(admin);
    const url = `/v1/clinics/${clinicId}/templates`;
    expect((await call('GET', url, { as: coach })).json()).toMatchObject({
      items: [{ id, name: 'After surgery', prescription: { strength: STRENGTH } }],
    });
    expect(await status('GET', url, { as: athlete })).toBe(404);
    const body = { athleteIds: [athleteId], validFrom: '2026-11-23' };
    const assigned = await call('POST', `${url}/${id}/assign`, { as: admin, body });
    expect(assigned.json()).toMatchObject({ items: [{ status: 'refused' }] });
    const wrong = { name: 'Wrong', prescription: { strength: { ...STRENGTH, minimum: 3 } } };
    expect(await status('POST', url, { as: coach, body: wrong })).toBe(400);
    expect(await status('DELETE', `${url}/${id}`, { as: coach })).toBe(204);
    expect(await status('DELETE', `${url}/${id}`, { as: coach })).toBe(404);
  });
});

describe('a max heart rate that a coach suggests (C6)', () => {
  const own = '/v1/athlete/max-heart-rates';
  const theirs = (): string => `/v1/athletes/${athleteId}/athlete/max-heart-rates`;
  const suggestions = async (as: string, path = own): Promise<{ id: string; state: string }[]> =>
    (await call('GET', `${path}/suggestions`, { as })).json<{ items: { id: string; state: string }[] }>()
      .items;
  const suggest = async (): Promise<string> => {
    const body = { bpm: 186, validFrom: '2026-11-16', method: 'test', reason: 'The test of Tuesday' };
    const made = await call('POST', `${theirs()}/suggestions`, { as: coach, body });
    expect(made.statusCode, made.body).toBe(201);
    return made.json<{ id: string }>().id;
  };

  it('changes nothing until the athlete confirms it, and the coach reads the answer', async () => {
    await grant(['report']);
    const id = await suggest();
    const value = { bpm: 186, source: 'confirmed', validFrom: '2026-11-16', method: 'test' };
    expect(await status('POST', theirs(), { as: coach, body: value })).toBe(403);
    expect((await call('GET', own, { as: athlete })).json()).toEqual({ items: [] });
    expect(await suggestions(athlete)).toEqual([
      {
        id,
        author: { userId: (await me(coach)).user.id, name: 'Carl Coach', clinic: 'Heart clinic' },
        bpm: 186,
        validFrom: '2026-11-16',
        method: 'test',
        reason: 'The test of Tuesday',
        createdAt: '2026-11-20T12:00:00.000Z',
        state: 'open',
      },
    ]);
    const confirmed = { ...value, suggestionId: id };
    expect(await status('POST', `${own}/preview`, { as: athlete, body: confirmed })).toBe(200);
    expect(await status('POST', own, { as: athlete, body: confirmed })).toBe(201);
    // Neither the answer nor the value twice.
    expect(await status('POST', own, { as: athlete, body: confirmed })).toBe(404);
    expect((await call('GET', own, { as: athlete })).json()).toMatchObject({ items: [{ bpm: 186 }] });
    expect(await suggestions(athlete)).toEqual([]);
    expect(await suggestions(coach, theirs())).toMatchObject([{ id, state: 'confirmed' }]);
    const log = await call('GET', '/v1/access-log', { as: athlete });
    const { items } = log.json<{ items: { what: string }[] }>();
    expect(items.map(({ what }) => what)).toContain('max_heart_rate_suggested');
  });

  it('is declined by the athlete or taken back by its author, and by nobody else', async () => {
    await grant(['prescribe']);
    const [declined, withdrawn] = [await suggest(), await suggest()];
    const colleague = await join({ as: 'coach', clinicId }, 'Colleague', operator);
    const at = (path: string, id: string): string => `${path}/suggestions/${id}`;
    expect(await status('DELETE', at(theirs(), declined), { as: colleague })).toBe(404);
    expect(await status('DELETE', at(own, declined), { as: athlete })).toBe(204);
    expect(await status('DELETE', at(own, declined), { as: athlete })).toBe(404);
    expect(await status('DELETE', at(theirs(), declined), { as: coach })).toBe(404);
    expect(await status('DELETE', at(theirs(), withdrawn), { as: coach })).toBe(204);
    expect(await suggestions(colleague, theirs())).toMatchObject([{ id: declined, state: 'declined' }]);
    expect(await suggestions(athlete)).toEqual([]);
    expect(await status('POST', `${own}/suggestions`, { as: athlete, body: VALUE })).toBe(403);
    expect(await status('POST', `${theirs()}/suggestions`, { as: coach, body: { ...VALUE, bpm: 300 } })).toBe(
      400,
    );
  });
  const VALUE = { bpm: 180, validFrom: '2026-11-16' };
});

describe('links to a report (C3)', () => {
  async function link(body: object): Promise<{ id: string; url: string; token: string; expiresAt: string }> {
    const response = await call('POST', '/v1/report-links', { as: athlete, body });
    expect(response.statusCode, response.body).toBe(201);
    return response.json();
  }

  const browse = (url: string, language = 'da'): ReturnType<typeof call> =>
    http.app.inject({ url, headers: { accept: 'text/html,*/*;q=0.8', 'accept-language': language } });

  it('show one week to whoever has it, without a sign-in, and the athlete reads that it was opened', async () => {
    const { id, url, token, expiresAt } = await link({ week: '2026-W47' });
    expect(expiresAt).toBe('2026-12-20T12:00:00.000Z');
    expect(url).toBe(`${PUBLIC_URL}/r/${token}`);
    const page = await call('GET', `/r/${token}?locale=en`);
    expect(page.statusCode, page.body).toBe(200);
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.body).toContain('Anna');
    expect(page.body).toContain('Week 47, 2026');
    expect(page.body).not.toMatch(YOU);
    const log = await call('GET', '/v1/access-log', { as: athlete });
    expect(log.json()).toMatchObject({ items: [{ what: 'link', week: '2026-W47', grantId: id }] });
    const { rows } = await http.pool.query('select * from report_link');
    expect(JSON.stringify(rows)).not.toContain(token);
    // In the language of whoever reads it, not of the athlete.
    for (const [languages, title] of [
      ['da-DK,da;q=0.9,en;q=0.8', 'Uge 47, 2026'],
      ['sv,en;q=0.5', 'Week 47, 2026'],
    ] as const) {
      const { body, headers } = await browse(`/r/${token}`, languages);
      expect([body, headers['vary']]).toEqual([expect.stringContaining(title), 'accept-language']);
    }
  });

  it('show one session', async () => {
    const body = { startedAt: '2026-11-20T10:00:00Z', activeSeconds: 1_800, sport: 'running' };
    const logged = await call('POST', '/v1/sessions/logged', { as: athlete, body });
    const { token } = await link({ sessionId: logged.json<{ id: string }>().id });
    const page = await call('GET', `/r/${token}?locale=en`);
    expect(page.statusCode, page.body).toBe(200);
    expect(page.body).toContain('30:00 active');
  });

  it('revoked, expired and guessed ones are gone in the same words; nobody else sees or makes them', async () => {
    const revoked = await link({ week: '2026-W47' });
    const expired = await link({ week: '2026-W47', expiresAt: '2026-11-20T13:00:00Z' });
    expect(await status('DELETE', `/v1/report-links/${revoked.id}`, { as: coach })).toBe(403);
    expect(await status('DELETE', `/v1/report-links/${revoked.id}`, { as: athlete })).toBe(204);
    http.clock.ms += 3_600_000;
    const guesses = [revoked.token, expired.token, `zr_${'A'.repeat(64)}`, 'nonsense'];
    const answers = await Promise.all(guesses.map((token) => call('GET', `/r/${token}`)));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([410]));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    const pages = await Promise.all(
      [...guesses, 'x'.repeat(300)].map((token) => browse(`/r/${token}`, 'da-DK,da;q=0.9,en;q=0.8')),
    );
    expect(pages.map(({ statusCode }) => statusCode)).toEqual([410, 410, 410, 410, 404]);
    expect(new Set(pages.map(({ body }) => body)).size).toBe(1);
    expect(pages[0]!.body).toContain('Linket er ikke åbent');
    expect(pages[0]!.headers['content-type']).toMatch(/^text\/html/);
    expect((await browse('/r/nonsense', 'sv,en;q=0.5')).body).toContain('This link is not open');
    const closed = await browse('/v1/reports/weeks/2026-W47/print?locale=en');
    expect([closed.statusCode, closed.body]).toEqual([401, expect.stringContaining('Sign in first')]);
    await grant(['report', 'sessions']);
    expect(await status('GET', `/v1/athletes/${athleteId}/report-links`, { as: coach })).toBe(403);
    for (const body of [{}, { week: '2026-W47', expiresAt: '2020-01-01T00:00:00Z' }]) {
      expect(await status('POST', '/v1/report-links', { as: athlete, body })).toBe(400);
    }
  });
});
