import { Type } from 'typebox';
import type { Clock } from '../../../application/ports/clock.ts';
import { AppError } from '../../../application/errors.ts';
import { weekBoundsMs } from '../../../domain/calendar/week.ts';
import { presentSession } from '../../wire/api/present-session.ts';
import { presentWeekReport } from '../../wire/api/present-week-report.ts';
import type { SessionJson } from '../../wire/api/session.ts';
import { localeQuery } from '../../wire/api/schema.ts';
import { weekBundle } from '../../wire/fhir/week-bundle.ts';
import { weekPage } from '../../wire/print/week-page.ts';
import { callerOf, isOpen } from '../access.ts';
import { weekParams } from '../params.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

export interface FhirRoutesDeps extends Pick<Verbs, 'readAthlete' | 'readSession' | 'reportWeek'> {
  readonly clock: Clock;
}

const FHIR_JSON = 'application/fhir+json';
/** A clinician, whoever fetches it. */
const READER = 'other';

/** The report for clinical systems (D4). */
export const fhirRoutes = (deps: FhirRoutesDeps): RoutePlugin =>
  routePlugin((app) => {
    app.get(
      '/reports/weeks/:isoWeek.fhir.json',
      {
        config: { grant: { anyOf: ['report'], what: 'week', bounds: 'week' } },
        schema: {
          tags: ['reports'],
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
        const { athleteId } = caller;
        const week = request.params.isoWeek;
        const athlete = await deps.readAthlete({ athleteId });
        const locale = request.query.locale ?? athlete.locale;
        const report = presentWeekReport(await deps.reportWeek({ athleteId, week }), locale, READER);
        const sessions: SessionJson[] = [];
        const mayReadSessions = isOpen(caller, 'sessions');
        for (const id of mayReadSessions ? report.days.flatMap((day) => day.sessions) : []) {
          const view = await deps.readSession({ athleteId, id }).catch(goneMeanwhile);
          if (view !== null) sessions.push(presentSession(view, locale, READER));
        }
        const nowMs = deps.clock.nowMs();
        const stylesheet = '/v1/reports/print.css';
        const printed = weekPage(report, { athleteName: athlete.name, locale, reader: READER, stylesheet });
        const bundle = weekBundle({
          athlete,
          report,
          sessions,
          printedBase64: Buffer.from(printed).toString('base64'),
          locale,
          nowMs,
          isFinished: weekBoundsMs(week, athlete.timeZones).toMs <= nowMs,
        });
        return reply.type(FHIR_JSON).send(bundle);
      },
    );
  });

function goneMeanwhile(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
}
