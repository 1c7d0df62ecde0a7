import {
  endedRun,
  inletChanges,
  inletCoaching,
  inletSchema,
  issuedInlet,
  newInlet,
  presentInlet,
} from '../../wire/api/inlet.ts';
import { listOf } from '../../wire/api/schema.ts';
import { callerOf, requireOwnScopes } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { idParams } from '../params.ts';
import { reachedOrigin } from '../reached-origin.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

export interface InletRoutesDeps extends Pick<
  Verbs,
  'createInlet' | 'endInletRun' | 'listInlets' | 'readInlet' | 'revokeInlet' | 'updateInlet'
> {
  /** Origin under which people reach the service. */
  readonly publicUrl: string;
}

/** Doors for apps that send heart rate to an address (N1, N2). */
export const inletRoutes = (deps: InletRoutesDeps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['inlets'];

    app.post(
      '/inlets',
      {
        schema: {
          tags,
          summary: 'An address for an app that sends heart rate; its token is shown once',
          body: newInlet,
          response: { 201: issuedInlet },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        requireOwnScopes(caller, ['live', 'upload']);
        const { athleteId } = caller;
        const { name, kind = null, answerWithCoaching = false, expiresAt = null } = request.body;
        const expiresAtMs = expiresAt === null ? null : Date.parse(expiresAt);
        const { token, inlet } = await deps.createInlet({
          athleteId,
          name,
          kind,
          answerWithCoaching,
          expiresAtMs,
        });
        const url = `${reachedOrigin(request, deps.publicUrl)}/in/${token}`;
        return reply.code(201).header('cache-control', 'no-store').send({ id: inlet.id, token, url });
      },
    );

    app.get(
      '/inlets',
      {
        schema: {
          tags,
          summary: 'All inlets, with what was last seen of each',
          response: { 200: listOf(inletSchema) },
        },
      },
      async (request) => ({ items: (await deps.listInlets(callerOf(request))).map(presentInlet) }),
    );

    app.get(
      '/inlets/:id',
      { schema: { tags, summary: 'One inlet', params: idParams, response: { 200: inletSchema } } },
      async (request) => presentInlet(await deps.readInlet({ ...callerOf(request), id: request.params.id })),
    );

    app.patch(
      '/inlets/:id',
      {
        schema: {
          tags,
          summary: 'Rename, name the app, allow coaching in its answers, let it expire',
          params: idParams,
          body: inletChanges,
          response: { 200: inletSchema },
        },
      },
      async (request) => {
        const { expiresAt, ...changes } = request.body;
        const expiry =
          expiresAt === undefined ? {} : { expiresAtMs: expiresAt === null ? null : Date.parse(expiresAt) };
        const { athleteId } = callerOf(request);
        const { id } = request.params;
        return presentInlet(await deps.updateInlet({ athleteId, id, changes: { ...changes, ...expiry } }));
      },
    );

    app.put(
      '/inlets/:id/coaching',
      {
        schema: {
          tags,
          summary: 'What the run of this inlet is coached for, also one under way; heard on `/v1/live/watch`',
          params: idParams,
          body: inletCoaching,
          response: { 200: inletSchema },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const { intent, sport } = request.body;
        const changes = { intent, ...(sport !== undefined && { sport }) };
        return presentInlet(await deps.updateInlet({ athleteId, id: request.params.id, changes }));
      },
    );

    app.post(
      '/inlets/:id/end',
      {
        schema: {
          tags,
          summary: 'End the latest run now; null when it recorded nothing',
          params: idParams,
          response: { 200: endedRun },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const ended = await deps.endInletRun({ athleteId, id: request.params.id });
        return { sessionId: ended?.sessionId ?? null };
      },
    );

    app.delete(
      '/inlets/:id',
      {
        schema: {
          tags,
          summary: 'Revoke: the address takes nothing more; what it brought stays',
          params: idParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        await deps.revokeInlet({ athleteId, id: request.params.id });
        return reply.code(204).send(null);
      },
    );
  });
