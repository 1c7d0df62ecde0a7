import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';

/** Whose routes a path names: `me`, or an athlete's id. */
const UNDER_ATHLETE = /^\/v1\/athletes\/(me|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\/[^?]+(?:\?.*)?)$/;

/**
 * `/v1/athletes/{athleteId}/…` is the route `/v1/…` on behalf of that athlete: one route, one handler, one schema. The
 * guard reads from the original address whose it is, so that no route can be reached past it.
 */
export function withoutPathAthlete({ url = '/' }: IncomingMessage): string {
  const [, , rest] = UNDER_ATHLETE.exec(url) ?? [];
  return rest === undefined ? url : `/v1${rest}`;
}

/** The athlete that the request's path names; null where it names none. */
export function pathAthleteOf({ originalUrl }: Pick<FastifyRequest, 'originalUrl'>): string | null {
  return UNDER_ATHLETE.exec(originalUrl)?.[1] ?? null;
}
