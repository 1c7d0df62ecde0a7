import { Type } from 'typebox';
import {
  issuedPlanFeed,
  newPlanFeed,
  planFeedQuery,
  planFeedSchema,
  presentPlanFeed,
} from '../../wire/api/plan.ts';
import { listOf } from '../../wire/api/schema.ts';
import { callerOf, requireOwnScopes } from '../access.ts';
import { fileAnswer } from '../file-answer.ts';
import { NO_CONTENT } from '../no-content.ts';
import { idParams } from '../params.ts';
import { reachedOrigin } from '../reached-origin.ts';
import { firstDayOf } from '../since-grant.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

export interface PlanRoutesDeps extends Pick<
  Verbs,
  'createPlanFeed' | 'listPlanFeeds' | 'readPlanFeed' | 'readTodaysWorkout' | 'revokePlanFeed'
> {
  /** Origin under which people reach the service. */
  readonly publicUrl: string;
}

const FIT = 'application/vnd.ant.fit';

/** The plan on its way to watches and calendars (D5). */
export const planRoutes = (deps: PlanRoutesDeps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['plan'];

    app.get(
      '/plan/today.fit',
      {
        config: { grant: { anyOf: ['report'], what: 'plan', bounds: 'none' } },
        schema: {
          tags,
          summary: 'What is planned for today as a FIT workout; 404 when nothing is',
          response: { 200: fileAnswer(FIT) },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { athleteId } = caller;
        const workout = await deps.readTodaysWorkout({ athleteId, since: firstDayOf(caller) });
        const { date, activity, bytes } = workout;
        return reply
          .type(FIT)
          .header('content-disposition', `attachment; filename="${date}-${activity}.fit"`)
          .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      },
    );

    app.get(
      '/plan.ics',
      {
        config: { access: 'open', refusals: ['unauthorised'] },
        schema: {
          tags,
          summary: 'The plan as an iCalendar, for whoever holds the key of a calendar address',
          security: [],
          querystring: planFeedQuery,
          response: {
            200: { description: 'The calendar', content: { 'text/calendar': { schema: Type.String() } } },
          },
        },
      },
      async (request, reply) => {
        const content = await deps.readPlanFeed({ key: request.query.key });
        // Its library is loaded by the first calendar that asks.
        const { planCalendar } = await import('../../wire/plan-calendar.ts');
        return reply.type('text/calendar; charset=utf-8').send(planCalendar(content));
      },
    );

    app.post(
      '/plan/feeds',
      {
        schema: {
          tags,
          summary: 'A secret address of the plan for a calendar; shown once',
          body: newPlanFeed,
          response: { 201: issuedPlanFeed },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        requireOwnScopes(caller, ['read']);
        const { athleteId } = caller;
        const { id, key } = await deps.createPlanFeed({ athleteId, name: request.body.name });
        const url = `${reachedOrigin(request, deps.publicUrl)}/v1/plan.ics?key=${key}`;
        return reply.code(201).send({ id, url });
      },
    );

    app.get(
      '/plan/feeds',
      {
        schema: {
          tags,
          summary: 'All calendar addresses, with their last use',
          response: { 200: listOf(planFeedSchema) },
        },
      },
      async (request) => ({ items: (await deps.listPlanFeeds(callerOf(request))).map(presentPlanFeed) }),
    );

    app.delete(
      '/plan/feeds/:id',
      {
        schema: {
          tags,
          summary: 'Revoke: the address answers nobody from now on',
          params: idParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        await deps.revokePlanFeed({ athleteId, id: request.params.id });
        return reply.code(204).send(null);
      },
    );
  });
