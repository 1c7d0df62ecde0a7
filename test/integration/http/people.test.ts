/** How people come in and what they are (U1–U3), over the real app and database. */
import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countWork, type Work } from '../../support/count-work.ts';
import { createHttpApp, PUBLIC_URL, QUICK_SIGN_INS, type HttpApp } from '../../support/http-app.ts';
import { cookieOf, type IssuedInvitation, peopleCalls } from '../../support/people-calls.ts';

let http: HttpApp;
let operator: string;
const { call, accept, invite: inviteAs, join: joinAs, newClinic: newClinicBy, me } = peopleCalls(() => http);
const invite = (body: object, as = operator): Promise<IssuedInvitation> => inviteAs(body, as);
const join = (invitation: object, name: string): Promise<string> => joinAs(invitation, name, operator);
const newClinic = (name: string): Promise<string> => newClinicBy(name, operator);

beforeAll(async () => {
  http = await createHttpApp({ limits: QUICK_SIGN_INS });
  operator = await http.signIn();
});
afterAll(() => http.close());

describe('sign-in by password (U5)', () => {
  it('is refused in the same words after the same work, whether or not there is such an account or a password', async () => {
    await join({ as: 'athlete', email: 'passkey@example.dk' }, 'Without a password');
    const { token } = await invite({ as: 'athlete' });
    const credentials = { email: 'known@example.dk', password: 'en lang adgangskode' };
    expect((await accept({ token, name: 'Known', ...credentials })).statusCode).toBe(201);
    const answers: unknown[] = [];
    const works: Work[] = [];
    for (const email of ['known@example.dk', 'passkey@example.dk', 'unknown@example.dk']) {
      const work = await countWork(async () => {
        const body = { email, password: 'en forkert adgangskode' };
        const { statusCode, headers, body: words } = await call('POST', '/v1/auth/sign-in/email', { body });
        answers.push({ statusCode, words, cookie: headers['set-cookie'] });
      });
      works.push(work);
    }
    expect(answers[0]).toMatchObject({ statusCode: 401, cookie: undefined });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(works[0]!.hashes).toBe(1);
    for (const work of works) expect(work).toEqual(works[0]);
  });
});

describe('GET /v1/me', () => {
  it('U1: the person of the printed link is operator, and an athlete once they say so or ask for what is an athlete’s', async () => {
    const { user, athleteId, trains, clinics } = await me(operator);
    expect(user.roles).toEqual(['operator']);
    expect([athleteId, trains]).toEqual([undefined, null]);
    expect(clinics).toEqual([]);
    // Nobody becomes one by looking after others.
    await call('GET', '/v1/clinics', { as: operator });
    await call('GET', `/v1/athletes/${randomUUID()}/reports/weeks/2026-W47`, { as: operator });
    const says = (isSo: boolean, as: string): Promise<LightMyRequestResponse> =>
      call('PATCH', '/v1/me', { as, body: { trains: isSo } });
    expect((await says(false, operator)).json()).toMatchObject({ trains: false });
    expect((await call('GET', '/v1/athlete', { as: operator })).statusCode).toBe(403);
    expect((await says(true, operator)).json()).toMatchObject({ athleteId: user.id, trains: true });
    expect((await call('GET', '/v1/athlete', { as: operator })).json()).toMatchObject({
      id: user.id,
      name: '',
    });
    expect((await says(false, operator)).statusCode).toBe(409);

    // Who has ended being one is none again, and is not made one by the next request.
    await newClinic('Keeps the account');
    expect((await call('DELETE', '/v1/athlete', { as: operator })).statusCode).toBe(204);
    expect((await call('GET', '/v1/athlete', { as: operator })).statusCode).toBe(403);
    expect((await me(operator)).trains).toBe(false);

    // As in the first release: whom nobody has asked says so by a first request about themself.
    await http.pool.query('update auth_user set "declinesTraining" = false where id = $1', [user.id]);
    expect((await me(operator)).trains).toBe(null);
    expect((await call('GET', '/v1/athlete', { as: operator })).json()).toMatchObject({ id: user.id });
    expect(await me(operator)).toMatchObject({ athleteId: user.id, trains: true });
  });

  it('a device token speaks for its athlete and has no roles', async () => {
    const { athleteId, token } = await http.createAthleteWithToken(['read']);
    const response = await http.app.inject({ url: '/v1/me', headers: { authorization: `Bearer ${token}` } });
    expect(response.json()).toEqual({
      user: { id: athleteId, name: 'Kirsten', roles: [] },
      athleteId,
      trains: true,
      clinics: [],
    });
  });
});

describe('invitations (U2)', () => {
  it('bring an athlete in, who owns one athlete and sees no other', async () => {
    const issued = await invite({ as: 'athlete' });
    expect(issued.url).toBe(`${PUBLIC_URL}/#/invitation/${issued.token}`);
    expect(Date.parse(issued.expiresAt) - http.clock.ms).toBe(7 * 24 * 3_600_000);
    const response = await accept({
      token: issued.token,
      name: 'Anna',
      email: 'Anna@example.dk',
      password: 'en lang adgangskode',
      locale: 'en',
      timeZone: 'Pacific/Auckland',
    });
    expect(response.statusCode, response.body).toBe(201);
    expect(response.body).not.toContain('zv_');
    const cookie = cookieOf(response);
    const anna = await me(cookie);
    expect(anna).toMatchObject({ user: { name: 'Anna', email: 'anna@example.dk', roles: [] }, clinics: [] });
    expect(anna.athleteId).toBe(anna.user.id);
    const athlete = await call('GET', '/v1/athlete', { as: cookie });
    expect(athlete.json()).toMatchObject({
      id: anna.athleteId,
      name: 'Anna',
      locale: 'en',
      timeZone: 'Pacific/Auckland',
    });
    const again = await call('POST', '/v1/auth/sign-in/email', {
      body: { email: 'anna@example.dk', password: 'en lang adgangskode' },
    });
    expect(again.statusCode).toBe(200);
    expect((await me(cookieOf(again))).user.id).toBe(anna.user.id);
  });

  it('bring a coach in, who is no athlete until they say so', async () => {
    const clinicId = await newClinic('Heart clinic');
    const coach = await join({ as: 'coach', clinicId }, 'Coach');
    const { athleteId, clinics, user } = await me(coach);
    expect(athleteId).toBeUndefined();
    expect(user).not.toHaveProperty('email');
    expect(clinics).toEqual([{ id: clinicId, name: 'Heart clinic', role: 'coach' }]);
    for (const url of ['/v1/athlete', '/v1/sessions', '/v1/reports/weeks/2026-W47', '/v1/export']) {
      const refused = await call('GET', url, { as: coach });
      expect([url, refused.statusCode]).toEqual([url, 403]);
    }
    const becomes = await call('PATCH', '/v1/me', { as: coach, body: { trains: true } });
    expect(becomes.json()).toMatchObject({ athleteId: user.id, trains: true, clinics });
  });

  it('give who is signed in another role, and make no second account', async () => {
    const clinicId = await newClinic('Second clinic');
    const athlete = await join({ as: 'athlete' }, 'Both');
    const { token } = await invite({ as: 'coach', clinicId });
    const response = await accept({ token, name: 'ignored' }, athlete);
    expect(response.statusCode, response.body).toBe(201);
    expect(response.json()).toMatchObject({ clinic: { id: clinicId, name: 'Second clinic' } });
    expect(await me(athlete)).toMatchObject({ user: { name: 'Both' }, clinics: [{ role: 'coach' }] });
  });

  it('used, expired, revoked and guessed ones are refused in the same words after the same work: 410', async () => {
    const used = await invite({ as: 'athlete' });
    expect((await accept({ token: used.token, name: 'First' })).statusCode).toBe(201);
    const revoked = await invite({ as: 'athlete' });
    expect((await call('DELETE', `/v1/invitations/${revoked.id}`, { as: operator })).statusCode).toBe(204);
    const expired = await invite({ as: 'athlete' });
    const fresh = await invite({ as: 'athlete' });
    const answers: string[] = [];
    const works: Work[] = [];
    const refusedWith = async (token: string): Promise<void> => {
      const { email, password } = { email: 'late@example.dk', password: 'aaaaaaaaaaaa' };
      const work = await countWork(async () => {
        const response = await accept({ token, name: 'Late', email, password });
        expect(response.statusCode).toBe(410);
        expect(response.headers['set-cookie']).toBeUndefined();
        answers.push(response.body);
      });
      works.push(work);
    };
    await refusedWith(used.token);
    await refusedWith(revoked.token);
    await refusedWith(`zv_${'A'.repeat(43)}`);
    await refusedWith('nonsense');
    http.clock.ms += 7 * 24 * 3_600_000;
    await refusedWith(expired.token);
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"code":"gone"');
    expect(works[0]).toEqual({ statements: [expect.stringContaining('"invitation"')], hashes: 0 });
    for (const work of works) expect(work).toEqual(works[0]);
    expect((await accept({ token: fresh.token, name: 'Late' })).statusCode).toBe(410);
  });

  it('of several takers at once one gets in', async () => {
    const { token } = await invite({ as: 'athlete' });
    const takers = await Promise.all([1, 2, 3, 4].map((n) => accept({ token, name: `Taker ${n}` })));
    expect(takers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
      201, 410, 410, 410,
    ]);
  });

  it('stay open when the account is refused', async () => {
    await join({ as: 'athlete', email: 'taken@example.dk' }, 'Holder');
    const { token } = await invite({ as: 'athlete' });
    const nowhere = await accept({ token, name: 'X', timeZone: 'Mars/Olympus' });
    expect(nowhere.statusCode).toBe(400);
    const weak = await accept({ token, name: 'X', email: 'new@example.dk', password: 'password1234' });
    expect([weak.statusCode, weak.json<{ field: string }>().field]).toEqual([400, 'password']);
    const taken = await accept({ token, name: 'X', email: 'TAKEN@example.dk' });
    expect([taken.statusCode, taken.json<{ code: string }>().code]).toEqual([409, 'conflict']);
    expect((await accept({ token, name: 'X' })).statusCode).toBe(201);
  });

  it('keep only a hash, and are listed without their token to who may see them', async () => {
    http.clock.ms += 1_000;
    const { token, id } = await invite({ as: 'athlete' });
    const { rows } = await http.pool.query('select * from invitation');
    expect(JSON.stringify(rows)).not.toContain(token);
    const listed = await call('GET', '/v1/invitations', { as: operator });
    expect(listed.body).not.toContain('zv_');
    expect(listed.json<{ items: object[] }>().items[0]).toMatchObject({ id, as: 'athlete', state: 'open' });
    const stranger = await join({ as: 'athlete' }, 'Stranger');
    expect((await call('GET', '/v1/invitations', { as: stranger })).json()).toEqual({ items: [] });
    expect((await call('DELETE', `/v1/invitations/${id}`, { as: stranger })).statusCode).toBe(404);
  });

  it('are made by the operator, and by a clinic’s admin into that clinic only', async () => {
    const [own, other] = [await newClinic('Own'), await newClinic('Other')];
    const admin = await join({ as: 'clinic_admin', clinicId: own }, 'Admin');
    const coach = await join({ as: 'coach', clinicId: own }, 'Coach');
    const attempt = async (as: string, body: object): Promise<number> =>
      (await call('POST', '/v1/invitations', { as, body })).statusCode;
    expect(await attempt(admin, { as: 'coach', clinicId: own })).toBe(201);
    expect(await attempt(admin, { as: 'coach', clinicId: other })).toBe(404);
    expect(await attempt(admin, { as: 'athlete' })).toBe(403);
    expect(await attempt(coach, { as: 'athlete', clinicId: own })).toBe(403);
    expect(await attempt(operator, { as: 'clinic_admin' })).toBe(400);
  });
});

describe('clinics', () => {
  let clinicId: string;
  let admin: string;
  beforeEach(async () => {
    clinicId = await newClinic('Clinic');
    admin = await join({ as: 'clinic_admin', clinicId }, 'Admin');
  });

  it('are made by the operator, renamed and removed by an admin, unknown to others', async () => {
    expect((await call('POST', '/v1/clinics', { as: admin, body: { name: 'Mine' } })).statusCode).toBe(403);
    const renamed = await call('PATCH', `/v1/clinics/${clinicId}`, { as: admin, body: { name: 'New' } });
    expect(renamed.json()).toMatchObject({ id: clinicId, name: 'New', roles: ['admin'] });
    const stranger = await join({ as: 'athlete' }, 'Stranger');
    for (const method of ['GET', 'DELETE'] as const) {
      expect((await call(method, `/v1/clinics/${clinicId}`, { as: stranger })).statusCode).toBe(404);
    }
    expect((await call('GET', `/v1/clinics/${clinicId}/members`, { as: stranger })).statusCode).toBe(404);
    expect((await call('GET', '/v1/clinics', { as: stranger })).json()).toEqual({ items: [] });
    expect((await call('DELETE', `/v1/clinics/${clinicId}`, { as: admin })).statusCode).toBe(204);
    expect((await call('GET', `/v1/clinics/${clinicId}`, { as: operator })).statusCode).toBe(404);
    expect((await me(admin)).clinics).toEqual([]);
  });

  it('have members with roles, who may leave; one admin stays', async () => {
    const coach = await join({ as: 'coach', clinicId }, 'Coach');
    const [coachId, adminId] = [(await me(coach)).user.id, (await me(admin)).user.id];
    const members = `/v1/clinics/${clinicId}/members`;
    const change = (id: string, as: string, roles: string[]): Promise<LightMyRequestResponse> =>
      call('PATCH', `${members}/${id}`, { as, body: { roles } });
    expect((await change(coachId, coach, ['admin'])).statusCode).toBe(403);
    const both = await change(coachId, admin, ['admin', 'coach']);
    expect(both.json<{ items: { userId: string; role: string }[] }>().items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ userId: coachId, role: 'admin' }),
        expect.objectContaining({ userId: coachId, role: 'coach' }),
      ]),
    );
    const operatorId = (await me(operator)).user.id;
    expect((await call('DELETE', `${members}/${operatorId}`, { as: operator })).statusCode).toBe(204);
    expect((await call('DELETE', `${members}/${adminId}`, { as: coach })).statusCode).toBe(204);
    expect((await call('GET', members, { as: admin })).statusCode).toBe(404);
    const last = await call('DELETE', `${members}/${coachId}`, { as: coach });
    expect([last.statusCode, last.json<{ code: string }>().code]).toEqual([409, 'invalid_state']);
  });

  it('C5: who works in a clinic keeps the account when their athlete goes', async () => {
    const both = await join({ as: 'athlete' }, 'Both');
    await accept({ token: (await invite({ as: 'coach', clinicId })).token, name: 'x' }, both);
    expect((await call('DELETE', '/v1/athlete', { as: both })).statusCode).toBe(204);
    const left = await me(both);
    expect(left.athleteId).toBeUndefined();
    expect(left.clinics).toHaveLength(1);
    const alone = await join({ as: 'athlete' }, 'Alone');
    expect((await call('DELETE', '/v1/athlete', { as: alone })).statusCode).toBe(204);
    expect((await call('GET', '/v1/me', { as: alone })).statusCode).toBe(401);
  });
});

describe('the demo clinic', () => {
  it('is 20 simulated athletes of every kind on a roster, and goes without a trace', async () => {
    const rows = async (): Promise<string> => {
      const counts = await Promise.all(
        ['athlete', 'session', 'access_grant', 'clinic', 'clinic_template'].map((table) =>
          http.pool.query<{ n: string }>(`select count(*) as n from ${table}`),
        ),
      );
      return counts.map(({ rows: [row] }) => row!.n).join(' ');
    };
    const before = await rows();
    const made = await call('POST', '/v1/demo-clinic', { as: operator, body: { locale: 'en' } });
    expect(made.statusCode, made.body).toBe(201);
    const { clinicId } = made.json<{ clinicId: string }>();
    expect((await call('GET', '/v1/demo-clinic', { as: operator })).json()).toEqual({ clinicId });
    const again = await call('POST', '/v1/demo-clinic', { as: operator, body: { locale: 'en' } });
    expect(again.json()).toMatchObject({ status: 409, code: 'invalid_state' });

    const roster = await call('GET', `/v1/clinics/${clinicId}/athletes?limit=200`, { as: operator });
    const { items } = roster.json<{
      items: { athleteId: string; why: { text: string }; weeks: string[] }[];
    }>();
    expect(items).toHaveLength(20);
    expect(new Set(items.map(({ why }) => why.text)).size).toBeGreaterThanOrEqual(3);
    const path = `/v1/athletes/${items[0]!.athleteId}/sessions`;
    const sessions = (await call('GET', path, { as: operator })).json<{ items: { simulated: boolean }[] }>();
    expect(sessions.items.every(({ simulated }) => simulated)).toBe(true);

    const stranger = await join({ as: 'athlete' }, 'Anna');
    expect((await call('GET', '/v1/demo-clinic', { as: stranger })).json()).toEqual({ clinicId: null });
    const theirs = await call('POST', '/v1/demo-clinic', { as: stranger, body: { locale: 'en' } });
    expect(theirs.statusCode).toBe(403);
    expect((await call('DELETE', '/v1/demo-clinic', { as: stranger })).statusCode).toBe(404);
    expect((await call('DELETE', '/v1/athlete', { as: stranger })).statusCode).toBe(204);
    for (const _twice of [1, 2]) {
      expect((await call('DELETE', '/v1/demo-clinic', { as: operator })).statusCode).toBe(204);
    }
    expect(await rows()).toBe(before);
  });
});
