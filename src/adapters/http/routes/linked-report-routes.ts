import { Type } from 'typebox';
import { presentSession } from '../../wire/api/present-session.ts';
import { presentWeekReport } from '../../wire/api/present-week-report.ts';
import { text } from '../../wire/api/formats.ts';
import { localeQuery, strict } from '../../wire/api/schema.ts';
import { sessionPage } from '../../wire/print/session-page.ts';
import { weekPage } from '../../wire/print/week-page.ts';
import type { RunForAthletes } from '../access.ts';
import { askedLocale } from '../asked-locale.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { ReportLink } from '../../../application/ports/report-link-store.ts';
import type { Locale } from '../../../domain/athlete.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

export interface LinkedReportRoutesDeps extends Pick<
  Verbs,
  'openReportLink' | 'readAthlete' | 'readSession' | 'reportWeek'
> {
  readonly runForAthletes: RunForAthletes;
  readonly perMinute: number;
}

/** `GET /r/{token}`: the page of a link, for whoever has it (C3), in their language. Nothing on it leads further. */
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
        // The link is about one athlete, and its page is held to them (W1).
        const page = await deps.runForAthletes([athleteId], () =>
          pageOf(deps, { athleteId, shows, locale: askedLocale(request) }),
        );
        return reply
          .header('cache-control', 'no-store')
          .header('x-robots-tag', 'noindex')
          .header('vary', 'accept-language')
          .type('text/html; charset=utf-8')
          .send(page);
      },
    );
  });

async function pageOf(
  deps: LinkedReportRoutesDeps,
  {
    athleteId,
    shows,
    locale: asked,
  }: { athleteId: string; shows: ReportLink['shows']; locale: Locale | null },
): Promise<string> {
  const athlete = await deps.readAthlete({ athleteId });
  const locale = asked ?? athlete.locale;
  const reader = 'other';
  const stylesheet = '/v1/reports/print.css';
  const options = { athleteName: athlete.name, locale, reader, stylesheet } as const;
  if (shows.week === null) {
    const session = await deps.readSession({ athleteId, id: shows.sessionId });
    return sessionPage(presentSession(session, locale, reader), options);
  }
  const report = await deps.reportWeek({ athleteId, week: shows.week });
  return weekPage(presentWeekReport(report, locale, reader), options);
}
