import { Decoder, Stream } from '@garmin/fitsdk';
import { convertIcsCalendar } from 'ts-ics';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WeekReportJson } from '../../../src/adapters/wire/api/week-report.ts';
import { createHttpApp, type HttpApp } from '../../support/http-app.ts';

let http: HttpApp;
let token: string;
let athleteId: string;
beforeAll(async () => {
  http = await createHttpApp();
  ({ athleteId, token } = await http.createAthleteWithToken());
});
afterAll(() => http.close());

function ask(method: 'GET' | 'POST' | 'DELETE', url: string, body?: object): Promise<LightMyRequestResponse> {
  const headers = { authorization: `Bearer ${token}` };
  return http.app.inject({ method, url, headers, ...(body && { payload: body }) });
}

async function planOf(week: string): Promise<WeekReportJson['plan']> {
  return (await ask('GET', `/v1/reports/weeks/${week}`)).json<WeekReportJson>().plan;
}

async function newAddress(): Promise<{ id: string; path: string }> {
  const { id, url } = (await ask('POST', '/v1/plan/feeds', { name: 'Telefon' })).json<{
    id: string;
    url: string;
  }>();
  return { id, path: url.replace(/^https?:\/\/[^/]+/, '') };
}

describe('today’s plan as a FIT workout (D5)', () => {
  it('404 while no max heart rate allows a plan (M1)', async () => {
    const none = await ask('GET', '/v1/plan/today.fit');
    expect([none.statusCode, none.json<{ code: string }>().code]).toEqual([404, 'not_found']);
  });

  it('is what the report plans for today, in its bands', async () => {
    const max = { bpm: 190, source: 'measured', validFrom: '2026-01-01' };
    expect((await ask('POST', '/v1/athlete/max-heart-rates', max)).statusCode).toBe(201);
    const [planned] = (await planOf('2026-W47')).filter(({ date }) => date === '2026-11-20');
    const file = await ask('GET', '/v1/plan/today.fit');
    expect(file.statusCode).toBe(200);
    expect(file.headers['content-type']).toBe('application/vnd.ant.fit');
    expect(file.headers['content-disposition']).toBe(
      `attachment; filename="2026-11-20-${planned!.activity}.fit"`,
    );
    const { messages, errors } = new Decoder(Stream.fromByteArray([...file.rawPayload])).read();
    expect(errors).toEqual([]);
    expect(planned?.activity).toBe('interval_4x4');
    const work = messages.workoutStepMesgs?.find(({ intensity }) => intensity === 'interval');
    expect(work).toMatchObject({ customTargetHeartRateLow: 262, customTargetHeartRateHigh: 271 });
  });
});

describe('the plan as a calendar under a secret address (D5)', () => {
  it('holds what the reports plan from today to the end of next week', async () => {
    const { path } = await newAddress();
    const feed = await http.app.inject({ url: path });
    expect([feed.statusCode, feed.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
    const planned = [...(await planOf('2026-W47')), ...(await planOf('2026-W48'))];
    expect(planned.length).toBeGreaterThan(8);
    const { events = [], method, version } = convertIcsCalendar(undefined, feed.body);
    expect([method, version]).toEqual(['PUBLISH', '2.0']);
    expect(
      events.map(({ start, end, description }) => ({
        date: start.date.toISOString().slice(0, 10),
        allDay: start.type,
        days: ((end?.date.getTime() ?? 0) - start.date.getTime()) / 86_400_000,
        description,
      })),
    ).toEqual(planned.map(({ date, text }) => ({ date, allDay: 'DATE', days: 1, description: text })));
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
    expect(feed.body.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    // Unchanged until something changes.
    http.clock.ms += 60_000;
    expect((await http.app.inject({ url: path })).body).toBe(feed.body);
  });

  it('is listed with its last use, never with its key, and answers nobody once revoked', async () => {
    const { id, path } = await newAddress();
    const seen = async () =>
      (await ask('GET', '/v1/plan/feeds')).json<{ items: { id: string; lastUsedAt: string | null }[] }>();
    const before = await seen();
    expect(before.items.find((each) => each.id === id)).toEqual({
      id,
      name: 'Telefon',
      createdAt: new Date(http.clock.ms).toISOString(),
      lastUsedAt: null,
    });
    const key = new URL(path, 'http://x').searchParams.get('key')!;
    expect(JSON.stringify(before)).not.toContain(key);
    await http.app.inject({ url: path });
    expect((await seen()).items.find((each) => each.id === id)?.lastUsedAt).toBe(
      new Date(http.clock.ms).toISOString(),
    );
    const { rows } = await http.pool.query('select * from plan_feed');
    expect(JSON.stringify(rows)).not.toContain(key);

    expect((await ask('DELETE', `/v1/plan/feeds/${id}`)).statusCode).toBe(204);
    const refused = await http.app.inject({ url: path });
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([401, 'unauthorised']);
    expect((await ask('DELETE', `/v1/plan/feeds/${id}`)).statusCode).toBe(404);
  });

  it.each(['', 'x', 'zf_x', `zf_${'A'.repeat(64)}`])('the key %j opens nothing', async (key) => {
    expect((await http.app.inject({ url: `/v1/plan.ics?key=${key}` })).statusCode).toBe(
      key === '' ? 400 : 401,
    );
  });

  it('a key of one athlete with the id of another opens nothing, and no token makes a key that reads more', async () => {
    const { path } = await newAddress();
    const other = await http.createAthleteWithToken(['manage']);
    const bytes = Buffer.from(new URL(path, 'http://x').searchParams.get('key')!.slice(3), 'base64url');
    Buffer.from(other.athleteId.replaceAll('-', ''), 'hex').copy(bytes);
    expect(other.athleteId).not.toBe(athleteId);
    const forged = await http.app.inject({ url: `/v1/plan.ics?key=zf_${bytes.toString('base64url')}` });
    expect(forged.statusCode).toBe(401);
    const narrow = await http.app.inject({
      method: 'POST',
      url: '/v1/plan/feeds',
      headers: { authorization: `Bearer ${other.token}` },
      payload: { name: 'x' },
    });
    expect(narrow.statusCode).toBe(403);
  });
});
