import { Type } from 'typebox';
import { unsubscribeQuery } from '../../wire/api/summary.ts';
import { unsubscribePage } from '../../wire/print/unsubscribe-page.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

export interface UnsubscribeRoutesDeps extends Pick<Verbs, 'readSummaryKey' | 'stopSummaryMail'> {
  readonly perMinute: number;
}

/** The end of the Sunday mail for whoever has one of them, signed in or not (D6). */
export const unsubscribeRoutes = (deps: UnsubscribeRoutesDeps): RoutePlugin =>
  routePlugin((app) => {
    const rateLimit = { max: deps.perMinute, timeWindow: '1 minute' };
    const config = { access: 'open', isPage: true, rateLimit, refusals: ['gone'] } as const;
    const page = { description: 'The page', content: { 'text/html': { schema: Type.String() } } };
    const schema = { tags: ['summary'], security: [], querystring: unsubscribeQuery };

    // A mail program posts `List-Unsubscribe=One-Click` as one form or another, our button none: nothing in it matters.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, parsed) => parsed(null, null));

    app.get(
      '/summary/unsubscribe',
      {
        config,
        schema: {
          ...schema,
          summary:
            'A page that asks whether the mails shall stop; stops nothing, since filters open links too',
          response: { 200: page },
        },
      },
      async (request, reply) => {
        const { locale } = await deps.readSummaryKey({ key: request.query.key });
        return reply.type('text/html; charset=utf-8').send(unsubscribePage(locale, false));
      },
    );

    app.post(
      '/summary/unsubscribe',
      {
        config,
        schema: {
          ...schema,
          summary: 'No more mails: what the button of a mail program sends (RFC 8058)',
          response: { 200: page },
        },
      },
      async (request, reply) => {
        const { locale } = await deps.stopSummaryMail({ key: request.query.key });
        return reply.type('text/html; charset=utf-8').send(unsubscribePage(locale, true));
      },
    );
  });
