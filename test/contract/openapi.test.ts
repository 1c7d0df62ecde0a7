import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpApp, type HttpApp } from '../support/http-app.ts';

interface Operation {
  readonly responses: Record<string, { content?: Record<string, unknown> }>;
  readonly security?: object[];
}

let http: HttpApp;
let document: Record<string, unknown> & { paths: Record<string, Record<string, Operation>> };

beforeAll(async () => {
  http = await createHttpApp();
  document = (await http.app.inject('/openapi.json')).json();
});

afterAll(() => http.close());

/** What a grant of an athlete opens to a coach. */
const GRANTED = [
  'GET /v1/athletes/{athleteId}/athlete/prescriptions/presets',
  'DELETE /v1/athletes/{athleteId}/athlete/excused-weeks/{isoWeek}',
  'DELETE /v1/athletes/{athleteId}/notes/{id}',
  'GET /v1/athletes/{athleteId}/notes',
  'POST /v1/athletes/{athleteId}/notes',
  'GET /v1/athletes/{athleteId}/athlete',
  'GET /v1/athletes/{athleteId}/athlete/max-heart-rates',
  'DELETE /v1/athletes/{athleteId}/athlete/max-heart-rates/suggestions/{id}',
  'GET /v1/athletes/{athleteId}/athlete/max-heart-rates/suggestions',
  'POST /v1/athletes/{athleteId}/athlete/max-heart-rates/suggestions',
  'GET /v1/athletes/{athleteId}/athlete/prescriptions',
  'GET /v1/athletes/{athleteId}/athlete/prescriptions/current',
  'GET /v1/athletes/{athleteId}/athlete/resting-heart-rates/{date}',
  'GET /v1/athletes/{athleteId}/athlete/threshold-heart-rates',
  'GET /v1/athletes/{athleteId}/plan/today.fit',
  'GET /v1/athletes/{athleteId}/reports/weeks',
  'GET /v1/athletes/{athleteId}/reports/weeks/{isoWeek}',
  'GET /v1/athletes/{athleteId}/reports/weeks/{isoWeek}.fhir.json',
  'GET /v1/athletes/{athleteId}/reports/weeks/{isoWeek}.signed.json',
  'GET /v1/athletes/{athleteId}/reports/weeks/{isoWeek}/explain',
  'GET /v1/athletes/{athleteId}/reports/weeks/{isoWeek}/print',
  'GET /v1/athletes/{athleteId}/sessions',
  'GET /v1/athletes/{athleteId}/sessions/{id}',
  'GET /v1/athletes/{athleteId}/sessions/{id}.csv',
  'GET /v1/athletes/{athleteId}/sessions/{id}.fit',
  'GET /v1/athletes/{athleteId}/sessions/{id}.tcx',
  'GET /v1/athletes/{athleteId}/sessions/{id}/histogram',
  'GET /v1/athletes/{athleteId}/sessions/{id}/trace',
  'POST /v1/athletes/{athleteId}/athlete/prescriptions',
  'POST /v1/athletes/{athleteId}/athlete/prescriptions/preview',
  'POST /v1/athletes/{athleteId}/athlete/prescriptions/proposals',
  'PUT /v1/athletes/{athleteId}/athlete/excused-weeks/{isoWeek}',
];

describe('/openapi.json', () => {
  it('is a valid OpenAPI 3.1 document', async () => {
    expect(document['openapi']).toBe('3.1.0');
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('has every route of the contract', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const granted = operations.filter((operation) => operation.includes('/v1/athletes/'));
    expect(granted).toEqual(expect.arrayContaining(GRANTED));
    expect(granted).toHaveLength(GRANTED.length);
    const own = operations.filter((operation) => !granted.includes(operation));
    expect(own.toSorted((a, b) => a.localeCompare(b))).toEqual(
      [
        'DELETE /v1/athlete',
        'DELETE /v1/athlete/excused-weeks/{isoWeek}',
        'DELETE /v1/athlete/max-heart-rates/suggestions/{id}',
        'DELETE /v1/athlete/max-heart-rates/{id}',
        'DELETE /v1/athlete/resting-heart-rates/{date}',
        'DELETE /v1/athlete/threshold-heart-rates/{id}',
        'DELETE /v1/clinics/{id}',
        'DELETE /v1/clinics/{id}/members/{userId}',
        'DELETE /v1/devices/{id}',
        'DELETE /v1/devices/current',
        'DELETE /v1/inlets/{id}',
        'DELETE /v1/plan/feeds/{id}',
        'DELETE /v1/grants/{id}',
        'DELETE /v1/invitations/{id}',
        'DELETE /v1/recordings/{id}',
        'DELETE /v1/sessions/{id}',
        'DELETE /v1/uploads/{id}',
        'DELETE /v1/uploads/jobs/{id}',
        'DELETE /v1/webhooks/{id}',
        'GET /healthz',
        'GET /metrics',
        'GET /readyz',
        'GET /v1/access-log',
        'GET /v1/athlete',
        'GET /v1/athletes',
        'GET /v1/athlete/max-heart-rates',
        'GET /v1/athlete/max-heart-rates/suggestions',
        'GET /v1/athlete/prescriptions',
        'GET /v1/athlete/prescriptions/current',
        'GET /v1/athlete/prescriptions/presets',
        'GET /v1/athlete/resting-heart-rates',
        'GET /v1/athlete/resting-heart-rates/{date}',
        'GET /v1/athlete/threshold-heart-rates',
        'DELETE /v1/applications/{id}',
        'GET /v1/applications',
        'POST /v1/applications',
        'DELETE /v1/connections/{id}',
        'GET /v1/connections',
        'GET /v1/auth/confirm-address',
        'GET /v1/auth/oauth2/authorize',
        'POST /v1/auth/oauth2/register',
        'POST /v1/auth/oauth2/revoke',
        'POST /v1/auth/oauth2/token',
        'GET /v1/auth/events',
        'GET /v1/auth/sessions',
        'GET /v1/auth/ways',
        'POST /v1/auth/sign-in-link',
        'DELETE /v1/auth/sessions',
        'DELETE /v1/auth/sessions/{id}',
        'DELETE /v1/demo-clinic',
        'GET /v1/demo-clinic',
        'POST /v1/demo-clinic',
        'GET /v1/clinics',
        'GET /v1/clinics/{id}',
        'GET /v1/clinics/{id}/athletes',
        'DELETE /v1/clinics/{id}/templates/{templateId}',
        'DELETE /v1/notes/{id}',
        'DELETE /v1/report-links/{id}',
        'GET /r/{token}',
        'GET /v1/clinics/{id}/templates',
        'GET /v1/notes',
        'GET /v1/report-links',
        'POST /v1/clinics/{id}/templates',
        'POST /v1/clinics/{id}/templates/{templateId}/assign',
        'POST /v1/notes',
        'POST /v1/report-links',
        'GET /v1/clinics/{id}/members',
        'GET /v1/devices',
        'GET /v1/export',
        'GET /v1/grantees',
        'GET /v1/grants',
        'GET /v1/inlets',
        'GET /v1/inlets/{id}',
        'GET /v1/plan.ics',
        'GET /v1/plan/feeds',
        'GET /v1/plan/today.fit',
        'GET /v1/invitations',
        'GET /v1/me',
        'GET /v1/recordings',
        'GET /v1/reports/print.css',
        'GET /v1/reports/weeks',
        'GET /v1/reports/weeks/{isoWeek}',
        'GET /v1/reports/weeks/{isoWeek}.fhir.json',
        'GET /v1/reports/weeks/{isoWeek}.signed.json',
        'GET /v1/reports/weeks/{isoWeek}/explain',
        'GET /v1/reports/weeks/{isoWeek}/print',
        'GET /v1/sessions',
        'GET /v1/sessions/{id}',
        'GET /v1/sessions/{id}/histogram',
        'GET /v1/sessions/{id}.csv',
        'GET /v1/sessions/{id}.fit',
        'GET /v1/sessions/{id}.tcx',
        'GET /v1/sessions/{id}/trace',
        'GET /v1/uploads',
        'GET /v1/uploads/jobs',
        'GET /v1/uploads/jobs/{id}',
        'GET /v1/uploads/jobs/{id}/events',
        'GET /v1/uploads/{id}',
        'GET /v1/uploads/{id}/file',
        'DELETE /v1/athlete/prescriptions/proposals/{id}',
        'GET /v1/athlete/prescriptions/proposals',
        'POST /v1/athlete/prescriptions/proposals',
        'DELETE /v1/summary/browsers/{id}',
        'GET /v1/fhir/deliveries',
        'POST /v1/fhir/deliveries',
        'GET /v1/summary',
        'GET /v1/summary/unsubscribe',
        'PATCH /v1/me',
        'PATCH /v1/summary',
        'POST /v1/summary/browsers',
        'POST /v1/summary/unsubscribe',
        'GET /v1/webhooks',
        'GET /v1/webhooks/{id}',
        'GET /v1/webhooks/{id}/deliveries',
        'PATCH /v1/athlete',
        'PATCH /v1/clinics/{id}',
        'PATCH /v1/clinics/{id}/members/{userId}',
        'PATCH /v1/grants/{id}',
        'PATCH /v1/inlets/{id}',
        'POST /mcp',
        'POST /v1/athlete/max-heart-rates',
        'POST /v1/athlete/max-heart-rates/preview',
        'POST /v1/athlete/max-heart-rates/suggestions',
        'POST /v1/athlete/prescriptions',
        'POST /v1/athlete/prescriptions/preview',
        'POST /v1/athlete/prescriptions/{id}/decline',
        'POST /v1/athlete/prescriptions/{id}/decline/preview',
        'POST /v1/athlete/resting-heart-rates/{date}/preview',
        'POST /v1/athlete/threshold-heart-rates',
        'POST /v1/athlete/threshold-heart-rates/preview',
        'POST /v1/clinics',
        'POST /v1/devices',
        'POST /v1/devices/pair',
        'POST /v1/devices/pairing-codes',
        'POST /v1/grants',
        'POST /v1/inlets',
        'POST /v1/inlets/{id}/end',
        'POST /v1/plan/feeds',
        'POST /v1/invitations',
        'POST /v1/invitations/accept',
        'POST /v1/recordings/{id}/place',
        'POST /v1/sessions/logged',
        'POST /v1/uploads',
        'POST /v1/uploads/jobs/{id}/undo',
        'POST /v1/webhooks',
        'POST /v1/webhooks/{id}/deliveries/{deliveryId}/replay',
        'POST /v1/webhooks/{id}/rotate',
        'POST /v1/webhooks/{id}/test',
        'PUT /v1/athlete/excused-weeks/{isoWeek}',
        'PUT /v1/athlete/resting-heart-rates/{date}',
        'PUT /v1/auth/credentials',
        'PUT /v1/inlets/{id}/coaching',
      ].toSorted((a, b) => a.localeCompare(b)),
    );
  });

  it('says of every guarded route how it refuses: who may not, and what went wrong here', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { responses, security }] of Object.entries(methods)) {
        if (!path.startsWith('/v1/') || security?.length === 0) continue;
        for (const status of ['401', '403', '404', '500', '503']) {
          expect(responses[status]?.content, `${method} ${path} ${status}`).toHaveProperty(
            'application/problem+json',
          );
        }
      }
    }
  });
});
