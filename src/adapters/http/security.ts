import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import { routeFactsOf } from './logging.ts';

const SELF = ["'self'"];
const HALF_A_YEAR_SECONDS = 15_552_000;
/** Somebody may open an app's address in a browser, and it holds a token (N2). */
const APP_HEADERS = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
] as const;

/** Nothing from elsewhere, nothing inline, in nobody's frame. `data:` images are the icons of the API reader. */
export function securityHeaders(app: FastifyInstance, publicUrl: string): void {
  const headers = headersOf(publicUrl);
  app.addHook('onRequest', (request, reply, done) => {
    const said = routeFactsOf(request).isForApps ? APP_HEADERS : headers;
    for (const [name, value] of said) reply.raw.setHeader(name, value);
    done();
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Asked by apps alone, which show nothing: most headers say what a browser may do with a page. */
    isForApps?: true;
  }
}

/** The same for every answer, so made once: an app that posts every second would pay for them more than for its beat. */
function headersOf(publicUrl: string): [name: string, value: string][] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  const refused: unknown[] = [];
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: SELF,
        styleSrc: SELF,
        imgSrc: [...SELF, 'data:', 'blob:'],
        fontSrc: SELF,
        connectSrc: SELF,
        manifestSrc: SELF,
        workerSrc: SELF,
        mediaSrc: SELF,
        formAction: SELF,
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // A server on its own machine speaks HTTP; a browser must not be told otherwise.
    hsts: publicUrl.startsWith('https:') ? { maxAge: HALF_A_YEAR_SECONDS } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  })(request, response, (error) => {
    if (error !== undefined) refused.push(error);
  });
  if (refused.length > 0) throw new Error('the security headers cannot be made', { cause: refused[0] });
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}
