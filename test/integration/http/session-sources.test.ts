import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ActivityWriter, fitTime } from '../../../fixtures/activity-writer.ts';
import { FIT_CASES } from '../../../fixtures/fit-cases.ts';
import type { SessionJson } from '../../../src/adapters/wire/api/session.ts';
import type { UploadAnswer } from '../../support/api-client.ts';
import { createHttpApp, type HttpApp } from '../../support/http-app.ts';

let http: HttpApp;
let token: string;
beforeAll(async () => {
  http = await createHttpApp();
  ({ token } = await http.createAthleteWithToken());
});
afterAll(() => http.close());

const fixture = (name: string): Uint8Array => FIT_CASES.find((each) => each.name === name)!.build();

/** Uploads a file and answers the session that it became part of. */
async function sessionOf(bytes: Uint8Array): Promise<SessionJson> {
  const uploaded = await http.app.inject({
    method: 'POST',
    url: '/v1/uploads',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    payload: Buffer.from(bytes),
  });
  const { uploads } = uploaded.json<UploadAnswer>();
  const session = await http.app.inject({
    url: `/v1/sessions/${uploads[0]!.sessions[0]!}?locale=en`,
    headers: { authorization: `Bearer ${token}` },
  });
  return session.json<SessionJson>();
}

describe('what the sources of a session say besides heart rate', () => {
  it('T6: sets × repetitions × weight, once, though two devices wrote the same workout', async () => {
    const workout = fixture('strength-with-sets');
    // The same workout saved again by another program: other bytes.
    const resaved = new Uint8Array(workout.length + 2);
    resaved.set(workout);
    await sessionOf(workout);
    const { sets, sources, subSport } = await sessionOf(resaved);
    expect(sources).toHaveLength(2);
    expect(subSport).toBe('strength_training');
    expect(sets).toHaveLength(12);
    expect(sets.map(({ repetitions, weightKg }) => `${repetitions} × ${weightKg} kg`)).toContain(
      '8 × 22.5 kg',
    );
    expect(sets[0]).toEqual({ repetitions: 8, weightKg: 40, durationSeconds: 45 });
  });

  it('laps as the device cut them', async () => {
    const { laps } = await sessionOf(fixture('run-zone2-45-min'));
    expect(laps).toEqual([{ startedAt: '2026-11-10T16:30:00.000Z', elapsedSeconds: 2700 }]);
  });

  it.each([
    [3600, 60, []],
    [-5 * 3600, -300, ['The device was set to UTC−05:00, your time zone was UTC+01:00: dates go by yours.']],
    [null, undefined, []],
  ])(
    "T2: a device's own offset of %s s is kept, and told where it is not the athlete's",
    async (offsetS, kept, told) => {
      const start = fitTime('2026-11-02T23:30:00Z') + (offsetS ?? 1) * 5;
      const writer = new ActivityWriter().fileId({ created: start }).trace(start, [120, 121, 122]);
      const session = await sessionOf(writer.activity(start + 2, { offsetS }).close());
      expect(session.sources.map(({ utcOffsetMinutes }) => utcOffsetMinutes)).toEqual([kept]);
      expect(session.notes.filter(({ id }) => id === 'session.device_zone').map(({ text }) => text)).toEqual(
        told,
      );
      // Dates go by the athlete's zone in any case: half past midnight in Copenhagen.
      expect(session.timeZone).toBe('Europe/Copenhagen');
    },
  );

  it.each([
    [{ manufacturer: 1, product: 3113 }, 'Forerunner 945'],
    [{ manufacturer: 32, product: 31 }, 'Wahoo Fitness'],
    [{ manufacturer: 255, product: 0 }, null],
  ])('sources are named by what people call the device: %o', async (device, name) => {
    const start = fitTime('2026-11-04T08:00:00Z') + device.manufacturer * 60;
    const writer = new ActivityWriter().fileId({ created: start, ...device }).trace(start, [120, 121, 122]);
    const { sources } = await sessionOf(
      writer.session({ start, end: start + 2, sport: device.manufacturer }).close(),
    );
    expect(sources.map(({ deviceName }) => deviceName)).toContain(name);
  });

  it.each([
    ['fit', 'application/vnd.ant.fit'],
    ['tcx', 'application/vnd.garmin.tcx+xml'],
    ['csv', 'text/csv'],
  ])('D5: a session as a %s file', async (format, type) => {
    const { id } = await sessionOf(fixture('run-4x4'));
    const file = await http.app.inject({
      url: `/v1/sessions/${id}.${format}`,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(file.statusCode).toBe(200);
    expect(file.headers['content-type']).toBe(type);
    expect(file.headers['content-disposition']).toBe(`attachment; filename="${id}.${format}"`);
    expect(file.headers['cache-control']).toBe('no-store');
    expect(file.rawPayload.length).toBeGreaterThan(1_000);
  });
});
