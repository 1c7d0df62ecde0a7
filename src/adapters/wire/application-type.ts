/**
 * What kind of application comes back to these addresses (RFC 8252): `native` where one is on the machine that it runs on
 * or of a scheme that it owns, else `web`. Many that register themselves do not say.
 */
export function applicationTypeOf(redirectUris: readonly string[]): 'native' | 'web' {
  return redirectUris.some(isNative) ? 'native' : 'web';
}

function isNative(uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname } = new URL(uri);
  if (protocol === 'https:') return false;
  return protocol !== 'http:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
