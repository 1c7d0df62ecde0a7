/**
 * The path, query and fragment of a redirect on our own origin: relative, so that it holds under whatever name the
 * browser reached us. Parsed as browsers parse it, and a path never begins with two slashes, which would be a host.
 * What leads elsewhere leads to `/`.
 */
export function localPath(location: string, publicUrl: string): string {
  if (!URL.canParse(location, publicUrl)) return '/';
  const { origin, pathname, search, hash } = new URL(location, publicUrl);
  if (origin !== new URL(publicUrl).origin) return '/';
  return `/${pathname.replace(/^\/+/, '')}${search}${hash}`;
}
