import {
  Agent as HttpAgent,
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { GuardedPost, SendOutcome } from '../../application/ports/guarded-post.ts';
import { ForbiddenTarget, type TargetGuard } from './target-guard.ts';

/** From the first step to the head of the answer. */
const PATIENCE_MS = 10_000;

export interface ClosableGuardedPost extends GuardedPost {
  close(): void;
}

/** Posts to where the guard lets it, over connections that are kept. */
export function createGuardedPost(guard: TargetGuard, patienceMs = PATIENCE_MS): ClosableGuardedPost {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true }),
    'https:': new HttpsAgent({ keepAlive: true }),
  };
  return {
    refusalOf: (url) => guard.refusalOf(url),
    post: (target, { headers, body }) => {
      // Also here: what the operator lists may have changed since the address was stored.
      if (guard.refusalOf(target) !== null) return Promise.resolve(failed(new ForbiddenTarget()));
      const url = new URL(target);
      const isPlain = url.protocol === 'http:';
      const sending = (isPlain ? httpRequest : httpsRequest)(url, {
        method: 'POST',
        agent: agents[isPlain ? 'http:' : 'https:'],
        lookup: guard.lookup,
        headers: { ...headers },
        signal: AbortSignal.timeout(patienceMs),
      });
      return outcomeOf(sending, body);
    },
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

function outcomeOf(sending: ClientRequest, body: string | Uint8Array): Promise<SendOutcome> {
  return new Promise((resolve) => {
    sending.on('response', (response: IncomingMessage) => {
      resolve({ status: response.statusCode ?? 0, error: null });
      discard(response);
    });
    sending.on('error', (error) => resolve(failed(error)));
    sending.end(body);
  });
}

/** A short answer leaves the connection to be used again; whoever goes on talking is hung up on. */
function discard(response: IncomingMessage): void {
  let bytes = 0;
  response.on('error', () => undefined);
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > 16_384) response.destroy();
  });
}

/** In words of ours: what a system says may hold addresses of the network inside. */
function failed(error: Error): SendOutcome {
  const code = 'code' in error ? String(error.code) : error.name;
  const known: Readonly<Record<string, string>> = {
    ForbiddenTarget: 'forbidden_target',
    ABORT_ERR: 'timeout',
    TimeoutError: 'timeout',
    ENOTFOUND: 'unknown_host',
    EAI_AGAIN: 'unknown_host',
    ECONNREFUSED: 'refused',
    ECONNRESET: 'reset',
  };
  const isTls = /^(ERR_TLS|CERT_|DEPTH_|UNABLE_TO|SELF_SIGNED)/.test(code);
  return { status: null, error: known[code] ?? (isTls ? 'certificate' : 'unreachable') };
}
