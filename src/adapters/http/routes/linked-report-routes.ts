import { Type } from 'typebox';
import { presentSession } from '../../wire/api/present-session.ts';
import { presentWeekReport } from '../../wire/api/present-week-report.ts';
import { text } from '../../wire/api/formats.ts';
import { localeQuery, strict } from '../../wire/api/schema.ts';
import { sessionPage } from '../../wire/print/session-page.ts';
import { weekPage } from '../../wire/print/week-page.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

export interface LinkedReportRoutesDeps extends Pick<
  Verbs,
  'openReportLink' | 'readAthlete' | 'readSession' | 'reportWeek'
> {
  readonly perMinute: number;
}

/** `GET /r/{token}`: the page of a link, for whoever has it (C3). Nothing on it leads further. */
export const linkedReportRoutes = (deps: LinkedReportRoutesDeps): RoutePlugin =>
  routePlugin((app) => {
    app.get(
      '/r/:token',
      {
        config: {
          access: 'open',
          isPage: true,
          rateLimit: { max: deps.perMinute, timeWindow: '1 minute' },
          refusals: ['gone'],
        },
        schema: {
          tags: ['consent'],
          security: [],
          summary: 'The one week or session that a link shows; revoked, expired and guessed ones are `gone`',
          params: strict({ token: text(200) }),
          querystring: localeQuery,
          response: {
            200: { description: 'The page', content: { 'text/html': { schema: Type.String() } } },
          },
        },
      },
      async (request, reply) => {
        const { athleteId, shows } = await deps.openReportLink({ token: request.params.token });
        const athlete = await deps.readAthlete({ athleteId });
        const locale = request.query.locale ?? athlete.locale;
        const reader = 'other';
        const stylesheet = '/v1/reports/print.css';
        const options = { athleteName: athlete.name, locale, reader, stylesheet } as const;
        const page =
          shows.week === null
            ? sessionPage(
                presentSession(await deps.readSession({ athleteId, id: shows.sessionId }), locale, reader),
                options,
              )
            : weekPage(
                presentWeekReport(await deps.reportWeek({ athleteId, week: shows.week }), locale, reader),
                options,
              );
        return reply
          .header('cache-control', 'no-store')
          .header('x-robots-tag', 'noindex')
          .type('text/html; charset=utf-8')
          .send(page);
      },
    );
  });
