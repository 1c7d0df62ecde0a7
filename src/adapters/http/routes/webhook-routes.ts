import {
  deliveryPage,
  deliveryQuery,
  deliverySchema,
  issuedWebhook,
  newWebhook,
  presentDelivery,
  presentWebhook,
  rotatedSecret,
  webhookSchema,
} from '../../wire/api/webhook.ts';
import { uuid } from '../../wire/api/formats.ts';
import { listOf, strict } from '../../wire/api/schema.ts';
import { callerOf, requireOwnScopes } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { idParams } from '../params.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

type Deps = Pick<
  Verbs,
  | 'createWebhook'
  | 'listDeliveries'
  | 'listWebhooks'
  | 'readWebhook'
  | 'removeWebhook'
  | 'replayDelivery'
  | 'rotateWebhookSecret'
  | 'testWebhook'
>;

const PAGE_SIZE = 50;
const deliveryParams = strict({ id: uuid(), deliveryId: uuid() });

/** Addresses that are told of what happens (D1). */
export const webhookRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['webhooks'];

    app.post(
      '/webhooks',
      {
        config: { refusals: ['conflict'] },
        schema: {
          tags,
          summary: 'An address that is sent events as Standard Webhooks; its secret is shown once',
          body: newWebhook,
          response: { 201: issuedWebhook },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        requireOwnScopes(caller, ['read']);
        const { url, events = null } = request.body;
        const { webhook, secret } = await deps.createWebhook({ athleteId: caller.athleteId, url, events });
        return reply.code(201).send({ id: webhook.id, url, events: [...webhook.events], secret });
      },
    );

    app.get(
      '/webhooks',
      {
        schema: {
          tags,
          summary: 'All webhooks, with what is pending and dead',
          response: { 200: listOf(webhookSchema) },
        },
      },
      async (request) => ({ items: (await deps.listWebhooks(callerOf(request))).map(presentWebhook) }),
    );

    app.get(
      '/webhooks/:id',
      { schema: { tags, summary: 'One webhook', params: idParams, response: { 200: webhookSchema } } },
      async (request) => {
        const { athleteId } = callerOf(request);
        return presentWebhook(await deps.readWebhook({ athleteId, id: request.params.id }));
      },
    );

    app.delete(
      '/webhooks/:id',
      {
        schema: {
          tags,
          summary: 'Send nothing more, also nothing that is pending',
          params: idParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        await deps.removeWebhook({ athleteId, id: request.params.id });
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/webhooks/:id/rotate',
      {
        schema: {
          tags,
          summary: 'Another secret, shown once; the one before signs too for 24 h',
          params: idParams,
          response: { 200: rotatedSecret },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const { secret, previousUntilMs } = await deps.rotateWebhookSecret({
          athleteId,
          id: request.params.id,
        });
        return { secret, previousUntil: new Date(previousUntilMs).toISOString() };
      },
    );

    app.post(
      '/webhooks/:id/test',
      {
        schema: {
          tags,
          summary: 'Queue a test event; what is pending before it is tried at once',
          params: idParams,
          response: { 202: deliverySchema },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const delivery = await deps.testWebhook({ athleteId, id: request.params.id });
        return reply.code(202).send(presentDelivery(delivery));
      },
    );

    app.get(
      '/webhooks/:id/deliveries',
      {
        schema: {
          tags,
          summary: 'What was sent, is pending or dead, newest first; kept for 30 days',
          params: idParams,
          querystring: deliveryQuery,
          response: { 200: deliveryPage },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const { state = null, cursor = null, limit = PAGE_SIZE } = request.query;
        const page = await deps.listDeliveries({ athleteId, id: request.params.id, state, cursor, limit });
        return {
          items: page.items.map(presentDelivery),
          ...(page.nextCursor === null ? {} : { nextCursor: page.nextCursor }),
        };
      },
    );

    app.post(
      '/webhooks/:id/deliveries/:deliveryId/replay',
      {
        schema: {
          tags,
          summary: 'Send an event once more, under the same event id',
          params: deliveryParams,
          response: { 202: deliverySchema },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const delivery = await deps.replayDelivery({ athleteId, ...request.params });
        return reply.code(202).send(presentDelivery(delivery));
      },
    );
  });
