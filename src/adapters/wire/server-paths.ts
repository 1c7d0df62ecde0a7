/**
 * What the server answers for itself, also when a browser navigates there: a service worker leaves these alone, and no
 * page is sent in their place. A path here stands for itself, for what lies under it and, with a dot, for its formats.
 */
const SERVER_PATHS = [
  '/v1',
  '/in',
  '/r',
  '/mcp',
  '/docs',
  '/openapi',
  '/asyncapi',
  '/healthz',
  '/readyz',
  '/metrics',
  '/.well-known',
];

export function isServerPath(pathname: string): boolean {
  return SERVER_PATHS.some(
    (path) => pathname.startsWith(path) && /^([/.]|$)/.test(pathname.slice(path.length)),
  );
}
