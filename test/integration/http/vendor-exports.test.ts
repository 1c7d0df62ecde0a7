import { gzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { APPLE_HEAD, appleRecord, appleWorkout } from '../../support/apple-export.ts';
import { runFile } from '../../support/day-of-files.ts';
import { createHttpApp, type HttpApp } from '../../support/http-app.ts';
import { gpxOf, steady } from '../../support/track-files.ts';
import { zipOf } from '../../support/zip-of.ts';

interface Upload {
  fileName: string;
  status: string;
  sessions: string[];
  error?: { code: string; message: string };
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('account exports of vendors', () => {
  let http: HttpApp;
  let token: string;
  beforeAll(async () => {
    http = await createHttpApp();
  });
  afterAll(() => http.close());
  beforeEach(async () => {
    ({ token } = await http.createAthleteWithToken());
  });

  async function upload(files: Record<string, Uint8Array>, status = 200): Promise<Upload[]> {
    const response = await http.app.inject({
      method: 'POST',
      url: '/v1/uploads',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/octet-stream',
        'x-file-name': 'export.zip',
      },
      payload: Buffer.from(zipOf(files)),
    });
    expect(response.statusCode, response.body).toBe(status);
    return response.json<{ uploads: Upload[] }>().uploads;
  }

  async function session(
    id: string,
  ): Promise<{ sport: string; activeSeconds: number; averageHeartRate: number }> {
    const headers = { authorization: `Bearer ${token}` };
    const response = await http.app.inject({ method: 'GET', url: `/v1/sessions/${id}`, headers });
    return response.json();
  }

  it('U: an archive without files is refused with that word', async () => {
    expect(await upload({ 'folder/': new Uint8Array() }, 422)).toMatchObject([
      { fileName: 'export.zip', status: 'rejected', error: { code: 'empty' } },
    ]);
  });

  it('T: Strava: names and sports come from activities.csv, strength without a file too', async () => {
    const list =
      'Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Filename\n' +
      '1,"Nov 10, 2026, 8:00:00 AM","Legs, heavy",Weight Training,600,activities/1.gpx.gz\n' +
      '2,"Nov 9, 2026, 5:30:00 PM",Kettlebells,Weight Training,1800,\n' +
      '3,"Nov 8, 2026, 5:30:00 PM",A swim,Swim,1800,\n';
    const uploads = await upload({
      'export_1/activities.csv': text(list),
      'export_1/activities/1.gpx.gz': gzipSync(text(gpxOf([steady(0, 600, 110)], 'Workout'))),
      'export_1/media/a.jpg': new Uint8Array([0xff, 0xd8, 0xff, 1]),
      'export_1/media/b.jpg': new Uint8Array([0xff, 0xd8, 0xff, 2]),
    });
    expect(uploads.map(({ fileName, status }) => [fileName, status])).toEqual([
      ['Legs, heavy · export_1/activities/1.gpx.gz', 'imported'],
      ['2 pictures, such as export_1/media/a.jpg', 'rejected'],
      ['Kettlebells · export_1/activities.csv/2', 'imported'],
    ]);
    expect(await session(uploads[0]!.sessions[0]!)).toMatchObject({
      sport: 'strength_training',
      activeSeconds: 600,
    });
    expect(await session(uploads[2]!.sessions[0]!)).toMatchObject({
      sport: 'strength_training',
      activeSeconds: 1800,
    });
  });

  it('Polar and Google Takeout: training sessions are sessions, a day of heart rate is monitoring', async () => {
    const local = (second: number): string =>
      new Date(Date.UTC(2026, 10, 10, 8) + second * 1_000).toISOString().slice(0, -1);
    const seconds = Array.from({ length: 900 }, (_, i) => i);
    const training = {
      exportVersion: '1.6',
      startTime: local(0),
      exercises: [
        {
          startTime: local(0),
          stopTime: local(900),
          timezoneOffset: 60,
          duration: 'PT15M',
          sport: 'RUNNING',
          samples: { heartRate: seconds.map((i) => ({ dateTime: local(i), value: 131 })) },
        },
      ],
    };
    const day = seconds.map((i) => ({
      dateTime: `11/11/26 ${new Date(i * 5_000).toISOString().slice(11, 19)}`,
      value: { bpm: 70, confidence: 2 },
    }));
    const uploads = await upload({
      'training-session-2026-11-10-7301-ab12.json': text(JSON.stringify(training)),
      'Takeout/Fitbit/Global Export Data/heart_rate-2026-11-11.json': text(JSON.stringify(day)),
      'Takeout/Fitbit/Global Export Data/steps-2026-11-11.json': text(
        '[{"dateTime":"11/11/26 07:00:00","value":"3"}]',
      ),
    });
    const statusOf = (name: string) => uploads.find(({ fileName }) => fileName.includes(name))?.status;
    expect(['training-session', 'heart_rate', 'steps'].map(statusOf)).toEqual([
      'imported',
      'imported',
      'rejected',
    ]);
    const [id] = uploads.find(({ fileName }) => fileName.startsWith('training'))!.sessions;
    expect(await session(id!)).toMatchObject({ sport: 'running', activeSeconds: 900, averageHeartRate: 131 });
    const headers = { authorization: `Bearer ${token}` };
    const week = await http.app.inject({ url: '/v1/reports/weeks/2026-W46', headers });
    expect(week.json<{ passiveSeconds: number }>().passiveSeconds).toBeGreaterThan(4_000);
  });

  it('Samsung Health: live data of a workout has its sport from the table, everything else is counted', async () => {
    const startMs = Date.UTC(2026, 10, 9, 16);
    const live = Array.from({ length: 900 }, (_, i) => ({
      heart_rate: 118,
      start_time: startMs + i * 1_000,
    }));
    const uuid = '0a94e0f5-ac35-40a7-b302-c9e12396ba8c';
    const file = `${uuid}.com.samsung.health.exercise.live_data.json`;
    const column = (name: string): string => `com.samsung.health.exercise.${name}`;
    const table =
      'com.samsung.shealth.exercise,6008006,8\n' +
      `\uFEFFtitle,${['exercise_type', 'start_time', 'live_data', 'datauuid'].map(column).join(',')}\n` +
      `,15002,2026-11-09 16:00:00.000,${file},${uuid},\n` +
      ',1001,2026-11-08 16:00:00.000,,1b94e0f5-ac35-40a7-b302-c9e12396ba8c,\n';
    const folder = 'samsunghealth_kirsten_20261112';
    const exercises = `${folder}/jsons/com.samsung.shealth.exercise/0`;
    const uploads = await upload({
      [`${folder}/com.samsung.shealth.exercise.20261112102030.csv`]: text(table),
      [`${folder}/com.samsung.shealth.sleep.20261112102030.csv`]: text(
        'com.samsung.shealth.sleep,1,1\na,b,c\n1,2,3\n',
      ),
      [`${exercises}/${file}`]: text(JSON.stringify(live)),
      [`${exercises}/${uuid}.live_data_internal.json`]: text(
        '[{"elapsed_time":0,"interval":1000,"start_time":1}]',
      ),
    });
    expect(uploads.map(({ fileName, status }) => [fileName, status])).toEqual([
      [`${exercises}/${file}`, 'imported'],
      [`2 tables, such as ${folder}/com.samsung.shealth.exercise.20261112102030.csv`, 'rejected'],
      [`${exercises}/${uuid}.live_data_internal.json`, 'rejected'],
    ]);
    expect(await session(uploads[0]!.sessions[0]!)).toMatchObject({
      sport: 'strength_training',
      activeSeconds: 900,
      averageHeartRate: 118,
    });
  });

  it('Apple Health: workouts with their heart rate, routes beside them, and what is new of a later export', async () => {
    const startMs = Date.UTC(2026, 10, 10, 7);
    const beats = Array.from({ length: 240 }, (_, i) => appleRecord(startMs + i * 5_000, 120)).join('');
    const before = Array.from({ length: 60 }, (_, i) => appleRecord(startMs - (60 - i) * 60_000, 110)).join(
      '',
    );
    const run = appleWorkout('Running', startMs, startMs + 1_200_000);
    const strength = appleWorkout('FunctionalStrengthTraining', startMs + 7_200_000, startMs + 9_000_000);
    const files = {
      'apple_health_export/export_cda.xml': text(
        '<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"/>',
      ),
      'apple_health_export/workout-routes/route_2026-11-10_8.00am.gpx': text(
        gpxOf([[{ atS: 0, bpm: null }]]).replace('creator="App"', 'creator="Apple Health Export"'),
      ),
    };
    const first = await upload({
      ...files,
      'apple_health_export/export.xml': text(`${APPLE_HEAD}${before}${beats}${run}</HealthData>`),
    });
    expect(
      first.map(({ fileName, status }) => [fileName.replace('apple_health_export/', ''), status]),
    ).toEqual([
      ['export.xml/2026-11-10T07:00:00.000Z', 'imported'],
      ['export.xml/2026-11-10', 'imported'],
      ['export_cda.xml', 'rejected'],
      ['workout-routes/route_2026-11-10_8.00am.gpx', 'rejected'],
    ]);
    expect(await session(first[0]!.sessions[0]!)).toMatchObject({
      sport: 'running',
      activeSeconds: 1200,
      averageHeartRate: 120,
    });
    const headers = { authorization: `Bearer ${token}` };
    const week = await http.app.inject({ method: 'GET', url: '/v1/reports/weeks/2026-W46', headers });
    expect(week.json<{ passiveSeconds: number }>().passiveSeconds).toBeGreaterThan(3_000);
    const later = `${APPLE_HEAD}${before}${beats}${run}${strength}</HealthData>`;
    const second = await upload({ 'apple_health_export/export.xml': text(later) });
    expect(second.map(({ status }) => status)).toEqual(['duplicate', 'imported', 'duplicate']);
    expect(await session(second[1]!.sessions[0]!)).toMatchObject({
      sport: 'strength_training',
      activeSeconds: 1800,
    });
  });

  it('Garmin: archives in the archive are read, clutter is a line per kind', async () => {
    const ride = runFile(new Date(Date.UTC(2026, 10, 1, 8)).toISOString(), 3);
    const json = Object.fromEntries(
      Array.from({ length: 15 }, (_, i) => [`DI_CONNECT/DI-Connect-User/${i}.json`, text(`{"a":${i}}`)]),
    );
    const uploads = await upload({
      ...json,
      'DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip': zipOf({ 'me@x_1.fit': ride }),
    });
    expect(uploads.map(({ fileName, status }) => [fileName, status])).toEqual([
      ['DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip/me@x_1.fit', 'imported'],
      ['15 JSON files, such as DI_CONNECT/DI-Connect-User/0.json', 'rejected'],
    ]);
    expect(uploads[1]!.error).toMatchObject({ code: 'not_a_recording' });
  });
});
