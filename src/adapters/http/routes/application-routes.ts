import type { Applications } from '../../../application/ports/applications.ts';
import {
  applicationSchema,
  connectionSchema,
  newApplication,
  presentApplication,
  presentConnection,
  registeredApplication,
} from '../../wire/api/application.ts';
import { listOf } from '../../wire/api/schema.ts';
import { personOf } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { idParams } from '../params.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

/** Applications that a person registers, and those that the person has let in (D2). */
export const applicationRoutes = (
  deps: Pick<Applications, 'disconnect' | 'listConnections' | 'listRegistered' | 'register' | 'remove'>,
): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['applications'];
    const config = { access: 'signed_in' } as const;

    app.post(
      '/applications',
      {
        config: { ...config, refusals: ['conflict'] },
        schema: {
          tags,
          summary: 'Registers an application that may ask people to be let in; its secret is shown here once',
          body: newApplication,
          response: { 201: registeredApplication },
        },
      },
      async (request, reply) => {
        const { name, redirectUris, confidential = false } = request.body;
        const headers = new Headers();
        for (const header of ['authorization', 'cookie'] as const) {
          const value = request.headers[header];
          if (value !== undefined) headers.set(header, value);
        }
        const made = await deps.register(
          { ...personOf(request), headers },
          { name, redirectUris, confidential },
        );
        return reply.code(201).send({ ...presentApplication(made), secret: made.secret });
      },
    );

    app.get(
      '/applications',
      {
        config,
        schema: {
          tags,
          summary: 'The applications that the person registered, newest first',
          response: { 200: listOf(applicationSchema) },
        },
      },
      async (request) => ({
        items: (await deps.listRegistered(personOf(request).userId)).map(presentApplication),
      }),
    );

    app.delete(
      '/applications/:id',
      {
        config,
        schema: {
          tags,
          summary: 'Removes it: everybody who let it in is rid of it at once',
          params: idParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        await deps.remove(personOf(request).userId, request.params.id);
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/connections',
      {
        config,
        schema: {
          tags,
          summary: 'The applications that act for the person: what for, since when, until when, last use',
          response: { 200: listOf(connectionSchema) },
        },
      },
      async (request) => ({
        items: (await deps.listConnections(personOf(request).userId)).map(presentConnection),
      }),
    );

    app.delete(
      '/connections/:id',
      {
        config,
        schema: {
          tags,
          summary: 'Disconnects it: refused from the next request on, open streams closed within a second',
          params: idParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        await deps.disconnect(personOf(request).userId, request.params.id);
        return reply.code(204).send(null);
      },
    );
  });
