import { getJson } from '../api/api-client.ts';
import type { SignInWaysJson } from '../api/contract.ts';
import { useResource } from '../api/resource.ts';

/** How a person may come back on this installation in this browser; null until known. */
export function useSignInWays(): SignInWaysJson | null {
  const ways = useResource('sign-in-ways', () => getJson<SignInWaysJson>('/v1/auth/ways'));
  if (ways.state !== 'ready') return null;
  // Browsers have passkeys over https and on `localhost` only.
  return { ...ways.value, passkey: ways.value.passkey && 'PublicKeyCredential' in globalThis };
}
