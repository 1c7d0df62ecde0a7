import type { FastifyRequest } from 'fastify';

const THIS_MACHINE: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Where an app on another device reaches us: as configured, else as whoever asks has reached us. */
export function reachedOrigin(request: FastifyRequest, publicUrl: string): string {
  const isOnlyHere = THIS_MACHINE.includes(new URL(publicUrl).hostname);
  return isOnlyHere ? `${request.protocol}://${request.host}` : publicUrl;
}
