import type { LightMyRequestResponse } from 'fastify';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SessionJson } from '../../../src/adapters/wire/api/session.ts';
import type { WeekReportJson } from '../../../src/adapters/wire/api/week-report.ts';
import type { UploadAnswer } from '../../support/api-client.ts';
import { EVENT_TYPES } from '../../../src/domain/event-type.ts';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import { createDatabase } from '../../../src/adapters/postgres/database.ts';
import { addClinic } from '../../support/people.ts';
import { runFile } from '../../support/day-of-files.ts';
import { createHttpApp, type HttpApp } from '../../support/http-app.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts';

/** A Friday. */
const NOW_MS = Date.UTC(2026, 10, 20, 12);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let http: HttpApp;
let token: string;
let athleteId: string;
let receiver: WebhookReceiver;
let hook: { id: string; secret: string };

/** What a process asks of its stores when it dies, once; null: it lives. */
let diesAt: string | null = null;
const mortal = <Store extends object>(name: string, store: Store): Store =>
  new Proxy(store, {
    get: (target, method) => {
      if (diesAt === `${name}.${String(method)}`) {
        return () => {
          diesAt = null;
          return Promise.reject(new Error('killed'));
        };
      }
      return Reflect.get(target, method) as unknown;
    },
  });

beforeAll(async () => {
  http = await createHttpApp({}, null, (db) => {
    const stores = createStores(db);
    return {
      ...stores,
      events: mortal('events', stores.events),
      webhooks: mortal('webhooks', stores.webhooks),
    };
  });
});
afterAll(() => http.close());

beforeEach(async () => {
  http.clock.ms = NOW_MS;
  ({ athleteId, token } = await http.createAthleteWithToken());
  receiver = await startWebhookReceiver();
  const max = { bpm: 190, source: 'measured', validFrom: '2020-01-01' };
  expect((await ask('POST', '/v1/athlete/max-heart-rates', max)).statusCode).toBe(201);
  hook = (await ask('POST', '/v1/webhooks', { url: receiver.url })).json();
  return async () => {
    await ask('DELETE', `/v1/webhooks/${hook.id}`);
    await receiver.close();
  };
});

function ask(
  method: 'GET' | 'POST' | 'DELETE' | 'PATCH' | 'PUT',
  url: string,
  body?: object,
): Promise<LightMyRequestResponse> {
  const headers = { authorization: `Bearer ${token}` };
  return http.app.inject({ method, url, headers, ...(body && { payload: body }) });
}

const isoDaysAgo = (days: number): string => new Date(http.clock.ms - days * 24 * HOUR_MS).toISOString();

async function upload(bytes: Uint8Array): Promise<string> {
  const response = await http.app.inject({
    method: 'POST',
    url: '/v1/uploads',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    payload: Buffer.from(bytes),
  });
  return response.json<UploadAnswer>().uploads[0]!.sessions[0]!;
}

const types = (): string[] => receiver.verified(hook.secret).map(({ type }) => type);

async function deliveries(query = ''): Promise<Record<string, unknown>[]> {
  const page = await ask('GET', `/v1/webhooks/${hook.id}/deliveries${query}`);
  return page.json<{ items: Record<string, unknown>[] }>().items;
}

async function logStrength(daysAgo: number): Promise<string> {
  const body = { startedAt: isoDaysAgo(daysAgo), activeSeconds: 1800, sport: 'strength_training' };
  return (await ask('POST', '/v1/sessions/logged', body)).json<{ id: string }>().id;
}

describe('events (D1)', () => {
  it('a session that appears is told in the words of its route, once', async () => {
    const id = await upload(runFile(isoDaysAgo(0.1)));
    await http.runWebhooks();
    await http.runWebhooks();
    const events = receiver.verified(hook.secret).filter(({ type }) => type === 'session.completed');
    const session = (await ask('GET', `/v1/sessions/${id}`)).json<SessionJson>();
    expect(events.map(({ data }) => data)).toEqual([{ athleteId, sessionId: id, session }]);
  });

  it('a session that changes, joins another or goes is told as changed; one derived again to the same is not', async () => {
    const start = isoDaysAgo(2);
    const first = await upload(runFile(start));
    await http.runWebhooks();
    const before = receiver.received.length;
    const same = (await http.stores.sessions.find(athleteId, first))!;
    await http.stores.sessions.replace(athleteId, [], [same], []);
    await http.runWebhooks();
    expect(receiver.received).toHaveLength(before);
    // The same hour from a second watch.
    const joined = await upload(runFile(start, 8));
    await http.runWebhooks();
    const changed = receiver.verified(hook.secret).slice(before);
    expect(changed.filter(({ type }) => type.startsWith('session.'))).toMatchObject([
      { type: 'session.changed', data: { sessionId: first, removed: true, becamePartOf: joined } },
      { type: 'session.completed', data: { sessionId: joined, session: { id: joined } } },
    ]);
    await ask('DELETE', `/v1/sessions/${joined}`);
    await http.runWebhooks();
    expect(receiver.verified(hook.secret).at(-1)).toMatchObject({
      type: 'session.changed',
      data: { sessionId: joined, removed: true },
    });
  });

  it('a target that becomes met is told once, with the basis of the report', async () => {
    await logStrength(0.1);
    await http.runWebhooks();
    expect(types()).not.toContain('target.met');
    await logStrength(1);
    await http.runWebhooks();
    await logStrength(2);
    await http.runWebhooks();
    const met = receiver.verified(hook.secret).filter(({ type }) => type === 'target.met');
    expect(met).toHaveLength(1);
    const report = (await ask('GET', '/v1/reports/weeks/2026-W47')).json<WeekReportJson>();
    expect(met[0]!.data).toMatchObject({
      athleteId,
      week: '2026-W47',
      target: { id: 'strength', status: 'met' },
      basis: report.basis,
    });
  });

  it('a session above the ceiling is told once, as the report of its week lists it (X2)', async () => {
    const ceiling = { at: { bpm: 120 }, sayAfterSeconds: 3, repeatEverySeconds: 10 };
    const prescribed = await ask('POST', '/v1/athlete/prescriptions', { validFrom: '2020-01-06', ceiling });
    expect(prescribed.statusCode, prescribed.body).toBe(201);
    const id = await upload(runFile(isoDaysAgo(1)));
    await http.runWebhooks();
    await logStrength(0.1);
    await http.runWebhooks();
    const report = (await ask('GET', '/v1/reports/weeks/2026-W47')).json<WeekReportJson>();
    expect(report.ceiling?.sessions).toMatchObject([{ sessionId: id }]);
    const crossed = receiver.verified(hook.secret).filter(({ type }) => type === 'ceiling.crossed');
    expect(crossed.map(({ data }) => data)).toEqual([
      { athleteId, week: '2026-W47', session: report.ceiling!.sessions[0], basis: report.basis },
    ]);
  });

  it('a guard that is raised is told once, with its words (G1)', async () => {
    // By this maximum an easy hour is hard.
    const max = { bpm: 145, source: 'measured', validFrom: '2026-11-01' };
    expect((await ask('POST', '/v1/athlete/max-heart-rates', max)).statusCode).toBe(201);
    for (const days of [2, 1]) await upload(runFile(isoDaysAgo(days)));
    await http.runWebhooks();
    await logStrength(0.1);
    await http.runWebhooks();
    const report = (await ask('GET', '/v1/reports/weeks/2026-W47')).json<WeekReportJson>();
    expect(report.guards.length).toBeGreaterThan(0);
    const raised = receiver.verified(hook.secret).filter(({ type }) => type === 'guard.raised');
    expect(raised.map(({ data }) => data)).toEqual(
      report.guards.map((guard) => ({ athleteId, week: '2026-W47', guard, basis: report.basis })),
    );
  });

  it('whatever else a verdict rests on makes it be told again: time zones, flags, excused weeks', async () => {
    // Sunday 23:30 in Copenhagen is Monday in Auckland.
    const late = { startedAt: '2026-11-15T22:30:00Z', activeSeconds: 1800, sport: 'strength_training' };
    await ask('POST', '/v1/sessions/logged', late);
    await logStrength(1);
    await http.runWebhooks();
    expect(types()).not.toContain('target.met');
    const moved = await ask('PATCH', '/v1/athlete', {
      timeZone: 'Pacific/Auckland',
      timeZoneValidFrom: '2026-01-01',
    });
    expect(moved.statusCode, moved.body).toBe(200);
    await http.runWebhooks();
    expect(receiver.verified(hook.secret).at(-1)).toMatchObject({
      type: 'target.met',
      data: { week: '2026-W47', target: { id: 'strength' } },
    });
    const noted = async (): Promise<unknown> => {
      const { rows } = await http.pool.query('select change from event_outbox where athlete_id = $1', [
        athleteId,
      ]);
      await http.runWebhooks();
      return rows;
    };
    for (const change of [
      () => ask('PATCH', '/v1/athlete', { flags: ['pacemaker'] }),
      () => ask('PATCH', '/v1/athlete', { birthDate: '1980-01-01' }),
      () => ask('PUT', '/v1/athlete/excused-weeks/2026-W47'),
      () => ask('DELETE', '/v1/athlete/excused-weeks/2026-W47'),
    ]) {
      const { statusCode, body } = await change();
      expect(statusCode, body).toBeLessThan(300);
      expect(await noted()).toEqual([{ change: 'basis' }]);
    }
    await ask('PATCH', '/v1/athlete', { name: 'Another name' });
    expect(await noted()).toEqual([]);
  });

  it('a grant is told when it is given, changed and revoked (C2)', async () => {
    const { clinicId } = await addClinic(createDatabase(http.pool));
    const id = 'grant-of-the-clinic';
    const terms = { scopes: ['report'], history: false, reason: null, expiresAtMs: null } as const;
    const { grants } = http.stores;
    const to = { clinicId, coachUserId: null };
    await grants.add(athleteId, { id, to, ...terms, createdAtMs: http.clock.ms });
    await http.runWebhooks();
    await grants.change(athleteId, id, { scopes: ['report', 'live'] });
    await http.runWebhooks();
    await grants.change(athleteId, id, { revokedAtMs: http.clock.ms });
    await http.runWebhooks();
    expect(receiver.verified(hook.secret).filter(({ type }) => type === 'grant.changed')).toMatchObject([
      { data: { athleteId, grantId: id, grant: { clinicId, scopes: ['report'], state: 'active' } } },
      { data: { grant: { scopes: ['report', 'live'], state: 'active' } } },
      { data: { grant: { state: 'revoked', revokedAt: new Date(http.clock.ms).toISOString() } } },
    ]);
  });

  it('a week that ends is told with its report, after what was met in it; a long silence loses none', async () => {
    http.clock.ms += 15 * 24 * HOUR_MS;
    await http.runWebhooks();
    const closed = receiver.received
      .map(({ body }) => JSON.parse(body) as { type: string; data: { week: string; report: WeekReportJson } })
      .filter(({ type }) => type === 'week.closed');
    expect(closed.map(({ data }) => data.week)).toEqual(
      [...new Set(closed.map(({ data }) => data.week))].toSorted(),
    );
    expect(closed.length).toBeGreaterThanOrEqual(2);
    for (const { data } of closed) {
      expect((await ask('GET', `/v1/reports/weeks/${data.week}`)).json()).toEqual(data.report);
    }
  });

  it('only the types that a webhook asks for reach it', async () => {
    const some = await startWebhookReceiver();
    await ask('POST', '/v1/webhooks', { url: some.url, events: ['week.closed'] });
    await logStrength(0.1);
    await http.runWebhooks();
    expect(types()).toEqual(['session.completed']);
    expect(some.received).toEqual([]);
    await some.close();
  });
});

describe('deliveries', () => {
  it('carry id, time and signature of Standard Webhooks; another secret does not fit', async () => {
    const test = (await ask('POST', `/v1/webhooks/${hook.id}/test`)).json<{ eventId: string }>();
    await http.runWebhooks();
    const [{ headers, body }] = receiver.received as [(typeof receiver.received)[number]];
    expect(headers['webhook-timestamp']).toBe(String(NOW_MS / 1000));
    expect(headers['webhook-id']).toBe(test.eventId);
    expect(JSON.parse(body)).toMatchObject({ type: 'webhook.test', data: { athleteId, webhookId: hook.id } });
    expect(() => new Webhook('whsec_bm90IHRoZSBzZWNyZXQ=').verify(body, headers)).toThrow();
  });

  it('after a rotation are signed with both secrets for a day, then with the new one alone', async () => {
    const rotated = await ask('POST', `/v1/webhooks/${hook.id}/rotate`);
    const { secret, previousUntil } = rotated.json<{ secret: string; previousUntil: string }>();
    expect(Date.parse(previousUntil)).toBe(http.clock.ms + 24 * HOUR_MS);
    await ask('POST', `/v1/webhooks/${hook.id}/test`);
    await http.runWebhooks();
    expect(receiver.verified(secret)).toEqual(receiver.verified(hook.secret));
    expect(receiver.received[0]!.headers['webhook-signature']!.split(' ')).toHaveLength(2);
    http.clock.ms += 24 * HOUR_MS;
    await ask('POST', `/v1/webhooks/${hook.id}/test`);
    await http.runWebhooks();
    expect(receiver.received[1]!.headers['webhook-signature']!.split(' ')).toHaveLength(1);
  });

  it('keep their order through failures, and wait longer each time', async () => {
    receiver.answer = (_request, response) => void response.writeHead(503).end();
    for (const days of [0.1, 1, 2]) await logStrength(days);
    const waits: number[] = [];
    let attempts = 0;
    for (let turn = 0; turn < 4; turn++) {
      await http.runWebhooks();
      expect(receiver.received).toHaveLength(++attempts);
      const { nextAttemptAt } = (await ask('GET', `/v1/webhooks/${hook.id}`)).json<{
        nextAttemptAt: string;
      }>();
      waits.push(Date.parse(nextAttemptAt) - http.clock.ms);
      http.clock.ms = Date.parse(nextAttemptAt);
    }
    expect(waits).toEqual([5_000, 30_000, 2 * MINUTE_MS, 10 * MINUTE_MS]);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    receiver.answer = (_request, response) => void response.writeHead(200).end('thanks');
    await http.runWebhooks();
    const sent = (await deliveries()).toReversed();
    expect(sent.map(({ state }) => state)).toEqual(sent.map(() => 'delivered'));
    expect(receiver.received.slice(attempts).map(({ id }) => id)).toEqual(sent.map(({ eventId }) => eventId));
  });

  it.each([
    'events.listDue',
    'events.read',
    'events.commit',
    'webhooks.claim',
    'webhooks.listPending',
    'webhooks.noteAttempts',
    'webhooks.release',
  ])(
    'of a process that dies at %s arrive at least once, in order, when another takes over',
    async (point) => {
      const sessions = [await logStrength(0.1), await logStrength(1), await logStrength(2)];
      diesAt = point;
      await expect(http.runWebhooks()).rejects.toThrow('killed');
      // What it held ends by itself.
      http.clock.ms += MINUTE_MS;
      await http.runWebhooks();
      const told = receiver
        .verified(hook.secret)
        .flatMap(({ data }) => (data['session'] ? data['sessionId'] : []));
      expect([...new Set(told)]).toEqual(sessions);
      const ids = (await deliveries()).map(({ eventId }) => eventId).toReversed();
      expect([...new Set(receiver.received.map(({ id }) => id))]).toEqual(ids);
    },
  );

  it('are dead after three days, say so, let the next one by, and can be replayed under the same id', async () => {
    receiver.answer = (_request, response) => void response.writeHead(500).end();
    await logStrength(0.1);
    for (let turn = 0; turn < 60; turn++) {
      await http.runWebhooks();
      const { nextAttemptAt } = (await ask('GET', `/v1/webhooks/${hook.id}`)).json<{
        nextAttemptAt: string | null;
      }>();
      if (nextAttemptAt === null) break;
      http.clock.ms = Date.parse(nextAttemptAt);
    }
    const dead = await deliveries('?state=dead');
    const first = dead.at(-1)!;
    expect(first).toMatchObject({ type: 'session.completed', lastStatus: 500, lastError: null });
    const livedMs = Date.parse(String(first['lastAttemptAt'])) - Date.parse(String(first['createdAt']));
    expect(livedMs).toBeLessThanOrEqual(72 * HOUR_MS);
    expect(livedMs).toBeGreaterThan(66 * HOUR_MS);
    receiver.answer = (_request, response) => void response.writeHead(204).end();
    const replayed = await ask('POST', `/v1/webhooks/${hook.id}/deliveries/${String(first['id'])}/replay`);
    expect(replayed.json()).toMatchObject({ eventId: first['eventId'], state: 'pending' });
    await http.runWebhooks();
    expect(receiver.received.at(-1)!.id).toBe(first['eventId']);
    expect((await ask('GET', `/v1/webhooks/${hook.id}`)).json()).toMatchObject({
      pending: 0,
      dead: dead.length,
    });
  });

  it('a receiver that hangs, lies, talks without end, or redirects inside is a failure or a status, no more', async () => {
    const inside = await startWebhookReceiver();
    const outcome = async (answer: WebhookReceiver['answer']): Promise<unknown> => {
      receiver.answer = answer;
      await ask('POST', `/v1/webhooks/${hook.id}/test`);
      await http.runWebhooks();
      // The first in the queue is the one that was tried.
      const pending = await deliveries('?state=pending');
      const last = pending.at(-1) ?? (await deliveries())[0]!;
      return [last['state'], last['lastStatus'], last['lastError']];
    };
    expect(
      await outcome((_request, response) => void response.writeHead(302, { location: inside.url }).end()),
    ).toEqual(['pending', 302, null]);
    expect(inside.received).toEqual([]);
    expect(await outcome(() => undefined)).toEqual(['pending', null, 'timeout']);
    // Nobody listens.
    const down = await startWebhookReceiver();
    await down.close();
    const dead = (await ask('POST', '/v1/webhooks', { url: down.url })).json<{ id: string }>();
    await ask('POST', `/v1/webhooks/${dead.id}/test`);
    await http.runWebhooks();
    const sent = await ask('GET', `/v1/webhooks/${dead.id}/deliveries`);
    expect(sent.json()).toMatchObject({
      items: [{ state: 'pending', lastStatus: null, lastError: 'refused' }],
    });
    expect(await outcome((_request, response) => void response.destroy())).toEqual([
      'pending',
      null,
      'reset',
    ]);
    const endless = (_request: unknown, response: Parameters<WebhookReceiver['answer']>[1]): void => {
      response.writeHead(200);
      const talk = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', talk);
      };
      talk();
    };
    expect(await outcome(endless)).toEqual(['delivered', 200, null]);
    await inside.close();
  });
});

describe('webhooks', () => {
  it('an address inside is refused, naming the field', async () => {
    for (const url of ['http://169.254.169.254/', 'https://10.0.0.1/', 'https://localhost/', 'nothing']) {
      const refused = await ask('POST', '/v1/webhooks', { url });
      expect([refused.statusCode, refused.json<{ field: string }>().field], url).toEqual([400, 'url']);
    }
  });

  it('the secret is shown once and stored nowhere', async () => {
    expect(hook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const listed = await ask('GET', '/v1/webhooks');
    expect(listed.json()).toEqual({
      items: [
        {
          id: hook.id,
          url: receiver.url,
          events: [...EVENT_TYPES],
          createdAt: new Date(http.clock.ms).toISOString(),
          previousSecretUntil: null,
          lastDeliveredAt: null,
          nextAttemptAt: null,
          pending: 0,
          dead: 0,
        },
      ],
    });
    const { rows } = await http.pool.query('select * from webhook');
    expect(JSON.stringify(rows)).not.toContain(hook.secret.slice(6));
  });

  it('without one nothing is noted, and another athlete’s is not there', async () => {
    const other = await http.createAthleteWithToken();
    const theirs = { authorization: `Bearer ${other.token}` };
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/deliveries'],
      ['POST', '/test'],
      ['POST', '/rotate'],
      ['DELETE', ''],
    ] as const) {
      const url = `/v1/webhooks/${hook.id}${path}`;
      expect((await http.app.inject({ method, url, headers: theirs })).statusCode, path).toBe(404);
    }
    await ask('DELETE', `/v1/webhooks/${hook.id}`);
    await logStrength(0.1);
    for (const table of ['event_cursor', 'event_week', 'event_outbox', 'webhook_delivery']) {
      const { rowCount } = await http.pool.query(`select from ${table} where athlete_id = $1`, [athleteId]);
      expect([table, rowCount]).toEqual([table, 0]);
    }
  });
});
