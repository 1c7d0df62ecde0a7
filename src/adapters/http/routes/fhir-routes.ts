import { Type } from 'typebox';
import { fhirDeliveries, presentFhirDelivery, sentWeek } from '../../wire/api/fhir-delivery.ts';
import { localeQuery } from '../../wire/api/schema.ts';
import { callerOf, isOpen, requireOwnScopes } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { weekParams } from '../params.ts';
import { firstDayOf } from '../since-grant.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

type Deps = Pick<Verbs, 'listFhirDeliveries' | 'readWeekBundle' | 'sendWeekToFhirServer'>;

const FHIR_JSON = 'application/fhir+json';

/** The report for clinical systems (D4). */
export const fhirRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['reports'];

    app.get(
      '/reports/weeks/:isoWeek.fhir.json',
      {
        config: { grant: { anyOf: ['report'], what: 'week', bounds: 'week' } },
        schema: {
          tags,
          summary:
            'One week as a FHIR R4 Bundle: DiagnosticReport, Observations, the printed page; sessions where a grant opens them',
          params: weekParams,
          querystring: localeQuery,
          response: {
            200: {
              description: 'The Bundle',
              content: { [FHIR_JSON]: { schema: Type.Object({}, { additionalProperties: true }) } },
            },
          },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const bundle = await deps.readWeekBundle({
          athleteId: caller.athleteId,
          since: firstDayOf(caller),
          week: request.params.isoWeek,
          locale: request.query.locale ?? null,
          withSessions: isOpen(caller, 'sessions'),
        });
        return reply.type(FHIR_JSON).send(bundle);
      },
    );

    app.get(
      '/fhir/deliveries',
      {
        schema: {
          tags,
          summary: 'The clinical system that takes weeks, if there is one, and which weeks were sent to it',
          response: { 200: fhirDeliveries },
        },
      },
      async (request) => {
        const { host, items } = await deps.listFhirDeliveries(callerOf(request));
        return { server: host, items: items.map(presentFhirDelivery) };
      },
    );

    app.post(
      '/fhir/deliveries',
      {
        config: { refusals: ['invalid_state'] },
        schema: {
          tags,
          summary:
            'Sends a week with its sessions to the clinical system of the installation, tried for three days; 409 where there is none',
          body: sentWeek,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        requireOwnScopes(caller, ['read']);
        await deps.sendWeekToFhirServer({ athleteId: caller.athleteId, week: request.body.week });
        return reply.code(204).send(null);
      },
    );
  });
