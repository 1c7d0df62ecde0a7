import { Type } from 'typebox';
import { presentWeekReport } from '../../wire/api/present-week-report.ts';
import { localeQuery } from '../../wire/api/schema.ts';
import { PRINT_STYLESHEET } from '../../wire/print/print-stylesheet.ts';
import { weekPage } from '../../wire/print/week-page.ts';
import { callerOf } from '../access.ts';
import { weekParams } from '../params.ts';
import { readerOf } from '../reader-locale.ts';
import { firstDayOf } from '../since-grant.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

type Deps = Pick<Verbs, 'readAthlete' | 'reportWeek'>;

const textOf = (type: string, description: string): object => ({
  description,
  content: { [type]: { schema: Type.String() } },
});

/** The week on paper. Its style is a file, because inline style is refused by our own content policy. */
export const printRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['reports'];

    app.get(
      '/reports/weeks/:isoWeek/print',
      {
        config: { isPage: true, grant: { anyOf: ['report'], what: 'week', bounds: 'week' } },
        schema: {
          tags,
          summary: 'One week as a printable page',
          params: weekParams,
          querystring: localeQuery,
          response: { 200: textOf('text/html', 'The page') },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { athleteId } = caller;
        const [athlete, report] = await Promise.all([
          deps.readAthlete({ athleteId }),
          deps.reportWeek({ athleteId, since: firstDayOf(caller), week: request.params.isoWeek }),
        ]);
        const locale = request.query.locale ?? athlete.locale;
        const reader = readerOf(request);
        const page = weekPage(presentWeekReport(report, locale, reader), {
          athleteName: athlete.name,
          locale,
          reader,
          stylesheet: '/v1/reports/print.css',
        });
        return reply.type('text/html; charset=utf-8').send(page);
      },
    );

    app.get(
      '/reports/print.css',
      {
        config: { access: 'open' },
        schema: {
          tags,
          summary: 'Style of the printable page',
          security: [],
          response: { 200: textOf('text/css', 'The stylesheet') },
        },
      },
      (_request, reply) =>
        reply
          .type('text/css; charset=utf-8')
          .header('cache-control', 'public, max-age=3600')
          .send(PRINT_STYLESHEET),
    );
  });
