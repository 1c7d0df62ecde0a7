/** How people come in and back by mail (U2, U4, U5), over the real app, database and SMTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpApp, PUBLIC_URL, type HttpApp } from '../../support/http-app.ts';
import { createMailedApp, type MailedApp } from '../../support/mailed-app.ts';
import type { MailServer } from '../../support/mail-server.ts';
import { cookieOf, peopleCalls } from '../../support/people-calls.ts';
import { totpOf } from '../../support/totp.ts';

let mailed: MailedApp;
let mailServer: MailServer;
let http: HttpApp;
let operator: string;
let faults: string[];
const { call, accept, invite, me, newClinic, status } = peopleCalls(() => http);

beforeAll(async () => {
  mailed = await createMailedApp();
  ({ http, mailServer, operator, faults } = mailed);
});
afterAll(() => mailed.close());

async function newAthlete(email: string): Promise<string> {
  const { token } = await invite({ as: 'athlete' }, operator);
  const accepted = await accept({ token, name: 'Anna', email, password: 'en lang adgangskode' });
  expect(accepted.statusCode, accepted.body).toBe(201);
  return cookieOf(accepted);
}

/** Opens the link of a mail as a browser would. */
async function open(link: string): Promise<string> {
  const { pathname, search } = new URL(link);
  return cookieOf(await http.app.inject({ url: pathname + search }));
}

const askForLink = (email: string): Promise<number> =>
  status('POST', '/v1/auth/sign-in-link', { body: { email, locale: 'en' } });

describe('invitations by mail (U2)', () => {
  it('bring the link that lets the person in, in the language asked for', async () => {
    const clinicId = await newClinic('Hjerteklinik Ærø', operator);
    const issued = await invite({ as: 'athlete', clinicId, email: 'bo@example.dk', locale: 'da' }, operator);
    expect(issued).toMatchObject({ mailed: true });
    const mail = await mailServer.next();
    expect(mail.from).toBe('zone-coach@clinic.example');
    expect(mail.to).toEqual(['bo@example.dk']);
    expect(mail.text).toContain('Hjerteklinik Ærø inviterer dig til Zone Coach.');
    expect(mail.link).toBe(issued.url);
    const token = mail.link.split('/').at(-1)!;
    const accepted = await accept({ token, name: 'Bo', password: 'en lang adgangskode' });
    expect(accepted.statusCode, accepted.body).toBe(201);
    expect((await me(cookieOf(accepted))).user.email).toBe('bo@example.dk');

    await invite({ as: 'athlete', email: 'jo@example.dk', locale: 'en' }, operator);
    expect((await mailServer.next()).raw).toContain('Subject: You are invited to Zone Coach');
  });

  it('that the mail server refuses are shown all the same, and the log names no address', async () => {
    const issued = await invite({ as: 'athlete', email: 'nobody@refused.example' }, operator);
    expect(issued).toMatchObject({ mailed: false });
    expect(faults).toEqual(['EENVELOPE']);
    expect((await accept({ token: issued.token, name: 'Shown' })).statusCode).toBe(201);
  });

  it('a clinic’s name is only ever words of the body', async () => {
    const clinicId = await newClinic('Bcc: all@example.dk\r\n<b>{clinic}</b>', operator);
    await invite({ as: 'coach', clinicId, email: 'one@example.dk' }, operator);
    const mail = await mailServer.next();
    expect(mail.to).toEqual(['one@example.dk']);
    expect(mail.text).toContain('<b>{clinic}</b>');
  });

  it('without an address nothing is sent', async () => {
    const before = mailServer.received.length;
    expect(await invite({ as: 'athlete' }, operator)).not.toHaveProperty('mailed');
    expect(mailServer.received).toHaveLength(before);
  });
});

describe('a sign-in link by mail (U4)', () => {
  it('signs its person in once, and is the way back for a forgotten password (U5)', async () => {
    await newAthlete('anna@example.dk');
    expect(await askForLink('Anna@Example.dk')).toBe(204);
    const mail = await mailServer.next();
    expect(mail.to).toEqual(['anna@example.dk']);
    expect(mail.text).toContain('If you forgot your password');
    const cookie = await open(mail.link);
    expect((await me(cookie)).user.email).toBe('anna@example.dk');
    const body = { email: 'anna@example.dk', password: 'helt nye ord at huske' };
    expect(await status('PUT', '/v1/auth/credentials', { as: cookie, body })).toBe(204);
    expect(await status('POST', '/v1/auth/sign-in/email', { body })).toBe(200);
    const old = { ...body, password: 'en lang adgangskode' };
    expect(await status('POST', '/v1/auth/sign-in/email', { body: old })).toBe(401);
    expect(await status('GET', '/v1/me', { as: await open(mail.link) })).toBe(401);
  });

  it('an address without an account is answered alike and gets nothing (X)', async () => {
    await newAthlete('known@example.dk');
    const before = mailServer.received.length;
    const answers = await Promise.all(
      ['unknown@example.dk', 'known@example.dk'].map(async (email) => {
        const { statusCode, body } = await call('POST', '/v1/auth/sign-in-link', { body: { email } });
        return { statusCode, body };
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect((await mailServer.next()).to).toEqual(['known@example.dk']);
    expect(mailServer.received).toHaveLength(before + 1);
  });

  it('one mailbox gets at most five in a quarter of an hour, whether or not it has an account', async () => {
    await newAthlete('often@example.dk');
    for (const email of ['often@example.dk', 'never@example.dk']) {
      const answers: number[] = [];
      for (let n = 0; n < 6; n++) answers.push(await askForLink(email));
      expect(answers).toEqual([204, 204, 204, 204, 204, 429]);
    }
    for (let n = 0; n < 5; n++) expect((await mailServer.next()).to).toEqual(['often@example.dk']);
  });

  it('says whether there is mail at all', async () => {
    expect((await call('GET', '/v1/auth/ways')).json()).toEqual({
      passkey: false,
      password: true,
      mailedLink: true,
      signUp: false,
    });
    const silent = await createHttpApp();
    try {
      expect((await silent.app.inject('/v1/auth/ways')).json()).toMatchObject({ mailedLink: false });
      const refused = await silent.app.inject({
        method: 'POST',
        url: '/v1/auth/sign-in-link',
        payload: { email: 'anna@example.dk' },
      });
      expect(refused.statusCode).toBe(409);
      expect(refused.json()).toMatchObject({ code: 'invalid_state' });
    } finally {
      await silent.close();
    }
  });
});

describe('another e-mail address (U5)', () => {
  const password = 'en lang adgangskode';
  const change = async (as: string, email: string): Promise<ReturnType<typeof call>> =>
    call('PUT', '/v1/auth/credentials', { as, body: { email, password, locale: 'en' } });
  const signsIn = (email: string): Promise<number> =>
    status('POST', '/v1/auth/sign-in/email', { body: { email, password } });
  const confirm = async (link: string): Promise<unknown> => {
    const { pathname, search } = new URL(link);
    return (await call('GET', pathname + search)).headers.location;
  };

  it('is theirs once its mail is answered, and the one before is told', async () => {
    const anna = await newAthlete('before@example.dk');
    const asked = await change(anna, 'After@example.dk');
    expect([asked.statusCode, asked.json()]).toEqual([202, { emailToConfirm: 'after@example.dk' }]);
    const [toNew, toOld] = [await mailServer.next(), await mailServer.next()];
    expect([toNew.to, toOld.to]).toEqual([['after@example.dk'], ['before@example.dk']]);
    expect(toOld.text).toContain('If that was not you');
    expect(toOld.link).toBe('');
    expect([await signsIn('before@example.dk'), await signsIn('after@example.dk')]).toEqual([200, 401]);
    const { rows } = await http.pool.query('select * from auth_verification');
    expect(JSON.stringify(rows)).not.toContain(new URL(toNew.link).searchParams.get('token'));
    expect(await confirm(toNew.link)).toBe('/?address=confirmed');
    expect(await confirm(toNew.link)).toBe('/?address=refused');
    expect([await signsIn('before@example.dk'), await signsIn('after@example.dk')]).toEqual([401, 200]);
    expect((await me(anna)).user.email).toBe('after@example.dk');
    expect((await change(anna, 'after@example.dk')).statusCode).toBe(204);
  });

  it('that has become somebody else’s meanwhile stays theirs; a first one counts at once', async () => {
    const anna = await newAthlete('one@example.dk');
    expect((await change(anna, 'wanted@example.dk')).statusCode).toBe(202);
    const { link } = await mailServer.next();
    await mailServer.next();
    const { token } = await invite({ as: 'athlete' }, operator);
    const bo = cookieOf(await accept({ token, name: 'Bo' }));
    expect((await change(bo, 'wanted@example.dk')).statusCode).toBe(204);
    expect(await confirm(link)).toBe('/?address=refused');
    expect((await me(bo)).user.email).toBe('wanted@example.dk');
    expect((await me(anna)).user.email).toBe('one@example.dk');
    expect(await confirm(`${PUBLIC_URL}/v1/auth/confirm-address?token=guessed`)).toBe('/?address=refused');
  });
});

describe('a second factor (U4)', () => {
  const password = 'en lang adgangskode';
  interface SetUp {
    readonly totpURI: string;
    readonly backupCodes: string[];
  }

  async function newMember(as: 'coach' | 'clinic_admin', clinicId: string, email: string): Promise<string> {
    const { token } = await invite({ as, clinicId }, operator);
    return cookieOf(await accept({ token, name: as, email, password }));
  }
  const change = (path: string, body: object, as?: string) =>
    call('POST', `/v1/auth/two-factor/${path}`, { as, body });
  async function setUp(as: string): Promise<SetUp & { cookie: string }> {
    const enabled = await change('enable', { password }, as);
    expect(enabled.statusCode, enabled.body).toBe(200);
    const given = enabled.json<SetUp>();
    expect((await change('verify-totp', { code: '000000' }, as)).json()).toMatchObject({
      code: 'invalid_code',
    });
    const verified = await change('verify-totp', { code: totpOf(given.totpURI, Date.now()) }, as);
    expect(verified.statusCode, verified.body).toBe(200);
    return { ...given, cookie: cookieOf(verified) };
  }
  const demand = (as: string, clinicId: string, requiresTwoFactor: boolean) =>
    call('PATCH', `/v1/clinics/${clinicId}`, { as, body: { requiresTwoFactor } });
  /** The cookie of the challenge, after one factor. */
  const challengeOf = (response: Awaited<ReturnType<typeof call>>): string => {
    const cookies = [response.headers['set-cookie']].flat().map((each) => String(each).split(';')[0]!);
    expect(cookies.filter((each) => /session_token=./.test(each))).toEqual([]);
    return cookies.find((each) => each.includes('two_factor'))!;
  };

  it('that a clinic demands: members without one see only the set-up of it, and what they had open ends', async () => {
    const clinicId = await newClinic('Careful', operator);
    const admin = await newMember('clinic_admin', clinicId, 'admin@example.dk');
    const coach = await newMember('coach', clinicId, 'coach@example.dk');
    const anna = await newAthlete('watched@example.dk');
    const annasId = (await me(anna)).athleteId!;
    expect(await status('POST', '/v1/grants', { as: anna, body: { clinicId, history: true } })).toBe(201);
    const report = `/v1/athletes/${annasId}/reports/weeks/2026-W47`;
    expect(await status('GET', report, { as: coach })).toBe(200);
    const members = async (): Promise<string[]> =>
      (
        await http.pool.query<{ id: string }>('select id from clinic_member where role = $1', ['coach'])
      ).rows.map(({ id }) => id);
    const before = await members();

    expect((await demand(admin, clinicId, true)).json()).toMatchObject({ code: 'invalid_state' });
    const { cookie: adminNow } = await setUp(admin);
    expect(await status('GET', '/v1/me', { as: admin })).toBe(401);
    expect((await demand(adminNow, clinicId, true)).json()).toMatchObject({ requiresTwoFactor: true });
    // As another membership: whatever relied on the former one has ended (L14).
    expect(await members()).not.toEqual(before);

    for (const url of [report, `/v1/clinics/${clinicId}`, `/v1/clinics/${clinicId}/athletes`]) {
      const refused = await call('GET', url, { as: coach });
      expect([refused.statusCode, refused.json<{ code: string }>().code], url).toEqual([
        403,
        'two_factor_required',
      ]);
    }
    expect((await call('GET', '/v1/athletes', { as: coach })).json()).toEqual({ items: [] });
    expect((await call('GET', '/v1/me', { as: coach })).json()).toMatchObject({
      twoFactor: { enabled: false, required: true },
    });
    const { cookie: coachNow } = await setUp(coach);
    expect(await status('GET', report, { as: coachNow })).toBe(200);
    const listed = await call('GET', `/v1/clinics/${clinicId}/members`, { as: adminNow });
    expect(listed.json()).toMatchObject({ items: [{}, { twoFactor: true }, { twoFactor: true }] });
    expect((await change('disable', { password }, coachNow)).json()).toMatchObject({ code: 'invalid_state' });
    expect((await demand(adminNow, clinicId, false)).json()).toMatchObject({ requiresTwoFactor: false });
    expect((await change('disable', { password }, coachNow)).statusCode).toBe(200);
  });

  it('is asked for after a password and after a link, once each; a code of the app or one of the spare ones', async () => {
    const email = 'two@example.dk';
    const { totpURI, backupCodes } = await setUp(await newAthlete(email));
    const signIn = () => call('POST', '/v1/auth/sign-in/email', { body: { email, password } });
    const first = await signIn();
    expect(first.json()).toMatchObject({ twoFactorRedirect: true });
    const challenge = challengeOf(first);
    expect((await change('verify-totp', { code: '123456' }, challenge)).statusCode).toBe(401);
    const entered = await change('verify-totp', { code: totpOf(totpURI, Date.now()) }, challenge);
    expect(entered.statusCode, entered.body).toBe(200);
    expect((await me(cookieOf(entered))).user.email).toBe(email);
    expect((await change('verify-totp', { code: totpOf(totpURI, Date.now()) }, challenge)).statusCode).toBe(
      401,
    );

    expect(await askForLink(email)).toBe(204);
    const { pathname, search } = new URL((await mailServer.next()).link);
    const followed = await call('GET', pathname + search);
    expect([followed.statusCode, followed.headers.location]).toEqual([302, '/?second_factor=required']);
    const afterLink = challengeOf(followed);
    const spare = { code: backupCodes[0]! };
    const back = await change('verify-backup-code', spare, afterLink);
    expect((await me(cookieOf(back))).user.email).toBe(email);
    expect((await change('verify-backup-code', spare, challengeOf(await signIn()))).statusCode).toBe(401);
    const { rows } = await http.pool.query('select * from auth_two_factor');
    expect(JSON.stringify(rows)).not.toContain(spare.code);
  });

  it('is changed by nobody who borrows a session: the password is guessed at no faster than at the sign-in', async () => {
    const cookie = await newAthlete('borrowed@example.dk');
    const guess = () => change('enable', { password: 'en anden adgangskode' }, cookie);
    const answers = await Promise.all(Array.from({ length: 11 }, guess));
    expect(answers.filter(({ statusCode }) => statusCode === 400)).toHaveLength(10);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(1);
    await http.pool.query(`update auth_session set "createdAt" = now() - interval '11 minutes'`);
    expect((await change('enable', {}, cookie)).json()).toMatchObject({
      code: 'not_allowed',
      field: 'password',
    });
  });
});

describe('an address', () => {
  const told = async (address: string): Promise<string[]> => {
    const { rows } = await http.pool.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    );
    const found: string[] = [];
    for (const { name } of rows) {
      const query = `select from "${name}" t where strpos(lower(to_jsonb(t)::text), $1) > 0 limit 1`;
      if ((await http.pool.query(query, [address])).rowCount !== 0) found.push(name);
    }
    return found;
  };

  it('of an erased person is in no table: of the invitation they took, of one that waits, of a link under way', async () => {
    const address = 'erased@example.dk';
    const first = await invite({ as: 'athlete', email: address.toUpperCase() }, operator);
    await mailServer.next();
    const accepted = await accept({ token: first.token, name: 'Anna', password: 'en lang adgangskode' });
    expect(await told(address)).toEqual(['auth_user']);
    await invite({ as: 'coach', email: address }, operator);
    await mailServer.next();
    expect(await askForLink(address)).toBe(204);
    await mailServer.next();
    expect(await told(address)).toEqual(['auth_user', 'auth_verification', 'invitation']);
    expect(await status('DELETE', '/v1/athlete', { as: cookieOf(accepted) })).toBe(204);
    expect(await told(address)).toEqual([]);
  });

  it('of an invitation that is taken back is forgotten, and of one that ran out 30 days ago', async () => {
    for (const address of ['revoked@example.dk', 'old@example.dk']) {
      const { id, expiresAt } = await invite({ as: 'athlete', email: address }, operator);
      await mailServer.next();
      if (address.startsWith('revoked')) await call('DELETE', `/v1/invitations/${id}`, { as: operator });
      else await http.stores.invitations.forgetOldAddresses(Date.parse(expiresAt) + 29 * 86_400_000);
      expect(await told(address)).toEqual(address.startsWith('revoked') ? [] : ['invitation']);
      await http.stores.invitations.forgetOldAddresses(Date.parse(expiresAt) + 30 * 86_400_000);
      expect(await told(address)).toEqual([]);
    }
  });
});

describe('own sessions (U5)', () => {
  interface Listed {
    readonly id: string;
    readonly current: boolean;
    readonly userAgent: string | null;
    readonly lastUsedAt: string;
  }
  const body = { email: 'where@example.dk', password: 'en lang adgangskode' };
  const list = async (as: string): Promise<Listed[]> =>
    (await call('GET', '/v1/auth/sessions', { as })).json<{ items: Listed[] }>().items;
  const signIn = async (agent: string): Promise<string> =>
    cookieOf(
      await http.app.inject({
        method: 'POST',
        url: '/v1/auth/sign-in/email',
        headers: { 'user-agent': agent },
        payload: body,
      }),
    );

  it('are listed with their last use and end one by one; a stranger’s is not found', async () => {
    const here = await newAthlete(body.email);
    const phone = await signIn('A phone');
    const sessions = await list(here);
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    const other = sessions.find(({ current }) => !current)!;
    expect(other.userAgent).toBe('A phone');
    expect(Math.abs(Date.parse(other.lastUsedAt) - Date.now())).toBeLessThan(60_000);
    expect(await status('DELETE', `/v1/auth/sessions/${other.id}`, { as: operator })).toBe(404);
    expect(await status('GET', '/v1/me', { as: phone })).toBe(200);
    expect(await status('DELETE', `/v1/auth/sessions/${other.id}`, { as: here })).toBe(204);
    expect(await status('GET', '/v1/me', { as: phone })).toBe(401);
    expect(await status('GET', '/v1/me', { as: here })).toBe(200);
  });

  it('all end at once, here as well, and nobody else’s', async () => {
    const here = await signIn('A browser');
    const elsewhere = await signIn('Another');
    expect(await status('DELETE', '/v1/auth/sessions', { as: elsewhere })).toBe(204);
    for (const as of [here, elsewhere]) expect(await status('GET', '/v1/me', { as })).toBe(401);
    expect(await status('GET', '/v1/me', { as: operator })).toBe(200);
  });
});
