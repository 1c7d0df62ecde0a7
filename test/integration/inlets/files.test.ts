import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type InletServer, post, startInletServer } from '../../support/inlet-server.ts';

let database: TestDatabase;
let server: InletServer;
let fit: Buffer;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startInletServer(database.url);
  fit = await readFile(new URL('../../../fixtures/fit/run-zone2-45-min.fit', import.meta.url));
});

afterAll(async () => {
  await server.close();
  await database.dispose();
});

const gpx = (startMs: number): string => {
  const points = Array.from({ length: 60 }, (_, i) => {
    const time = new Date(startMs + i * 1_000).toISOString();
    return `<trkpt lat="55.7" lon="12.5"><time>${time}</time><extensions><gpxtpx:TrackPointExtension><gpxtpx:hr>${120 + (i % 5)}</gpxtpx:hr></gpxtpx:TrackPointExtension></extensions></trkpt>`;
  });
  return `<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1" xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1" version="1.1" creator="t"><trk><trkseg>${points.join('')}</trkseg></trk></gpx>`;
};

const sessions = async (): Promise<{ id: string }[]> =>
  ((await server.call('GET', '/v1/sessions')).body as { items: { id: string }[] }).items;

describe('an Endurain server, as its clients call it', () => {
  test('Gadgetbridge (activities/endurain/EndurainApiClient.kt, 2026): about, idp, login, refresh, upload, edit', async () => {
    const { url } = await server.makeInlet({ name: 'Gadgetbridge' });
    const json = async (method: string, path: string, body?: string, type?: string) => {
      const headers = { 'X-Client-Type': 'mobile', ...(type === undefined ? {} : { 'Content-Type': type }) };
      const response = await fetch(`${url}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    expect((await json('GET', '/api/v1/about')).body['version']).toMatch(/^\d+\.\d+\.\d+$/);
    expect((await json('GET', '/api/v1/public/idp', undefined, 'application/json')).body).toEqual([]);
    const form = 'application/x-www-form-urlencoded';
    const login = await json('POST', '/api/v1/auth/login', 'username=a%40b&password=c', form);
    expect(login).toMatchObject({ status: 200, body: { access_token: expect.any(String) as string } });
    expect(Number.isInteger(login.body['expires_in'])).toBe(true);
    expect((await json('POST', '/api/v1/auth/refresh', '{}', 'application/json')).body).toHaveProperty(
      'refresh_token',
    );

    const before = await sessions();
    const send = async () => {
      const parts = new FormData();
      parts.append('file', new Blob([new Uint8Array(fit)]), 'workout.fit');
      const headers = { 'X-Client-Type': 'mobile', Authorization: 'Bearer inlet' };
      const response = await fetch(`${url}/api/v1/activities/create/upload`, {
        method: 'POST',
        headers,
        body: parts,
      });
      return { status: response.status, body: (await response.json()) as { id: number }[] };
    };
    const { status, body } = await send();
    expect(status).toBe(201);
    expect(Number.isInteger(body[0]!.id) && body[0]!.id > 0 && body[0]!.id < 2 ** 31).toBe(true);
    expect((await send()).body[0]!.id).toBe(body[0]!.id);
    expect((await sessions()).length).toBe(before.length + 1);
    const edit = JSON.stringify({ id: body[0]!.id, activity_type: 1, name: 'Run' });
    expect((await json('PUT', '/api/v1/activities/edit', edit, 'application/json')).status).toBe(200);
    expect((await json('GET', `/api/v1/activities/${body[0]!.id}`)).status).toBe(404);
  });

  test('RunnerUp (jonasoreland/runnerup@1704001 EndurainSynchronizer.java): token, then a GPX, with or without api/v1', async () => {
    const { url } = await server.makeInlet({ name: 'RunnerUp' });
    for (const [i, base] of [url, `${url}/api/v1`].entries()) {
      const token = await post(`${base}/token`, 'grant_type=password&username=a&password=b', {
        'content-type': 'application/x-www-form-urlencoded',
      });
      expect(JSON.parse(token.text)).toHaveProperty('access_token');
      const text = gpx(Date.UTC(2026, 10, 2 + i, 10));
      const body = `--xyz\r\nContent-Disposition: form-data; name="file"; filename="run.gpx"\r\nContent-Type: application/gpx+xml\r\n\r\n${text}\r\n--xyz--\r\n`;
      // It also asks for application/json, which some of its versions really send.
      const answer = await post(`${base}/activities/create/upload`, body, {
        'content-type': 'application/json',
      });
      expect([answer.status, Array.isArray(JSON.parse(answer.text))]).toEqual([201, true]);
    }
  });

  test('with an X-API-Key, and what is no activity is refused in its own manner', async () => {
    const { url } = await server.makeInlet();
    const parts = new FormData();
    parts.append('file', new Blob(['not an activity']), 'a.fit');
    const headers = { 'X-API-Key': 'endurain_1234' };
    const path = `${url}/api/v1/activities/create/upload`;
    const refused = await fetch(path, { method: 'POST', headers, body: parts });
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { detail: expect.any(String) as string },
    ]);
    const wrong = path.replace(/zi_./, 'zi_!');
    expect((await fetch(wrong, { method: 'POST', body: parts })).status).toBe(401);
  });

  test('48 uploads at once all finish', async () => {
    const { url } = await server.makeInlet();
    const before = (await server.call('GET', '/v1/uploads?limit=200')).body as { items: object[] };
    const answers = await Promise.all(
      Array.from({ length: 48 }, async (_, i) => {
        const parts = new FormData();
        parts.append('file', new Blob([gpx(Date.UTC(2026, 8, 1) + i * 7_200_000)]), `${i}.gpx`);
        return (await fetch(`${url}/api/v1/activities/create/upload`, { method: 'POST', body: parts }))
          .status;
      }),
    );
    expect(answers).toEqual(Array(48).fill(201));
    const after = (await server.call('GET', '/v1/uploads?limit=200')).body as { items: object[] };
    expect(after.items.length - before.items.length).toBe(48);
  });
});

describe('a recording as the body', () => {
  test('FitoTrack: GPX with its own headers; FIT and gzip by their bytes', async () => {
    const { id, url } = await server.makeInlet({ name: 'FitoTrack' });
    const fitoTrack = await post(url, gpx(Date.UTC(2026, 9, 5, 10)), {
      'FitoTrack-Type': 'workout-gpx',
      'FitoTrack-Timestamp': '1791194400000',
      'FitoTrack-Workout-Type': 'running',
      'FitoTrack-Comment': 'morning',
    });
    expect([fitoTrack.status, JSON.parse(fitoTrack.text)]).toMatchObject([
      200,
      { uploads: [{ status: 'imported' }] },
    ]);
    const raw = await fetch(`${url}/watch`, { method: 'POST', body: new Uint8Array(fit) });
    expect(raw.status).toBe(200);
    const broken = await post(url, '<?xml version="1.0"?><gpx></gpx>');
    expect([broken.status, (JSON.parse(broken.text) as { code: string }).code]).toEqual([
      422,
      'unsupported_file',
    ]);
    await expect
      .poll(async () => (await server.service.stores.inlets.find(server.athleteId, id))?.recognisedAs, {
        timeout: 5_000,
      })
      .toBe('file');
  });
});
