import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, FastifyServerOptions } from 'fastify';

/** One path segment is all a log needs to know of a request that met no route. */
const UNKNOWN_ROUTE = '(no route)';

/** The pattern of the route, not its address: ids, tokens and query strings stay out of logs and metrics. */
export function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? UNKNOWN_ROUTE;
}

type LoggerOptions = Exclude<FastifyServerOptions['logger'], boolean | undefined>;

/** Logger settings that keep secrets and people out; for the composition root and for tests with their own stream. */
export function loggerOptions(level: string): LoggerOptions {
  return {
    level,
    redact: [
      // Libraries log what they were given: the reader of forms its whole request.
      '*.headers',
      'headers.authorization',
      'headers.cookie',
      '*.token',
      '*.password',
    ],
    serializers: {
      req: (request) => ({ method: request.method, route: request.routeOptions.url ?? UNKNOWN_ROUTE }),
      res: (reply) => ({ statusCode: reply.statusCode }),
    },
  };
}

/** Names the request in each line; the routes of apps share one logger, since one for each beat would cost too much. */
export function logOf(request: FastifyRequest): FastifyBaseLogger {
  return request.routeOptions.config.isForApps === true
    ? request.log.child({ reqId: request.id })
    : request.log;
}

/** One line a request, after it: expected refusals at info like successes; failures are logged where they are caught. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        route: routeOf(request),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        // Elsewhere the logger of the request names it.
        ...(request.routeOptions.config.isForApps === true && { reqId: request.id }),
      },
      'request',
    );
    done();
  });
}
