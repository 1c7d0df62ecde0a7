import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpApp, type HttpApp } from '../../support/http-app.ts';

const someText: unknown = expect.any(String);
const someList: unknown = expect.any(Array);

let http: HttpApp;
let token: string;
let athleteId: string;
let fit: Buffer;

beforeAll(async () => {
  http = await createHttpApp();
  ({ athleteId, token } = await http.createAthleteWithToken());
  fit = await readFile(fileURLToPath(new URL('../../../fixtures/fit/04-inline-hr.fit', import.meta.url)));
});

afterAll(() => http.close());

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

async function ask(
  method: Method,
  url: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  return http.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
}

async function expectStatus(
  status: number,
  ...request: Parameters<typeof ask>
): Promise<LightMyRequestResponse> {
  const response = await ask(...request);
  expect(response.statusCode, `${request[0]} ${request[1]}: ${response.body.slice(0, 500)}`).toBe(status);
  return response;
}

describe('athlete', () => {
  it('is read and changed; another time zone is dated (T1)', async () => {
    const read = (await expectStatus(200, 'GET', '/v1/athlete')).json<object>();
    expect(read).toEqual({
      id: athleteId,
      name: 'Kirsten',
      timeZone: 'Europe/Copenhagen',
      timeZones: [{ validFrom: '1970-01-01', timeZone: 'Europe/Copenhagen' }],
      locale: 'en',
      flags: [],
    });
    const changes = {
      birthDate: '1980-02-29',
      flags: ['pacemaker'],
      timeZone: 'America/Nuuk',
      timeZoneValidFrom: '2026-11-01',
    };
    const changed = (await expectStatus(200, 'PATCH', '/v1/athlete', changes)).json<object>();
    expect(changed).toMatchObject(changes);
    const back = {
      birthDate: null,
      flags: [],
      timeZone: 'Europe/Copenhagen',
      timeZoneValidFrom: '2026-11-01',
    };
    const undone = (await expectStatus(200, 'PATCH', '/v1/athlete', back)).json<object>();
    expect(undone).not.toHaveProperty('birthDate');
  });
});

describe('max heart rates', () => {
  it('are added, listed, previewed and undone (M1, M3)', async () => {
    const body = { bpm: 190, source: 'measured', validFrom: '2026-01-01', method: 'ramp_test' };
    const added = (await expectStatus(201, 'POST', '/v1/athlete/max-heart-rates', body)).json<{
      id: string;
    }>();
    expect(added).toMatchObject(body);
    const { items } = (await expectStatus(200, 'GET', '/v1/athlete/max-heart-rates')).json<{
      items: object[];
    }>();
    expect(items).toEqual([added]);
    const lower = { bpm: 180, source: 'entered', validFrom: '2026-02-01' };
    const preview = (
      await expectStatus(200, 'POST', '/v1/athlete/max-heart-rates/preview', lower)
    ).json<object>();
    expect(preview).toMatchObject({ previewId: someText, weeks: someList });
    await expectStatus(200, 'GET', '/v1/athlete/max-heart-rates/suggestions');
    await expectStatus(204, 'DELETE', `/v1/athlete/max-heart-rates/${added.id}`);
    await expectStatus(404, 'DELETE', `/v1/athlete/max-heart-rates/${added.id}`);
  });
});

describe('prescriptions', () => {
  it('the article’s is in force until another begins; a part left out stays (T15)', async () => {
    const first = (await expectStatus(200, 'GET', '/v1/athlete/prescriptions/current')).json<object>();
    expect(first).toMatchObject({ zone2: { minimum: 3, maximum: 5 } });
    const body = {
      validFrom: '2026-11-16',
      reason: 'knee',
      zone2: { minimum: 2, maximum: 3, minimumMinutes: 20, maximumMinutes: 40 },
    };
    await expectStatus(201, 'POST', '/v1/athlete/prescriptions', body);
    const now = (await expectStatus(200, 'GET', '/v1/athlete/prescriptions/current')).json<object>();
    expect(now).toMatchObject({ ...body, interval4x4: (first as { interval4x4: object }).interval4x4 });
    const { items } = (await expectStatus(200, 'GET', '/v1/athlete/prescriptions')).json<{
      items: object[];
    }>();
    expect(items).toEqual([now]);
    const reversed = { ...body, zone2: { ...body.zone2, minimum: 4 } };
    const problem = (await expectStatus(400, 'POST', '/v1/athlete/prescriptions', reversed)).json<object>();
    expect(problem).toMatchObject({ code: 'invalid_input', field: 'zone2' });
  });
});

describe('calendar', () => {
  it('weeks are excused and counted again (T11)', async () => {
    await expectStatus(200, 'PUT', '/v1/athlete/excused-weeks/2026-W40', { reason: 'flu' });
    await expectStatus(200, 'PUT', '/v1/athlete/excused-weeks/2026-W40');
    await expectStatus(204, 'DELETE', '/v1/athlete/excused-weeks/2026-W40');
    await expectStatus(404, 'DELETE', '/v1/athlete/excused-weeks/2026-W40');
  });

  it('a resting heart rate is entered and read (R)', async () => {
    const inForce = async (): Promise<object> =>
      (await expectStatus(200, 'GET', '/v1/athlete/resting-heart-rates')).json<object>();
    expect(await inForce()).toEqual({ items: [] });
    await expectStatus(404, 'GET', '/v1/athlete/resting-heart-rates/2026-11-16');
    await expectStatus(200, 'PUT', '/v1/athlete/resting-heart-rates/2026-11-16', { bpm: 52 });
    // P2: in force until there is a later one.
    expect(await inForce()).toEqual({ items: [{ date: '2026-11-16', bpm: 52, source: 'entered' }] });
    const read = (
      await expectStatus(200, 'GET', '/v1/athlete/resting-heart-rates/2026-11-16')
    ).json<object>();
    expect(read).toEqual({ date: '2026-11-16', bpm: 52, source: 'entered' });
  });
});

describe('uploads, sessions and reports', () => {
  let uploadId: string;
  let sessionId: string;
  let localDate: string;

  it('a raw body and the same bytes as a part are one file', async () => {
    const raw = await http.app.inject({
      method: 'POST',
      url: '/v1/uploads',
      payload: fit,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent('løbetur.fit'),
      },
    });
    expect(raw.statusCode, raw.body).toBe(200);
    const [first] = raw.json<{ uploads: { id: string; sessions: string[] }[] }>().uploads;
    expect(first).toMatchObject({ fileName: 'løbetur.fit', status: 'imported', warnings: someList });
    expect(first).not.toHaveProperty('error');
    uploadId = first!.id;
    sessionId = first!.sessions[0]!;

    const form = new FormData();
    form.append('file', new Blob([fit]), 'same.fit');
    form.append('file', new Blob(['not a file']), 'other.fit');
    const request = new Request('http://x/', { method: 'POST', body: form });
    const parts = await http.app.inject({
      method: 'POST',
      url: '/v1/uploads',
      payload: Buffer.from(await request.arrayBuffer()),
      headers: { authorization: `Bearer ${token}`, 'content-type': request.headers.get('content-type')! },
    });
    expect(parts.statusCode, parts.body).toBe(200);
    expect(parts.json()).toMatchObject({
      uploads: [
        { id: uploadId, fileName: 'same.fit', status: 'duplicate', sessions: [sessionId] },
        { fileName: 'other.fit', status: 'rejected', sessions: [], error: { code: someText } },
      ],
    });
  });

  it('when nothing could be read: 422 with the reason of each', async () => {
    const response = await http.app.inject({
      method: 'POST',
      url: '/v1/uploads?fileName=a.fit',
      payload: 'not a file',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    });
    expect(response.statusCode).toBe(422);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.json()).toMatchObject({
      code: 'unsupported_file',
      uploads: [{ fileName: 'a.fit', status: 'rejected', error: { message: someText } }],
    });
  });

  it('the import log gives the original back byte for byte', async () => {
    const { items } = (await expectStatus(200, 'GET', '/v1/uploads')).json<{
      items: { id: string; sessions: string[] }[];
    }>();
    expect(items.find(({ id }) => id === uploadId)).toMatchObject({ sessions: [sessionId] });
    const one = (await expectStatus(200, 'GET', `/v1/uploads/${uploadId}`)).json<object>();
    expect(one).toMatchObject({ sizeBytes: fit.length, sessions: [sessionId] });
    const file = await expectStatus(200, 'GET', `/v1/uploads/${uploadId}/file`);
    expect(file.rawPayload.equals(fit)).toBe(true);
    const page = (await expectStatus(200, 'GET', '/v1/uploads?limit=1')).json<{ nextCursor: string }>();
    const next = (await expectStatus(200, 'GET', `/v1/uploads?limit=50&cursor=${page.nextCursor}`)).json<{
      items: object[];
    }>();
    expect(next.items).toHaveLength(items.length - 1);
  });

  it('a session shows sources, cells, bands, histogram and trace that agree', async () => {
    await expectStatus(201, 'POST', '/v1/athlete/max-heart-rates', {
      bpm: 190,
      source: 'measured',
      validFrom: '2000-01-01',
    }).catch(async () => {
      const body = { bpm: 190, source: 'measured', validFrom: '2000-01-01' };
      const { previewId } = (
        await expectStatus(200, 'POST', '/v1/athlete/max-heart-rates/preview', body)
      ).json<{ previewId: string }>();
      await expectStatus(201, 'POST', '/v1/athlete/max-heart-rates', { ...body, previewId });
    });
    const session = (await expectStatus(200, 'GET', `/v1/sessions/${sessionId}`)).json<{
      localDate: string;
      activeSeconds: number;
      cells: { seconds: number }[];
    }>();
    ({ localDate } = session);
    expect(session.cells.reduce((sum, cell) => sum + cell.seconds, 0)).toBe(session.activeSeconds);
    const { seconds } = (await expectStatus(200, 'GET', `/v1/sessions/${sessionId}/histogram`)).json<{
      seconds: number[];
    }>();
    expect(seconds).toHaveLength(256);
    const trace = (await expectStatus(200, 'GET', `/v1/sessions/${sessionId}/trace`)).json<{
      t: number[];
      bpm: number[];
    }>();
    expect(trace.t).toHaveLength(trace.bpm.length);
    await expectStatus(200, 'GET', `/v1/sessions/${sessionId}/trace?points=10`);
    const { items } = (
      await expectStatus(200, 'GET', `/v1/sessions?from=${localDate}&to=${localDate}`)
    ).json<{ items: { id: string }[] }>();
    expect(items.map(({ id }) => id)).toContain(sessionId);
  });

  it('a change of finished weeks needs its preview: 409 preview_required, then confirmed (M3)', async () => {
    const body = { bpm: 150, source: 'measured', validFrom: '2000-01-02' };
    const refused = (await expectStatus(409, 'POST', '/v1/athlete/max-heart-rates', body)).json<object>();
    expect(refused).toMatchObject({ code: 'preview_required' });
    const preview = (await expectStatus(200, 'POST', '/v1/athlete/max-heart-rates/preview', body)).json<{
      previewId: string;
      weeks: object[];
    }>();
    expect(preview.weeks[0]).toMatchObject({
      week: someText,
      before: { status: someText, targets: someList },
      after: { status: someText },
    });
    const other = await expectStatus(409, 'POST', '/v1/athlete/max-heart-rates', {
      ...body,
      previewId: 'another',
    });
    expect(other.json()).toMatchObject({ code: 'preview_outdated' });
    const added = (
      await expectStatus(201, 'POST', '/v1/athlete/max-heart-rates', {
        ...body,
        previewId: preview.previewId,
      })
    ).json<{ id: string }>();
    await expectStatus(204, 'DELETE', `/v1/athlete/max-heart-rates/${added.id}`);
  });

  it('the week has every field of the contract, and its explanation the rules', async () => {
    const report = (await expectStatus(200, 'GET', '/v1/reports/weeks/2026-W47')).json<{
      targets: { id: string }[];
    }>();
    expect(Object.keys(report)).toEqual([
      'week',
      'from',
      'to',
      'timeZone',
      'status',
      'basis',
      'activeSeconds',
      'passiveSeconds',
      'coverage',
      'cells',
      'bands',
      'targets',
      'days',
      'guards',
      'excused',
      'plan',
      'intervalQuality',
      'restingHeartRate',
      'notes',
    ]);
    expect(report).toMatchObject({ week: '2026-W47', from: '2026-11-16', to: '2026-11-22' });
    expect(report.targets.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['zone2', 'interval_4x4', 'anti_inflammatory', 'cardio', 'strength']),
    );
    for (const target of report.targets) {
      expect(Object.keys(target)).toEqual([
        'id',
        'unit',
        'credited',
        'minimum',
        'maximum',
        'status',
        'seconds',
        'remaining',
        'credits',
        'refusals',
        'days',
        'robustness',
        'streakWeeks',
        'notes',
      ]);
    }
    const explained = (
      await expectStatus(200, 'GET', '/v1/reports/weeks/2026-W47/explain?target=zone2')
    ).json<object>();
    expect(explained).toMatchObject({
      target: 'zone2',
      rule: 'T3',
      credits: [],
      refusals: someList,
    });
  });

  it('weeks come as an array, and as CSV when asked for', async () => {
    const weeks = (await expectStatus(200, 'GET', '/v1/reports/weeks?from=2026-W46&to=2026-W47')).json<
      object[]
    >();
    expect(weeks).toMatchObject([{ week: '2026-W46' }, { week: '2026-W47' }]);
    const csv = await expectStatus(200, 'GET', '/v1/reports/weeks?from=2026-W46&to=2026-W47', undefined, {
      accept: 'text/csv',
    });
    expect(csv.headers['content-type']).toMatch(/^text\/csv/);
    const [head, ...lines] = csv.body.trimEnd().split('\r\n');
    expect(head).toMatch(/^week,from,to,/);
    expect(lines.every((line) => line.split(',').length === head!.split(',').length)).toBe(true);
  });

  it('a logged session counts as time without heart rate (T6)', async () => {
    const body = {
      startedAt: '2026-11-17T17:00:00+01:00',
      activeSeconds: 1800,
      sport: 'training',
      subSport: 'strength_training',
      note: 'squats',
    };
    const logged = (await expectStatus(201, 'POST', '/v1/sessions/logged', body)).json<{ id: string }>();
    expect(logged).toMatchObject({
      startedAt: '2026-11-17T16:00:00.000Z',
      localDate: '2026-11-17',
      activeSeconds: 1800,
      logged: true,
      coverage: null,
    });
    const report = (await expectStatus(200, 'GET', '/v1/reports/weeks/2026-W47')).json<{
      targets: { id: string; credited: number }[];
    }>();
    expect(report.targets.find(({ id }) => id === 'strength')).toMatchObject({ credited: 1 });
    const future = { ...body, startedAt: '2026-11-20T11:45:00Z' };
    expect((await expectStatus(400, 'POST', '/v1/sessions/logged', future)).json()).toMatchObject({
      field: 'startedAt',
    });
    await expectStatus(204, 'DELETE', `/v1/sessions/${logged.id}`);
  });

  it('an absorbed session id answers 308 with the survivor’s address, also below it (Z10)', async () => {
    const absorbedId = '00000000-0000-7000-8000-00000000000a';
    await http.stores.sessions.replace(athleteId, [], [], [{ absorbedId, survivorId: sessionId }]);
    const moved = await expectStatus(308, 'GET', `/v1/sessions/${absorbedId}/trace?points=5`);
    expect(moved.headers['location']).toBe(`/v1/sessions/${sessionId}/trace?points=5`);
    expect(moved.json()).toMatchObject({ code: 'session_moved' });
  });

  it('an undone upload takes its sessions with it', async () => {
    await expectStatus(204, 'DELETE', `/v1/uploads/${uploadId}`);
    await expectStatus(404, 'GET', `/v1/sessions/${sessionId}`);
    await expectStatus(404, 'GET', `/v1/uploads/${uploadId}`);
  });
});

describe('devices', () => {
  it('a token is shown once, works within its scopes, and stops when revoked', async () => {
    const made = (await expectStatus(201, 'POST', '/v1/devices', { name: 'Bridge', scopes: ['read'] })).json<{
      id: string;
      token: string;
    }>();
    const bearer = { authorization: `Bearer ${made.token}` };
    await expectStatus(200, 'GET', '/v1/athlete', undefined, bearer);
    await expectStatus(403, 'PATCH', '/v1/athlete', { name: 'x' }, bearer);
    const list = await expectStatus(200, 'GET', '/v1/devices');
    expect(list.body).not.toContain(made.token);
    expect(list.json<{ items: object[] }>().items).toContainEqual(
      expect.objectContaining({
        id: made.id,
        name: 'Bridge',
        lastSeenAt: '2026-11-20T12:00:00.000Z',
        revokedAt: null,
      }),
    );
    await expectStatus(204, 'DELETE', `/v1/devices/${made.id}`);
    http.clock.ms += 6_000;
    await expectStatus(401, 'GET', '/v1/athlete', undefined, bearer);
  });

  it('a pairing code is made without a word about the device', async () => {
    const { code } = (await expectStatus(201, 'POST', '/v1/devices/pairing-codes')).json<{ code: string }>();
    const payload = { code, name: 'Phone' };
    const paired = await http.app.inject({ method: 'POST', url: '/v1/devices/pair', payload });
    expect(paired.json()).toMatchObject({ name: 'Phone', scopes: ['live', 'upload', 'read'] });
  });

  it('a pairing code becomes one token, once', async () => {
    const { code } = (
      await expectStatus(201, 'POST', '/v1/devices/pairing-codes', {
        name: 'Phone',
        scopes: ['live', 'read'],
      })
    ).json<{ code: string }>();
    const pair = (): Promise<LightMyRequestResponse> =>
      http.app.inject({ method: 'POST', url: '/v1/devices/pair', payload: { code } });
    const paired = await pair();
    expect(paired.statusCode, paired.body).toBe(201);
    expect(paired.json()).toMatchObject({ athleteId, name: 'Phone', scopes: ['live', 'read'] });
    expect((await pair()).statusCode).toBe(404);
    await expectStatus(200, 'GET', '/v1/athlete', undefined, {
      authorization: `Bearer ${paired.json<{ token: string }>().token}`,
    });
  });
});

describe('leaving', () => {
  it('everything out, then everything gone', async () => {
    const out = await expectStatus(200, 'GET', '/v1/export');
    expect(out.headers['content-type']).toBe('application/zip');
    await expectStatus(204, 'DELETE', '/v1/athlete');
    http.clock.ms += 6_000;
    await expectStatus(401, 'GET', '/v1/athlete');
    const counts = await http.countRows();
    const libraries = (name: string): boolean => name.startsWith('auth_') || name.startsWith('kysely_');
    expect(Object.entries(counts).filter(([name, rows]) => rows > 0 && !libraries(name))).toEqual([]);
  });
});
