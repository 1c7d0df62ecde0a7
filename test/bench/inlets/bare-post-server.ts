/** The baseline: Fastify that parses a JSON body and answers as long a text as an inlet does, and nothing else. */
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { answerUsage } from '../live/usage.ts';

const app = Fastify();
app.post('/in/:token', (request, reply) => {
  const { heartRate } = request.body as { heartRate: number };
  return reply.send({ stored: Number(heartRate > 0), duplicates: 0, app: 'hr_push', clock: 'source' });
});
await app.listen({ port: 0, host: '127.0.0.1' });
// Listening on TCP, so the address is one of TCP.
answerUsage((app.server.address() as AddressInfo).port);
