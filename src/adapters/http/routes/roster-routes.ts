import { presentRosterLine, rosterQuery, rosterSchema } from '../../wire/api/roster.ts';
import { personOf } from '../access.ts';
import { idParams } from '../params.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';
import { DEFAULT_LOCALE } from '../../../domain/athlete.ts';

const PAGE_SIZE = 50;

/** Who needs a word (R1). */
export const rosterRoutes = (deps: Pick<Verbs, 'listRoster'>): RoutePlugin =>
  routePlugin((app) => {
    app.get(
      '/clinics/:id/athletes',
      {
        config: { access: 'signed_in', athletes: 'visible' },
        schema: {
          tags: ['clinics'],
          summary: 'The athletes who let the clinic see their reports, those who need a word first',
          params: idParams,
          querystring: rosterQuery,
          response: { 200: rosterSchema },
        },
      },
      async (request) => {
        const { week = null, status = null, q = null, sort = 'need' } = request.query;
        const { cursor = null, limit = PAGE_SIZE, locale = DEFAULT_LOCALE } = request.query;
        const { items, nextCursor } = await deps.listRoster({
          ...personOf(request),
          clinicId: request.params.id,
          week,
          status,
          q,
          sort,
          cursor,
          limit,
        });
        return {
          items: items.map((each) => presentRosterLine(each, locale)),
          ...(nextCursor === null ? {} : { nextCursor }),
        };
      },
    );
  });
