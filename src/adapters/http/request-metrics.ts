import type {} from '@fastify/swagger';
import { timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Histogram, type Registry } from 'prom-client';
import { Type } from 'typebox';
import { AppError } from '../../application/errors.ts';
import { routeFactsOf } from './logging.ts';

const BUCKETS_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/**
 * Durations by route pattern, and `GET /metrics` with everything else in the registry: for this machine itself, and
 * for whoever sends `token` as a bearer token.
 */
export function requestMetrics(app: FastifyInstance, registry: Registry, token: string | null): void {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    durations.observe(
      { method: request.method, route: routeFactsOf(request).pattern, status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    done();
  });
  const schema = {
    tags: ['operation'],
    security: [],
    summary: 'For Prometheus; of the process, never of a person',
    response: {
      200: { description: 'Metrics', content: { 'text/plain': { schema: Type.String() } } },
      401: { description: 'From elsewhere, without the token' },
    },
  };
  app.get('/metrics', { schema }, async (request, reply) => {
    if (!isFromThisMachine(request) && !bears(request, token)) {
      throw new AppError(
        'unauthorised',
        'Metrics are read on this machine, or with METRICS_TOKEN as bearer token.',
      );
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** A proxy on this machine speaks for others: what it passes on is not from here. */
function isFromThisMachine({ headers, socket }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  const address = socket.remoteAddress ?? '';
  return LOOPBACK.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function bears({ headers }: FastifyRequest, token: string | null): boolean {
  if (token === null) return false;
  const given = Buffer.from(headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
