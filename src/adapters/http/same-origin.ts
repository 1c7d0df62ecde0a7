import type { FastifyRequest } from 'fastify';

/**
 * False for what a browser sends from someone else's page. By `Sec-Fetch-Site`, which also holds behind a proxy; in
 * browsers without it by `Origin`. A client that sends neither is not a browser, and nobody's page steers it.
 */
export function isSameOrigin(request: FastifyRequest, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return origin === new URL(publicUrl).origin || origin === `${request.protocol}://${request.host}`;
}
