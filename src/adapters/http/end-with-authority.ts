import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authorities } from '../../application/authority/authorities.ts';
import { AppError } from '../../application/errors.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';

const ENDED = 'What let this request in has been taken back or has expired.';

/**
 * A guarded request lasts no longer than what it relies on (L14): when that ends, an answer that streams out is cut off,
 * none begins, and a body that still comes in is answered 401 and read no further. A request that has come in whole is
 * carried out: it was made in time, and may be the very one that ends its own authority.
 */
export function endWithAuthority(scope: FastifyInstance, authorities: Pick<Authorities, 'hold'>): void {
  scope.addHook('onRequest', (request, reply, done) => {
    const { asker } = request;
    if (asker !== null) {
      const release = authorities.hold(asker.authority, () => {
        request.hasLostAuthority = true;
        cutOff(request, reply);
      });
      reply.raw.once('close', release);
    }
    done(request.hasLostAuthority ? new AppError('unauthorised', ENDED) : undefined);
  });
  scope.addHook('onSend', (request, _reply, payload, done) => {
    if (!request.hasLostAuthority || !(payload instanceof Readable)) {
      done(null, payload);
      return;
    }
    payload.destroy();
    done(new AppError('unauthorised', ENDED));
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    hasLostAuthority: boolean;
  }
}

function cutOff({ raw: incoming }: FastifyRequest, reply: FastifyReply): void {
  const { raw: outgoing } = reply;
  const isSent = outgoing.writableEnded && (outgoing.socket?.writableLength ?? 0) === 0;
  if (isSent) return;
  if (outgoing.headersSent) outgoing.destroy();
  else if (!incoming.complete && hasBody(incoming.headers)) {
    reply.hijack();
    outgoing.writeHead(401, {
      'content-type': PROBLEM_TYPE,
      'cache-control': 'no-store',
      'www-authenticate': 'Bearer',
      connection: 'close',
    });
    outgoing.end(JSON.stringify(problemOf('unauthorised', ENDED)));
  }
}

function hasBody(headers: FastifyRequest['raw']['headers']): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
