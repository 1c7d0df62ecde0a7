import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/**
 * False for what a browser sends from someone else's page. By `Origin` where there is one: only `publicOrigin` counts.
 * Null stands for an installation without a `PUBLIC_URL`: then the address that was asked counts if it is an IP address
 * or `localhost`, which no stranger's DNS can point at this machine. By `Sec-Fetch-Site` as well, where there is one. A
 * client that sends neither is not a browser, and nobody's page steers it.
 */
export function isSameOrigin(request: FastifyRequest, publicOrigin: string | null): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = request.headers;
  return origin === undefined || origin === (publicOrigin ?? askedOrigin(request));
}

function askedOrigin(request: FastifyRequest): string | null {
  const text = `${request.protocol}://${request.host}`;
  if (!URL.canParse(text)) return null;
  const { hostname, origin } = new URL(text);
  return hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 ? origin : null;
}
