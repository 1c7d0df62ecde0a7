import {
  addedSummaryBrowser,
  newSummaryBrowser,
  presentSummaryChoice,
  summaryChange,
  summarySchema,
} from '../../wire/api/summary.ts';
import { callerOf, requireOwnScopes } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { idParams } from '../params.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

type Deps = Pick<
  Verbs,
  'addSummaryBrowser' | 'chooseSummaryMail' | 'readSummaryChoice' | 'removeSummaryBrowser'
>;

/** On which ways the week is summed up on Sunday evening (D6). */
export const summaryRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['summary'];

    app.get(
      '/summary',
      {
        schema: {
          tags,
          summary: 'Whether the week is summed up by mail on Sunday evening, and in which browsers',
          response: { 200: summarySchema },
        },
      },
      async (request) => presentSummaryChoice(await deps.readSummaryChoice(callerOf(request))),
    );

    app.patch(
      '/summary',
      {
        config: { refusals: ['invalid_state'] },
        schema: {
          tags,
          summary: 'The summary by mail or no more of it; 409 where no mail can be sent',
          body: summaryChange,
          response: { 200: summarySchema },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        requireOwnScopes(caller, ['read']);
        const { athleteId } = caller;
        await deps.chooseSummaryMail({ athleteId, isMailed: request.body.mail });
        return presentSummaryChoice(await deps.readSummaryChoice({ athleteId }));
      },
    );

    app.post(
      '/summary/browsers',
      {
        config: { refusals: ['conflict'] },
        schema: {
          tags,
          summary: 'A browser that gets the summary by Web Push, with what its push manager answered',
          body: newSummaryBrowser,
          response: { 201: addedSummaryBrowser },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        requireOwnScopes(caller, ['read']);
        const { name, endpoint, keys } = request.body;
        const { athleteId } = caller;
        return reply
          .code(201)
          .send(await deps.addSummaryBrowser({ athleteId, name, target: { endpoint, ...keys } }));
      },
    );

    app.delete(
      '/summary/browsers/:id',
      {
        schema: {
          tags,
          summary: 'Nothing more to this browser',
          params: idParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        await deps.removeSummaryBrowser({ athleteId, id: request.params.id });
        return reply.code(204).send(null);
      },
    );
  });
