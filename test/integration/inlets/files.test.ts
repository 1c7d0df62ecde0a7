import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { startFolderImport } from '../../../src/compose/folder-import.ts';
import { makeDirectory } from '../../support/guarded.ts';
import { post } from '../../support/inlet-server.ts';
import { useInletServer } from '../../support/use-inlet-server.ts';

const server = useInletServer();
let fit: Buffer;

beforeAll(async () => {
  fit = await readFile(new URL('../../../fixtures/fit/run-zone2-45-min.fit', import.meta.url));
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
  test('Gadgetbridge (pschmitt/Gadgetbridge@e8d5c9f …/activities/endurain/EndurainApiClient.kt): about, idp, login, refresh, upload, edit', async () => {
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
  test('FitoTrack (joon1998/FitoTrackCycling_2-10@3e2484c WorkoutGpxExportSource.kt): GPX with its own headers; FIT and gzip by their bytes', async () => {
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

test('a folder that Gadgetbridge exports into is imported and left as it is; a second start knows it again', async () => {
  const directory = await makeDirectory('watched');
  try {
    const { athleteId, service } = server;
    await writeFile(join(directory, 'run.gpx'), gpx(Date.UTC(2026, 7, 3, 10)));
    for (const status of ['imported', 'duplicate']) {
      const told: object[] = [];
      const log = {
        info: (fields: object) => void told.push(fields),
        warn: (fault: unknown) => void told.push([fault]),
      };
      const folder = startFolderImport({ ...service.verbs, log }, { directory, athleteId, lookEveryMs: 20 });
      await expect.poll(() => told, { timeout: 30_000 }).toMatchObject([{ status }]);
      await folder.stop();
    }
    expect(await readdir(directory)).toEqual(['run.gpx']);
    const { body } = await server.call('GET', '/v1/sessions?from=2026-08-03&to=2026-08-03');
    expect((body as { items: object[] }).items).toHaveLength(1);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

describe('what a phone’s health store holds', () => {
  interface Taken {
    readonly uploads: readonly { readonly status: string; readonly sessions: readonly string[] }[];
  }
  const send = async (url: string, body: object): Promise<{ status: number } & Taken> => {
    const { status, text } = await post(url, JSON.stringify(body), { 'content-type': 'application/json' });
    return { status, ...(JSON.parse(text) as Taken) };
  };
  const HOUR_MS = 3_600_000;
  const minutes = (startMs: number, count: number): string[] =>
    Array.from({ length: count }, (_, i) => new Date(startMs + i * 60_000).toISOString());

  test('Health Auto Export: the workout is a session, the rest of the day is monitoring, a repeat is known', async () => {
    const { id, url } = await server.makeInlet({ name: 'iPhone' });
    const startMs = Date.UTC(2026, 9, 14, 10);
    const body = {
      data: {
        metrics: [
          {
            name: 'heart_rate',
            units: 'bpm',
            data: minutes(startMs - HOUR_MS, 150).map((date) => ({ date, Min: 110, Avg: 112, Max: 114 })),
          },
        ],
        workouts: [
          {
            id: 'w',
            name: 'Running',
            start: new Date(startMs).toISOString(),
            end: new Date(startMs + HOUR_MS / 2).toISOString(),
          },
        ],
      },
    };
    const first = await send(url, body);
    expect(first).toMatchObject({ status: 200, uploads: [{ status: 'imported' }] });
    expect(first.uploads[0]!.sessions).toHaveLength(1);
    expect(await send(url, body)).toMatchObject({ status: 200, uploads: [{ status: 'duplicate' }] });
    const week = await server.call('GET', '/v1/reports/weeks/2026-W42');
    expect((week.body as { passiveSeconds: number }).passiveSeconds).toBeGreaterThan(3_000);
    await expect
      .poll(async () => (await server.service.stores.inlets.find(server.athleteId, id))?.recognisedAs, {
        timeout: 5_000,
      })
      .toBe('health-auto-export');
  });

  test('HC Webhook: windows that overlap tell one heart once; a message of steps alone leaves no trace', async () => {
    const { url } = await server.makeInlet({ name: 'Android' });
    const startMs = Date.UTC(2026, 9, 7, 10);
    const message = (count: number): object => ({
      timestamp: new Date(startMs + HOUR_MS).toISOString(),
      app_version: '1.0',
      heart_rate: minutes(startMs, count).map((time) => ({ bpm: 112, time })),
    });
    await send(url, message(60));
    const passive = async (): Promise<number> =>
      ((await server.call('GET', '/v1/reports/weeks/2026-W41')).body as { passiveSeconds: number })
        .passiveSeconds;
    const once = await passive();
    expect(once).toBeGreaterThan(3_000);
    await send(url, message(50));
    expect(await passive()).toBe(once);
    const steps = { timestamp: '2026-10-07T10:00:00Z', app_version: '1.0', steps: [{ count: 7 }] };
    expect(await send(url, steps)).toMatchObject({ status: 200, uploads: [] });
  });

  test('Open Wearables: 202, the samples of the workout, and no resting average among them', async () => {
    const { url } = await server.makeInlet({ name: 'SDK' });
    const answer = await send(`${url}/api/v1/sdk/users/u/sync`, {
      provider: 'samsung',
      sdkVersion: '0.1.0',
      syncTimestamp: '2026-09-30T12:00:00Z',
      data: {
        records: [{ type: 'RESTING_HEART_RATE', startDate: '2026-09-30T10:05:00Z', value: 50 }],
        sleep: [],
        workouts: [
          {
            type: 'RUNNING',
            startDate: '2026-09-30T10:00:00Z',
            endDate: '2026-09-30T10:45:00Z',
            source: { deviceName: 'Galaxy Watch7' },
            samples: minutes(Date.UTC(2026, 8, 30, 10), 45).flatMap((timestamp) => [
              { timestamp, type: 'heartRate', value: 131, unit: 'bpm' },
              { timestamp, type: 'cadence', value: 155, unit: 'spm' },
            ]),
          },
        ],
      },
    });
    expect(answer).toMatchObject({ status: 202, uploads: [{ status: 'imported' }] });
    const [id] = answer.uploads[0]!.sessions;
    expect((await server.call('GET', `/v1/sessions/${id}`)).body).toMatchObject({
      sport: 'running',
      averageHeartRate: 131,
      maxHeartRate: 131,
    });
  });
});
