import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/adapters/http/limits.ts';
import type { SessionJson } from '../../../src/adapters/wire/api/session.ts';
import type { WeekReportJson } from '../../../src/adapters/wire/api/week-report.ts';
import type { Bundle, DiagnosticReport, Observation } from '../../../src/adapters/wire/fhir/fhir-types.ts';
import { runFile } from '../../support/day-of-files.ts';
import { createHttpApp, type HttpApp } from '../../support/http-app.ts';

/** The JSON schema that FHIR R4 publishes; the package has no types. */
interface R4Validator {
  validate(resource: object): readonly unknown[];
}
const Validator = createRequire(import.meta.url)(
  '@asymmetrik/fhir-json-schema-validator',
) as new () => R4Validator;

let http: HttpApp;
let r4: R4Validator;
beforeAll(async () => {
  // Compiling a schema of three megabytes holds up the loop, which is not what is tested here.
  http = await createHttpApp({ limits: { ...DEFAULT_LIMITS, loopDelayMs: 600_000 } });
  r4 = new Validator();
});
afterAll(() => http.close());

async function read<T>(token: string, url: string): Promise<T> {
  const response = await http.app.inject({ url, headers: { authorization: `Bearer ${token}` } });
  expect(response.statusCode, response.body.slice(0, 300)).toBe(200);
  return response.json<T>();
}

async function athleteWithWeek({ maxHeartRate }: { maxHeartRate: boolean }): Promise<string> {
  const { token } = await http.createAthleteWithToken();
  const headers = { authorization: `Bearer ${token}` };
  if (maxHeartRate) {
    const payload = { bpm: 190, source: 'measured', validFrom: '2020-01-01' };
    await http.app.inject({ method: 'POST', url: '/v1/athlete/max-heart-rates', headers, payload });
  }
  for (const day of ['17', '19']) {
    await http.app.inject({
      method: 'POST',
      url: '/v1/uploads',
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      payload: Buffer.from(runFile(`2026-11-${day}T06:00:00Z`, Number(day))),
    });
  }
  await http.app.inject({
    method: 'POST',
    url: '/v1/sessions/logged',
    headers,
    payload: { startedAt: '2026-11-18T16:00:00Z', activeSeconds: 1800, sport: 'strength_training' },
  });
  return token;
}

const observationsOf = (bundle: Bundle): Observation[] =>
  bundle.entry.flatMap(({ resource }) => (resource.resourceType === 'Observation' ? [resource] : []));
const withCode = (bundle: Bundle, code: string): Observation[] =>
  observationsOf(bundle).filter((each) => each.code.coding?.some((coding) => coding.code === code) === true);

describe('the week as a FHIR R4 Bundle (D4)', () => {
  it.each([true, false])(
    'is valid by the JSON schema of R4; with a max heart rate: %s',
    async (maxHeartRate) => {
      const token = await athleteWithWeek({ maxHeartRate });
      for (const week of ['2026-W47', '2026-W40', '2026-W50']) {
        const bundle = await read<Bundle>(token, `/v1/reports/weeks/${week}.fhir.json`);
        expect(r4.validate(bundle), week).toEqual([]);
      }
    },
  );

  it('is told apart from what is not R4 by that schema', async () => {
    const bundle = await read<Bundle>(
      await athleteWithWeek({ maxHeartRate: true }),
      '/v1/reports/weeks/2026-W47.fhir.json',
    );
    expect(r4.validate({ ...bundle, surprise: 1 })).not.toEqual([]);
  });

  it('holds the numbers of the report and of its sessions, with UCUM units and LOINC codes', async () => {
    const token = await athleteWithWeek({ maxHeartRate: true });
    const response = await http.app.inject({
      url: '/v1/reports/weeks/2026-W47.fhir.json',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.headers['content-type']).toMatch(/^application\/fhir\+json/);
    const bundle = response.json<Bundle>();
    const report = await read<WeekReportJson>(token, '/v1/reports/weeks/2026-W47');
    const diagnostic = bundle.entry[0]!.resource as DiagnosticReport;
    expect(diagnostic).toMatchObject({
      resourceType: 'DiagnosticReport',
      status: 'preliminary',
      effectivePeriod: { start: '2026-11-16', end: '2026-11-22' },
    });
    const urls = bundle.entry.map(({ fullUrl }) => fullUrl);
    expect(new Set(urls).size).toBe(urls.length);
    expect(diagnostic.result.map(({ reference }) => reference)).toEqual(
      observationsOf(bundle).map(({ id }) => `urn:uuid:${id}`),
    );
    for (const band of report.bands) {
      const [observation] = withCode(bundle, band.id).filter((each) =>
        each.code.coding?.some(({ system }) => system === 'urn:zone-coach:band'),
      );
      expect(observation, band.id).toMatchObject({
        valueQuantity: { value: Math.round((band.seconds / 60) * 100) / 100, unit: 'min', code: 'min' },
      });
    }
    for (const { id, status, credited, minimum } of report.targets.filter(
      (target) => target.status !== null,
    )) {
      const [observation] = withCode(bundle, id).filter((each) =>
        each.code.coding?.some(({ system }) => system === 'urn:zone-coach:target'),
      );
      const amounts = observation!.component!.map((part) =>
        'valueQuantity' in part ? part.valueQuantity.value : null,
      );
      expect(amounts.slice(0, 2), id).toEqual([credited, minimum]);
      if (status === 'undetermined') expect(observation).not.toHaveProperty('valueCodeableConcept');
      else expect(observation).toMatchObject({ valueCodeableConcept: { coding: [{ code: status }] } });
    }
    for (const id of report.days.flatMap((day) => day.sessions)) {
      const session = await read<SessionJson>(token, `/v1/sessions/${id}`);
      for (const [code, bpm] of [
        ['55425-3', session.averageHeartRate],
        ['55426-1', session.maxHeartRate],
      ] as const) {
        const found = withCode(bundle, code).find((each) => each.effectivePeriod.start === session.startedAt);
        if (bpm === null) {
          expect(found).toMatchObject({ dataAbsentReason: { coding: [{ code: 'unknown' }] } });
          expect(found).not.toHaveProperty('valueQuantity');
        } else expect(found).toMatchObject({ valueQuantity: { value: bpm, code: '/min' } });
      }
    }
    const moderate = report.cells!.filter(({ id }) => ['65to70', '70to85', '85to90', 'gt90'].includes(id));
    expect(withCode(bundle, '82290-8')[0]).toMatchObject({
      valueQuantity: {
        value: Math.round((moderate.reduce((sum, { seconds }) => sum + seconds, 0) / 60) * 100) / 100,
        code: 'min/wk',
      },
    });
    const [form] = diagnostic.presentedForm;
    expect(Buffer.from(form!.data, 'base64').toString('utf8')).toContain('<!doctype html>');
  });

  it('what nobody can know has a reason instead of a value (M1)', async () => {
    const bundle = await read<Bundle>(
      await athleteWithWeek({ maxHeartRate: false }),
      '/v1/reports/weeks/2026-W47.fhir.json',
    );
    const observations = [
      ...withCode(bundle, 'zone2'),
      ...withCode(bundle, '82290-8'),
      ...withCode(bundle, '40443-4'),
    ];
    expect(observations).toHaveLength(4);
    for (const observation of observations) {
      expect(observation).toMatchObject({ dataAbsentReason: { coding: [{ code: 'unknown' }] } });
      expect(Object.keys(observation).filter((key) => key.startsWith('value'))).toEqual([]);
    }
  });

  it('a finished week is final, and every download has the same ids', async () => {
    const token = await athleteWithWeek({ maxHeartRate: true });
    const url = '/v1/reports/weeks/2026-W46.fhir.json';
    const [first, second] = [await read<Bundle>(token, url), await read<Bundle>(token, url)];
    expect(first.entry[0]!.resource).toMatchObject({ status: 'final' });
    expect(first).toEqual(second);
  });
});
