import type { Scope } from '../../src/application/ports/device-token-store.ts';

/** What of the owner an address can name. */
export type OwnedId =
  | 'session'
  | 'removableSession'
  | 'upload'
  | 'removableUpload'
  | 'job'
  | 'queuedJob'
  | 'maxHeartRate'
  | 'thresholdHeartRate'
  | 'suggestion'
  | 'prescription'
  | 'device'
  | 'inlet'
  | 'planFeed'
  | 'clinic'
  | 'member'
  | 'grant'
  | 'invitation'
  | 'template'
  | 'note'
  | 'reportLink'
  | 'webhook'
  | 'removableWebhook'
  | 'summaryBrowser'
  | 'proposal'
  | 'recording'
  | 'removableRecording';

export interface AccessRow {
  /** Who may call the route. */
  readonly needs: Scope | 'open' | 'signed_in' | 'any_caller';
  /** The id in its address: another athlete's is 404. */
  readonly id?: OwnedId;
  /** Address where the route has other parameters, or a query. */
  readonly path?: string;
  readonly body?: object;
  /** Scopes that the body asks for and the caller must have too. */
  readonly alsoNeeds?: readonly Scope[];
  /** How the owner is answered: without it a 404 could be mistaken for protection. Not for open routes. */
  readonly owner?: number;
}

const DATE = '2026-11-16';
const WEEK = '2026-W47';
const MAX_HEART_RATE = { bpm: 191, source: 'measured', validFrom: '2026-11-01' };
const THRESHOLD = { bpm: 171, source: 'measured', validFrom: '2026-11-01' };
/** Twice a week, in the words of the physical-activity guide. */
export const GOAL = {
  resourceType: 'Goal',
  lifecycleStatus: 'active',
  description: { text: 'Strength' },
  subject: { reference: 'Patient/1' },
  startDate: '2026-11-23',
  target: [
    {
      measure: { coding: [{ system: 'http://loinc.org', code: '82291-6' }] },
      detailQuantity: { value: 3, code: '{d}/wk', system: 'http://unitsofmeasure.org' },
    },
  ],
};
/** The one of RFC 8291, elsewhere. */
export const SUBSCRIPTION = {
  name: 'Chrome',
  endpoint: 'https://push.example.org/one',
  keys: {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
};
export const TEMPLATE = { name: 'Four by four', prescription: {} };
const weekPath = (rest = ''): string => `/v1/reports/weeks/${WEEK}${rest}`;

/** Every route, in an order in which the owner can call them all: what removes something comes last. A route that is missing fails the walk. */
export const ACCESS_TABLE: Readonly<Record<string, AccessRow>> = {
  'GET /healthz': { needs: 'open' },
  'GET /readyz': { needs: 'open' },
  'GET /metrics': { needs: 'open' },
  'GET /openapi.json': { needs: 'open' },
  'GET /': { needs: 'open' },
  'GET /.well-known/oauth-authorization-server': { needs: 'open' },
  'GET /.well-known/oauth-protected-resource': { needs: 'open' },
  'GET /.well-known/oauth-protected-resource/mcp': { needs: 'open' },
  'GET /v1/auth/oauth2/authorize': { needs: 'open' },
  'POST /v1/auth/oauth2/token': { needs: 'open' },
  'POST /v1/auth/oauth2/revoke': { needs: 'open' },
  'POST /v1/auth/oauth2/register': { needs: 'open' },
  'GET /v1/auth/*': { needs: 'open' },
  'POST /v1/auth/*': { needs: 'open' },
  'GET /v1/auth/ways': { needs: 'open' },
  'GET /v1/auth/confirm-address': { needs: 'open' },
  'POST /v1/auth/sign-in-link': { needs: 'open' },
  'POST /v1/devices/pair': { needs: 'open' },
  'POST /v1/invitations/accept': { needs: 'open' },
  'GET /r/:token': { needs: 'open' },
  // They answer for themselves, mostly on a socket: the walk of roles and consent calls them.
  'GET /v1/live': { needs: 'open' },
  'GET /v1/live/watch': { needs: 'open' },
  'GET /v1/clinics/:id/wall': { needs: 'open' },
  'POST /in/:token': { needs: 'open' },
  'GET /in/:token': { needs: 'open' },
  'POST /in/:token/*': { needs: 'open' },
  'GET /in/:token/*': { needs: 'open' },
  'PUT /in/:token/*': { needs: 'open' },
  'DELETE /in/:token/*': { needs: 'open' },

  'GET /v1/athlete': { needs: 'read', owner: 200 },
  'GET /v1/athlete/max-heart-rates': { needs: 'read', owner: 200 },
  'GET /v1/athlete/max-heart-rates/suggestions': { needs: 'read', owner: 200 },
  'GET /v1/athlete/prescriptions': { needs: 'read', owner: 200 },
  'GET /v1/athlete/prescriptions/proposals': { needs: 'read', owner: 200 },
  'GET /v1/athlete/prescriptions/current': { needs: 'read', owner: 200 },
  'GET /v1/athlete/prescriptions/presets': { needs: 'read', owner: 200 },
  'GET /v1/athlete/threshold-heart-rates': { needs: 'read', owner: 200 },
  'GET /v1/athlete/resting-heart-rates': { needs: 'read', owner: 200 },
  'GET /v1/athlete/resting-heart-rates/:date': {
    needs: 'read',
    path: `/v1/athlete/resting-heart-rates/${DATE}`,
    owner: 200,
  },
  'GET /v1/access-log': { needs: 'read', owner: 200 },
  'GET /v1/athletes': { needs: 'signed_in', owner: 200 },
  'GET /v1/applications': { needs: 'signed_in', owner: 200 },
  'GET /v1/connections': { needs: 'signed_in', owner: 200 },
  'GET /v1/demo-clinic': { needs: 'signed_in', owner: 200 },
  'GET /v1/clinics': { needs: 'signed_in', owner: 200 },
  'GET /v1/clinics/:id': { needs: 'signed_in', id: 'clinic', owner: 200 },
  'GET /v1/clinics/:id/members': { needs: 'signed_in', id: 'clinic', owner: 200 },
  'GET /v1/clinics/:id/templates': { needs: 'signed_in', id: 'clinic', owner: 200 },
  'GET /v1/notes': { needs: 'read', owner: 200 },
  'GET /v1/report-links': { needs: 'read', owner: 200 },
  'GET /v1/grants': { needs: 'read', owner: 200 },
  'GET /v1/grantees': {
    needs: 'read',
    path: '/v1/grantees?clinicId=11111111-2222-4333-8444-555555555555',
    owner: 404,
  },
  'GET /v1/invitations': { needs: 'signed_in', owner: 200 },
  'GET /v1/me': { needs: 'read', owner: 200 },
  'GET /v1/auth/events': { needs: 'signed_in', owner: 200 },
  'GET /v1/auth/sessions': { needs: 'signed_in', owner: 200 },
  'GET /v1/devices': { needs: 'read', owner: 200 },
  'GET /v1/export': { needs: 'read', owner: 200 },
  'GET /v1/inlets': { needs: 'read', owner: 200 },
  'GET /v1/inlets/:id': { needs: 'read', id: 'inlet', owner: 200 },
  'GET /v1/plan.ics': { needs: 'open' },
  'GET /v1/plan/feeds': { needs: 'read', owner: 200 },
  'GET /v1/plan/today.fit': { needs: 'read', owner: 200 },
  'GET /v1/recordings': { needs: 'read', path: '/v1/recordings?state=set_aside', owner: 200 },
  'GET /v1/reports/print.css': { needs: 'open' },
  'GET /v1/reports/weeks': { needs: 'read', path: `/v1/reports/weeks?from=${WEEK}&to=${WEEK}`, owner: 200 },
  'GET /v1/reports/weeks/:isoWeek': { needs: 'read', path: weekPath(), owner: 200 },
  'GET /v1/reports/weeks/:isoWeek.fhir.json': { needs: 'read', path: weekPath('.fhir.json'), owner: 200 },
  'GET /v1/reports/weeks/:isoWeek.signed.json': {
    needs: 'read',
    path: weekPath('.signed.json'),
    owner: 200,
  },
  'GET /v1/reports/weeks/:isoWeek/explain': {
    needs: 'read',
    path: weekPath('/explain?target=zone2'),
    owner: 200,
  },
  'GET /v1/reports/weeks/:isoWeek/print': { needs: 'read', path: weekPath('/print'), owner: 200 },
  'GET /v1/sessions': { needs: 'read', owner: 200 },
  'GET /v1/sessions/:id': { needs: 'read', id: 'session', owner: 200 },
  'GET /v1/sessions/:id.csv': { needs: 'read', id: 'session', owner: 200 },
  'GET /v1/sessions/:id.fit': { needs: 'read', id: 'session', owner: 200 },
  'GET /v1/sessions/:id.tcx': { needs: 'read', id: 'session', owner: 200 },
  'GET /v1/sessions/:id/histogram': { needs: 'read', id: 'session', owner: 200 },
  'GET /v1/sessions/:id/trace': { needs: 'read', id: 'session', owner: 200 },
  'GET /v1/fhir/deliveries': { needs: 'read', owner: 200 },
  'GET /v1/summary': { needs: 'read', owner: 200 },
  'GET /v1/summary/unsubscribe': { needs: 'open', path: '/v1/summary/unsubscribe?key=zs_guessed' },
  'GET /v1/webhooks': { needs: 'read', owner: 200 },
  'GET /v1/webhooks/:id': { needs: 'read', id: 'webhook', owner: 200 },
  'GET /v1/webhooks/:id/deliveries': { needs: 'read', id: 'webhook', owner: 200 },
  'GET /v1/uploads': { needs: 'read', owner: 200 },
  'GET /v1/uploads/jobs': { needs: 'read', owner: 200 },
  'GET /v1/uploads/jobs/:id': { needs: 'read', id: 'job', owner: 200 },
  'GET /v1/uploads/jobs/:id/events': { needs: 'read', id: 'job', owner: 200 },
  'GET /v1/uploads/:id': { needs: 'read', id: 'upload', owner: 200 },
  'GET /v1/uploads/:id/file': { needs: 'read', id: 'upload', owner: 200 },

  'PATCH /v1/me': { needs: 'signed_in', body: { trains: true }, owner: 200 },
  'PATCH /v1/athlete': { needs: 'manage', body: { name: 'Kirsten' }, owner: 200 },
  'PATCH /v1/clinics/:id': { needs: 'signed_in', id: 'clinic', body: { name: 'Klinik' }, owner: 200 },
  'PATCH /v1/clinics/:id/members/:userId': {
    needs: 'signed_in',
    id: 'clinic',
    body: { roles: ['admin', 'coach'] },
    owner: 200,
  },
  // A coach from the row above on.
  'GET /v1/clinics/:id/athletes': { needs: 'signed_in', id: 'clinic', owner: 200 },
  'PATCH /v1/grants/:id': { needs: 'manage', id: 'grant', body: { scopes: ['report'] }, owner: 200 },
  'PATCH /v1/inlets/:id': { needs: 'manage', id: 'inlet', body: { name: 'Watch' }, owner: 200 },
  'PUT /v1/athlete/excused-weeks/:isoWeek': {
    needs: 'manage',
    path: `/v1/athlete/excused-weeks/${WEEK}`,
    owner: 200,
  },
  'PUT /v1/athlete/resting-heart-rates/:date': {
    needs: 'manage',
    path: `/v1/athlete/resting-heart-rates/${DATE}`,
    body: { bpm: 51 },
    owner: 200,
  },
  'PUT /v1/auth/credentials': {
    needs: 'signed_in',
    body: { email: 'walk@example.dk', password: 'en lang adgangskode' },
    owner: 204,
  },
  'PUT /v1/inlets/:id/coaching': { needs: 'manage', id: 'inlet', body: { intent: 'zone2' }, owner: 200 },
  'POST /v1/athlete/max-heart-rates/preview': { needs: 'manage', body: MAX_HEART_RATE, owner: 200 },
  'POST /v1/athlete/resting-heart-rates/:date/preview': {
    needs: 'manage',
    path: `/v1/athlete/resting-heart-rates/${DATE}/preview`,
    body: { bpm: 51 },
    owner: 200,
  },
  'POST /v1/athlete/max-heart-rates': { needs: 'manage', body: MAX_HEART_RATE, owner: 409 },
  // A coach's, by a grant: the walk of roles and consent calls it.
  'POST /v1/athlete/max-heart-rates/suggestions': {
    needs: 'manage',
    body: { bpm: 188, validFrom: '2026-11-16' },
    owner: 403,
  },
  'POST /v1/athlete/prescriptions/proposals': { needs: 'manage', body: GOAL, owner: 201 },
  'POST /v1/athlete/threshold-heart-rates/preview': { needs: 'manage', body: THRESHOLD, owner: 200 },
  'POST /v1/athlete/threshold-heart-rates': { needs: 'manage', body: THRESHOLD, owner: 201 },
  'POST /v1/athlete/prescriptions/preview': {
    needs: 'manage',
    body: { validFrom: '2026-11-23' },
    owner: 200,
  },
  'POST /v1/athlete/prescriptions': { needs: 'manage', body: { validFrom: '2026-11-23' }, owner: 201 },
  // One's own is not declined but written again.
  'POST /v1/athlete/prescriptions/:id/decline/preview': { needs: 'manage', id: 'prescription', owner: 409 },
  'POST /v1/athlete/prescriptions/:id/decline': { needs: 'manage', id: 'prescription', owner: 409 },
  // Refused for its body: what it makes takes seconds.
  'POST /v1/demo-clinic': { needs: 'signed_in', body: { locale: 'xx' }, owner: 400 },
  'POST /v1/clinics': { needs: 'signed_in', body: { name: 'Klinik' }, owner: 201 },
  'POST /v1/clinics/:id/templates': { needs: 'signed_in', id: 'clinic', body: TEMPLATE, owner: 201 },
  'POST /v1/clinics/:id/templates/:templateId/assign': {
    needs: 'signed_in',
    id: 'clinic',
    body: { athleteIds: ['11111111-2222-4333-8444-555555555555'], validFrom: '2026-11-23' },
    owner: 200,
  },
  'POST /v1/notes': { needs: 'manage', body: { text: 'Well done' }, owner: 403 },
  'POST /v1/report-links': { needs: 'manage', body: { week: WEEK }, owner: 201 },
  'POST /v1/grants': { needs: 'manage', body: { clinicId: '' }, owner: 400 },
  'POST /v1/invitations': { needs: 'signed_in', body: { as: 'athlete' }, owner: 201 },
  'POST /v1/devices': {
    needs: 'manage',
    body: { name: 'Bridge', scopes: ['live'] },
    alsoNeeds: ['live'],
    owner: 201,
  },
  'POST /v1/devices/pairing-codes': {
    needs: 'manage',
    body: { scopes: ['live'] },
    alsoNeeds: ['live'],
    owner: 201,
  },
  'POST /v1/inlets': { needs: 'manage', body: { name: 'Relay' }, alsoNeeds: ['live', 'upload'], owner: 201 },
  'POST /v1/inlets/:id/end': { needs: 'manage', id: 'inlet', owner: 200 },
  'GET /mcp': { needs: 'open' },
  'DELETE /mcp': { needs: 'open' },
  'POST /mcp': { needs: 'read', body: { jsonrpc: '2.0', id: 1, method: 'tools/list' }, owner: 200 },
  'PATCH /v1/summary': { needs: 'manage', body: { mail: false }, alsoNeeds: ['read'], owner: 200 },
  'POST /v1/fhir/deliveries': { needs: 'manage', body: { week: WEEK }, alsoNeeds: ['read'], owner: 204 },
  'POST /v1/summary/browsers': { needs: 'manage', body: SUBSCRIPTION, alsoNeeds: ['read'], owner: 201 },
  'POST /v1/summary/unsubscribe': { needs: 'open', path: '/v1/summary/unsubscribe?key=zs_guessed' },
  'POST /v1/webhooks': {
    needs: 'manage',
    body: { url: 'https://example.org/other' },
    alsoNeeds: ['read'],
    owner: 201,
  },
  'POST /v1/webhooks/:id/rotate': { needs: 'manage', id: 'webhook', owner: 200 },
  'POST /v1/webhooks/:id/test': { needs: 'manage', id: 'webhook', owner: 202 },
  'POST /v1/webhooks/:id/deliveries/:deliveryId/replay': { needs: 'manage', id: 'webhook', owner: 202 },
  'POST /v1/plan/feeds': { needs: 'manage', body: { name: 'Calendar' }, alsoNeeds: ['read'], owner: 201 },
  'POST /v1/recordings/:id/place': {
    needs: 'manage',
    id: 'recording',
    body: { startedAt: '2026-11-16T06:00:00Z' },
    owner: 200,
  },
  'POST /v1/sessions/logged': {
    needs: 'manage',
    body: { startedAt: '2026-11-16T06:00:00Z', activeSeconds: 1800, sport: 'training' },
    owner: 201,
  },
  'POST /v1/uploads': { needs: 'upload', owner: 422 },

  'DELETE /v1/athlete/excused-weeks/:isoWeek': {
    needs: 'manage',
    path: `/v1/athlete/excused-weeks/${WEEK}`,
    owner: 204,
  },
  'DELETE /v1/athlete/max-heart-rates/:id': { needs: 'manage', id: 'maxHeartRate', owner: 204 },
  'DELETE /v1/athlete/max-heart-rates/suggestions/:id': { needs: 'manage', id: 'suggestion', owner: 204 },
  'DELETE /v1/athlete/resting-heart-rates/:date': {
    needs: 'manage',
    path: `/v1/athlete/resting-heart-rates/${DATE}`,
    owner: 204,
  },
  'DELETE /v1/athlete/threshold-heart-rates/:id': { needs: 'manage', id: 'thresholdHeartRate', owner: 204 },
  'DELETE /v1/grants/:id': { needs: 'manage', id: 'grant', owner: 204 },
  'DELETE /v1/invitations/:id': { needs: 'signed_in', id: 'invitation', owner: 204 },
  // A coach's to remove, by a grant: the walk of roles and consent calls it.
  'DELETE /v1/notes/:id': { needs: 'manage', id: 'note', owner: 404 },
  'DELETE /v1/report-links/:id': { needs: 'manage', id: 'reportLink', owner: 204 },
  'DELETE /v1/clinics/:id/templates/:templateId': { needs: 'signed_in', id: 'clinic', owner: 204 },
  // The last one who runs it.
  'DELETE /v1/clinics/:id/members/:userId': { needs: 'signed_in', id: 'clinic', owner: 409 },
  'DELETE /v1/demo-clinic': { needs: 'signed_in', owner: 204 },
  'DELETE /v1/clinics/:id': { needs: 'signed_in', id: 'clinic', owner: 204 },
  'DELETE /v1/devices/:id': { needs: 'manage', id: 'device', owner: 204 },
  'DELETE /v1/devices/current': { needs: 'any_caller', owner: 204 },
  'DELETE /v1/inlets/:id': { needs: 'manage', id: 'inlet', owner: 204 },
  'DELETE /v1/plan/feeds/:id': { needs: 'manage', id: 'planFeed', owner: 204 },
  'DELETE /v1/athlete/prescriptions/proposals/:id': { needs: 'manage', id: 'proposal', owner: 204 },
  'DELETE /v1/summary/browsers/:id': { needs: 'manage', id: 'summaryBrowser', owner: 204 },
  'DELETE /v1/webhooks/:id': { needs: 'manage', id: 'removableWebhook', owner: 204 },
  'DELETE /v1/recordings/:id': { needs: 'manage', id: 'removableRecording', owner: 204 },
  'DELETE /v1/sessions/:id': { needs: 'manage', id: 'removableSession', owner: 204 },
  'DELETE /v1/uploads/jobs/:id': { needs: 'manage', id: 'queuedJob', owner: 200 },
  'POST /v1/uploads/jobs/:id/undo': { needs: 'manage', id: 'job', owner: 200 },
  'DELETE /v1/uploads/:id': { needs: 'manage', id: 'removableUpload', owner: 204 },
  // Of one of their own sessions: a test of sessions calls it.
  'POST /v1/applications': {
    needs: 'signed_in',
    body: { name: 'Log', redirectUris: ['https://app.example/back'] },
    owner: 201,
  },
  'DELETE /v1/applications/:id': {
    needs: 'signed_in',
    path: '/v1/applications/11111111-2222-4333-8444-555555555555',
    owner: 404,
  },
  'DELETE /v1/connections/:id': {
    needs: 'signed_in',
    path: '/v1/connections/11111111-2222-4333-8444-555555555555',
    owner: 404,
  },
  'DELETE /v1/auth/sessions/:id': {
    needs: 'signed_in',
    path: '/v1/auth/sessions/11111111-2222-4333-8444-555555555555',
    owner: 404,
  },
  'DELETE /v1/auth/sessions': { needs: 'signed_in', owner: 204 },
  'DELETE /v1/athlete': { needs: 'manage', owner: 204 },
};
