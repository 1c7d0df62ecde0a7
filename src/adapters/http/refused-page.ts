import type { FastifyReply, FastifyRequest } from 'fastify';
import { DEFAULT_LOCALE } from '../../domain/athlete.ts';
import { refusalPage, type RefusalKind } from '../wire/print/refusal-page.ts';
import { askedLocale } from './asked-locale.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** People open its address in a browser: there a refusal is a page in words. */
    isPage?: true;
  }
}

/** Whether a person looks at the answer. An address of a link that no route takes is one too. */
export function isPageForPerson(request: FastifyRequest): boolean {
  if (request.headers.accept?.includes('text/html') !== true) return false;
  return request.routeOptions.config.isPage === true || request.url.startsWith('/r/');
}

/** An address that is not even well-formed is, for a person, one that leads nowhere. */
export function sendRefusedPage(reply: FastifyReply, refusedWith: number): FastifyReply {
  const status = refusedWith === 400 ? 404 : refusedWith;
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('x-robots-tag', 'noindex')
    .header('vary', 'accept, accept-language')
    .type('text/html; charset=utf-8')
    .send(refusalPage(kindOf(status), askedLocale(reply.request) ?? DEFAULT_LOCALE));
}

function kindOf(status: number): RefusalKind {
  if (status === 401 || status === 403) return 'closed';
  if (status === 429 || status === 503) return 'busy';
  return status >= 500 ? 'fault' : 'gone';
}
