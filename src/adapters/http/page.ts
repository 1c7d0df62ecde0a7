import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isServerPath } from '../wire/server-paths.ts';
import { notFound } from './error-handler.ts';

/** The built page under `/`; its own addresses (`/week/2026-W47`) answer with it. Without a page, `/` leads to the docs. */
export async function servePage(app: FastifyInstance, directory: string | undefined): Promise<void> {
  if (directory === undefined) {
    app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect('/docs', 302));
    app.setNotFoundHandler(notFound);
    return;
  }
  const hashed = join(directory, 'assets');
  await app.register(fastifyStatic, {
    root: directory,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Names under assets/ carry a hash of their content; everything else must be asked for again.
      const forever = path.startsWith(hashed);
      void reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) =>
    isNavigation(request) ? sendPage(reply) : notFound(request, reply),
  );
}

function isNavigation(request: FastifyRequest): boolean {
  return (
    request.method === 'GET' &&
    !isServerPath(request.url.split('?')[0]!) &&
    request.headers.accept?.includes('text/html') === true
  );
}

function sendPage(reply: FastifyReply): FastifyReply {
  return reply.code(200).sendFile('index.html');
}
