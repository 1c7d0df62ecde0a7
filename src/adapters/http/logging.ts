import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, FastifyServerOptions } from 'fastify';

/** One path segment is all a log needs to know of a request that met no route. */
const UNKNOWN_ROUTE = '(no route)';

declare module 'fastify' {
  interface FastifyRequest {
    /** What hooks of every request ask of its route; null until the first of them asks. */
    routeFacts: RouteFacts | null;
  }
}

export interface RouteFacts {
  /** The pattern of the route, not its address: ids, tokens and query strings stay out of logs and metrics. */
  readonly pattern: string;
  readonly isForApps: boolean;
}

/** Read once a request: the framework makes `routeOptions` again at each reading, which every posted beat would pay for. */
export function routeFactsOf(request: FastifyRequest): RouteFacts {
  return (request.routeFacts ??= readRouteFacts(request.routeOptions));
}

function readRouteFacts({ url, config }: FastifyRequest['routeOptions']): RouteFacts {
  return { pattern: url ?? UNKNOWN_ROUTE, isForApps: config.isForApps === true };
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
  return routeFactsOf(request).isForApps ? request.log.child({ reqId: request.id }) : request.log;
}

/** One line a request, after it: expected refusals at info like successes; failures are logged where they are caught. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { pattern, isForApps } = routeFactsOf(request);
    request.log.info(
      {
        method: request.method,
        route: pattern,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        // Elsewhere the logger of the request names it; what is undefined is not written.
        reqId: isForApps ? request.id : undefined,
      },
      'request',
    );
    done();
  });
}
