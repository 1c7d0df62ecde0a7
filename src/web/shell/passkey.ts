import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { getJson, sendJson } from '../api/api-client.ts';
import { browserName } from './browser-name.ts';
import { me } from './me.ts';

/** The person said no, or the browser found no passkey; throws anything else. */
function wasCancelled(error: unknown): boolean {
  return error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name);
}

/** Asks this device for a passkey and keeps it with the account that is signed in; false when the person said no. */
export async function addPasskey(): Promise<boolean> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const person = me.value?.user;
  const account = new URLSearchParams({ name: person?.email ?? (person?.name || 'Zone Coach') });
  const optionsJSON = await getJson<PublicKeyCredentialCreationOptionsJSON>(
    `/v1/auth/passkey/generate-register-options?${account}`,
  );
  try {
    const response = await startRegistration({ optionsJSON });
    const named = browserName(navigator.userAgent);
    const name = named === null ? undefined : `${named.browser}, ${named.system}`;
    await sendJson('POST', '/v1/auth/passkey/verify-registration', { response, name });
    return true;
  } catch (error) {
    if (wasCancelled(error)) return false;
    throw error;
  }
}

/** Signs in with a passkey that the person chooses; false when they chose none. */
export async function enterByPasskey(): Promise<boolean> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const optionsJSON = await getJson<PublicKeyCredentialRequestOptionsJSON>(
    '/v1/auth/passkey/generate-authenticate-options',
  );
  try {
    const response = await startAuthentication({ optionsJSON });
    await sendJson('POST', '/v1/auth/passkey/verify-authentication', { response });
    return true;
  } catch (error) {
    if (wasCancelled(error)) return false;
    throw error;
  }
}
