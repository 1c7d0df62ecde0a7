import type {} from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { Histogram, type Registry } from 'prom-client';
import { Type } from 'typebox';
import { routeOf } from './logging.ts';

const BUCKETS_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Durations by route pattern, and `GET /metrics` with everything else in the registry. */
export function requestMetrics(app: FastifyInstance, registry: Registry): void {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    durations.observe(
      { method: request.method, route: routeOf(request), status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    done();
  });
  const schema = {
    tags: ['operation'],
    security: [],
    summary: 'For Prometheus; of the process, never of a person',
    response: { 200: { description: 'Metrics', content: { 'text/plain': { schema: Type.String() } } } },
  };
  app.get('/metrics', { schema }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
