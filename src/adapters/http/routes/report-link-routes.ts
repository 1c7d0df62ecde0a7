import type { Static } from 'typebox';
import { AppError } from '../../../application/errors.ts';
import type { ReportLink } from '../../../application/ports/report-link-store.ts';
import {
  issuedReportLink,
  newReportLink,
  presentReportLink,
  reportLinkSchema,
} from '../../wire/api/report-link.ts';
import { listOf } from '../../wire/api/schema.ts';
import { callerOf } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { idParams } from '../params.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

export interface ReportLinkRoutesDeps extends Pick<
  Verbs,
  'createReportLink' | 'listReportLinks' | 'revokeReportLink'
> {
  readonly publicUrl: string;
}

/** Links that show one week or one session without a sign-in (C3). */
export const reportLinkRoutes = (deps: ReportLinkRoutesDeps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['consent'];

    app.post(
      '/report-links',
      {
        schema: {
          tags,
          summary: 'A link that shows one week or one session to whoever has it; shown once',
          body: newReportLink,
          response: { 201: issuedReportLink },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const { expiresAt } = request.body;
        const { link, token } = await deps.createReportLink({
          athleteId,
          shows: shownBy(request.body),
          expiresAtMs: expiresAt === undefined ? null : Date.parse(expiresAt),
        });
        const url = `${deps.publicUrl}/r/${token}`;
        return reply.code(201).send({ ...presentReportLink(link), url, token });
      },
    );

    app.get(
      '/report-links',
      {
        schema: {
          tags,
          summary: 'Newest first, expired ones too',
          response: { 200: listOf(reportLinkSchema) },
        },
      },
      async (request) => ({ items: (await deps.listReportLinks(callerOf(request))).map(presentReportLink) }),
    );

    app.delete(
      '/report-links/:id',
      { schema: { tags, summary: 'Revoke', params: idParams, response: { 204: NO_CONTENT } } },
      async (request, reply) => {
        await deps.revokeReportLink({ athleteId: callerOf(request).athleteId, id: request.params.id });
        return reply.code(204).send(null);
      },
    );
  });

function shownBy({ week, sessionId }: Static<typeof newReportLink>): ReportLink['shows'] {
  if (week !== undefined && sessionId === undefined) return { week, sessionId: null };
  if (sessionId !== undefined && week === undefined) return { week: null, sessionId };
  throw new AppError('invalid_input', 'A link shows one week or one session: give one of them.', {
    field: 'week',
  });
}
