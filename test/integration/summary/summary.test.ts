/** The week summed up on Sunday evening (D6), over the real app and database, a real SMTP server and push service. */
import type { LightMyRequestResponse } from 'fastify';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SummaryPush } from '../../../src/adapters/wire/summary-lines.ts';
import type { WeekReportJson } from '../../../src/adapters/wire/api/week-report.ts';
import { PUBLIC_URL, type HttpApp } from '../../support/http-app.ts';
import { createMailedApp, type MailedApp } from '../../support/mailed-app.ts';
import type { MailServer, ReceivedMail } from '../../support/mail-server.ts';
import { cookieOf, peopleCalls } from '../../support/people-calls.ts';
import { startPushService, type PushService } from '../../support/push-service.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WEEK_MS = 168 * HOUR_MS;
/** Sunday of 2026-W47, in Copenhagen. */
const EVENING_MS = Date.UTC(2026, 10, 22, 17);

let mailed: MailedApp;
let mailServer: MailServer;
let http: HttpApp;
let operator: string;
let anna: string;
let email: string;
let faults: string[];
const { call, accept, invite, status } = peopleCalls(() => http);

beforeAll(async () => {
  mailed = await createMailedApp();
  ({ http, mailServer, operator, faults } = mailed);
});
afterAll(() => mailed.close());

let people = 0;
beforeEach(async () => {
  http.clock.ms = EVENING_MS - 2 * HOUR_MS;
  anna = await newAthlete(`anna${(people += 1)}@example.dk`);
  return () => status('DELETE', '/v1/athlete', { as: anna });
});

async function newAthlete(address: string): Promise<string> {
  email = address;
  const { token } = await invite({ as: 'athlete' }, operator);
  const accepted = await accept({ token, name: 'Anna', email });
  const cookie = cookieOf(accepted);
  const zone = { timeZone: 'Europe/Copenhagen', locale: 'en' };
  expect(await status('PATCH', '/v1/athlete', { as: cookie, body: zone })).toBe(200);
  const max = { bpm: 190, source: 'measured', validFrom: '2020-01-01' };
  await call('POST', '/v1/athlete/max-heart-rates', { as: cookie, body: max });
  const walk = { startedAt: '2026-11-17T06:00:00Z', activeSeconds: 1_800, sport: 'walking' };
  await call('POST', '/v1/sessions/logged', { as: cookie, body: walk });
  return cookie;
}

const ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  call(method, url, { as: anna, ...(body && { body }) });
const choose = (mail: boolean): Promise<LightMyRequestResponse> => ask('PATCH', '/v1/summary', { mail });
const mails = (): ReceivedMail[] => mailServer.received.filter(({ to }) => to.includes(email));

/** Lets the time come, with its workers. */
async function at(ms: number): Promise<void> {
  http.clock.ms = ms;
  await http.runSummaries();
}

const stopUrl = (mail: ReceivedMail): string => {
  const [, url] = /^List-Unsubscribe: <(\S+)>$/m.exec(
    mail.raw.replaceAll('\r\n ', ' ').replaceAll('\r', ''),
  )!;
  return url!.slice(PUBLIC_URL.length);
};

describe('by mail (D6)', () => {
  it('comes on Sunday at 18:00 where the athlete is, once, in the words of the report', async () => {
    expect((await choose(true)).json()).toMatchObject({ mail: true, mailAddress: email });
    await at(EVENING_MS - 1);
    expect(mails()).toHaveLength(0);
    // As many processes as there may be.
    http.clock.ms = EVENING_MS;
    await Promise.all(Array.from({ length: 5 }, () => http.runSummaries()));
    await at(EVENING_MS + HOUR_MS);
    expect(mails()).toHaveLength(1);

    const [mail] = mails();
    const report = (await ask('GET', '/v1/reports/weeks/2026-W47')).json<WeekReportJson>();
    expect(report.status).toBe('missed');
    expect(mail!.raw).toContain('Subject: Week 47: Missed');
    const left = report.targets.filter((target) => target.status !== null && target.status !== 'met');
    expect(left.length).toBeGreaterThan(2);
    for (const { credited, minimum, remaining } of left) {
      expect(mail!.text).toContain(` ${credited}/${minimum}: ${remaining!.text}`);
    }
    const sentence = report.plan.find(({ date }) => date === report.to)?.text ?? report.notes[0]?.text;
    expect(mail!.text).toContain(`\n${sentence}`);
    expect(mail!.link).toBe(`${PUBLIC_URL}/#/week/2026-W47`);

    await at(EVENING_MS + WEEK_MS);
    const subjects = mails().map(({ raw }) => /^Subject: (.*)\r$/m.exec(raw)?.[1]);
    expect(subjects).toEqual(['Week 47: Missed', 'Week 48: Missed']);
  });

  it('an evening that is gone is gone: nothing comes on Monday, the next one does', async () => {
    await choose(true);
    await at(EVENING_MS + 6 * HOUR_MS);
    expect(mails()).toHaveLength(0);
    await at(EVENING_MS + WEEK_MS - 1);
    expect(mails()).toHaveLength(0);
    await at(EVENING_MS + WEEK_MS);
    expect(mails()).toHaveLength(1);
  });

  it('what the mail server refuses is tried again every quarter of an hour, until midnight', async () => {
    await status('DELETE', '/v1/athlete', { as: anna });
    anna = await newAthlete(`anna${people}@refused.example`);
    await choose(true);
    faults.length = 0;
    for (let minutes = 0; minutes < 24 * 60; minutes += 15) await at(EVENING_MS + minutes * MINUTE_MS);
    expect(faults).toEqual(Array.from({ length: 24 }, () => 'EENVELOPE'));
  });

  it('sent again by a server that had it: the same Message-ID, so that receivers drop the twin, and the same key', async () => {
    await status('DELETE', '/v1/athlete', { as: anna });
    anna = await newAthlete(`anna${people}@unsure.example`);
    await choose(true);
    await at(EVENING_MS);
    await at(EVENING_MS + 15 * MINUTE_MS);
    await at(EVENING_MS + 30 * MINUTE_MS);
    await at(EVENING_MS + WEEK_MS);
    const ids = mails().map(({ raw }) => /^Message-ID:\s+(<\S+>)\r$/im.exec(raw)?.[1]);
    expect(ids).toEqual([expect.stringMatching(/^<\w{64}@clinic\.example>$/), ids[0], expect.anything()]);
    expect(ids[2]).not.toBe(ids[0]);
    const [first, twin] = mails();
    expect(stopUrl(first!)).toBe(stopUrl(twin!));
  });

  it('comes in the evening of another place when the athlete moves there', async () => {
    await choose(true);
    await at(EVENING_MS - HOUR_MS);
    expect(await status('PATCH', '/v1/athlete', { as: anna, body: { timeZone: 'America/New_York' } })).toBe(
      200,
    );
    await at(EVENING_MS + HOUR_MS);
    expect(mails()).toHaveLength(0);
    await at(EVENING_MS + 6 * HOUR_MS);
    expect(mails()).toHaveLength(1);
  });

  it('ends at one click, without a sign-in; a filter that opens the link ends nothing', async () => {
    await choose(true);
    await at(EVENING_MS);
    const [mail] = mails();
    expect(mail!.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const url = stopUrl(mail!);
    expect(mail!.text).toContain(PUBLIC_URL + url);
    const page = await http.app.inject({ url });
    expect(page.body).toContain('<form method="post">');
    expect((await ask('GET', '/v1/summary')).json()).toMatchObject({ mail: true });

    const click = (): Promise<LightMyRequestResponse> =>
      http.app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://mail.example' },
        payload: 'List-Unsubscribe=One-Click',
      });
    expect((await click()).body).toContain('no more summaries come by mail');
    expect((await click()).statusCode).toBe(200);
    expect((await ask('GET', '/v1/summary')).json()).toMatchObject({ mail: false });
    await at(EVENING_MS + WEEK_MS);
    expect(mails()).toHaveLength(1);
  });

  it('a guessed key stops nothing, and the database keeps none', async () => {
    await choose(true);
    await at(EVENING_MS);
    const url = stopUrl(mails()[0]!);
    const guessed = url.slice(0, -4) + (url.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    for (const method of ['GET', 'POST'] as const) {
      expect((await http.app.inject({ method, url: guessed })).statusCode).toBe(410);
    }
    expect((await ask('GET', '/v1/summary')).json()).toMatchObject({ mail: true });
    const { rows } = await http.pool.query<{ row: string }>(
      'select summary_sent::text as row from summary_sent',
    );
    const key = url.split('zs_')[1]!;
    const hex = Buffer.from(key, 'base64url').subarray(16).toString('hex');
    for (const { row } of rows) expect(row.includes(key) || row.includes(hex)).toBe(false);
  });

  it('is not promised where none can be sent', async () => {
    const { token } = await invite({ as: 'athlete' }, operator);
    anna = cookieOf(await accept({ token, name: 'Without an address' }));
    const refused = await choose(true);
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({ code: 'invalid_state' });
    expect((await ask('GET', '/v1/summary')).json()).toMatchObject({ mail: false, mailAddress: null });
  });
});

describe('by push (D6)', () => {
  let service: PushService;
  beforeEach(async () => {
    service = await startPushService();
    return () => service.close();
  });
  const subscribe = (subscription: object = service.subscription): Promise<LightMyRequestResponse> =>
    ask('POST', '/v1/summary/browsers', { name: 'Chrome, Linux', ...subscription });
  const browsers = async (): Promise<object[]> =>
    (await ask('GET', '/v1/summary')).json<{ browsers: object[] }>().browsers;

  it('reaches the browser once, which alone can read it, and is never shown on Monday', async () => {
    const first = (await subscribe()).json<{ id: string }>();
    expect((await subscribe()).json()).toEqual(first);
    await at(EVENING_MS);
    await at(EVENING_MS + HOUR_MS);
    expect(service.received).toHaveLength(1);
    const { pushKey } = (await ask('GET', '/v1/summary')).json<{ pushKey: string }>();
    const { payload, contact } = service.read(service.received[0]!, pushKey);
    expect(contact).toBe('mailto:coach@clinic.example');
    const { body, ...rest } = payload as SummaryPush;
    expect(rest).toEqual({ week: '2026-W47', title: 'Week 47: Missed', locale: 'en' });
    const report = (await ask('GET', '/v1/reports/weeks/2026-W47')).json<WeekReportJson>();
    expect(body).toContain(report.targets[0]!.remaining!.text);
    expect(service.received[0]!.headers).toMatchObject({ ttl: String(6 * 3600) });
    expect(await browsers()).toMatchObject([
      { name: 'Chrome, Linux', lastDeliveredAt: new Date(EVENING_MS).toISOString() },
    ]);
  });

  it('a service that is busy is asked again the same evening; a browser that is gone is forgotten', async () => {
    await subscribe();
    service.status = 503;
    await at(EVENING_MS);
    service.status = 201;
    await at(EVENING_MS + 15 * MINUTE_MS);
    await at(EVENING_MS + 30 * MINUTE_MS);
    expect(service.received).toHaveLength(2);
    service.status = 410;
    await at(EVENING_MS + WEEK_MS);
    expect(await browsers()).toEqual([]);
  });

  it('goes nowhere inside, and to no browser without its keys', async () => {
    const { keys } = service.subscription;
    for (const endpoint of ['http://push.example.org/x', 'https://10.0.0.1/x', 'https://localhost/x', 'x']) {
      expect((await subscribe({ endpoint, keys })).json()).toMatchObject({ field: 'endpoint' });
    }
    const broken = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: keys.auth };
    expect((await subscribe({ ...service.subscription, keys: broken })).json()).toMatchObject({
      code: 'invalid_input',
      field: 'keys',
    });
  });

  it('ends when the browser is removed; an export names it, without what would let others send to it', async () => {
    const { id } = (await subscribe()).json<{ id: string }>();
    const zip = unzipSync((await ask('GET', '/v1/export')).rawPayload);
    const connections = strFromU8(zip['connections.json']!);
    expect(connections).toContain('Chrome, Linux');
    expect(connections).not.toContain(service.subscription.endpoint);
    expect((await ask('DELETE', `/v1/summary/browsers/${id}`)).statusCode).toBe(204);
    expect((await ask('DELETE', `/v1/summary/browsers/${id}`)).statusCode).toBe(404);
    await at(EVENING_MS);
    expect(service.received).toHaveLength(0);
  });
});
