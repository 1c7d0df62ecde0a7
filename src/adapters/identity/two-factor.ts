import { twoFactor as library } from 'better-auth/plugins/two-factor';
import { TWO_FACTOR } from './auth-tables.ts';

/** Where a link leads whose person has a second factor: the page asks for it. */
const ASK_FOR_CODE = '/?second_factor=required';
const LINK_PATH = '/magic-link/verify';

/**
 * A code of an authenticator app beside the password (U4). Who has no password sets it up by their session alone. A link is
 * one factor as well, the mailbox: it asks for the code too. A passkey is two, the device and who unlocks it.
 */
export function twoFactor() {
  const plugin = library({ issuer: 'Zone Coach', allowPasswordless: true, schema: TWO_FACTOR });
  const after = plugin.hooks.after.flatMap((afterPassword) => [
    afterPassword,
    { ...afterPassword, matcher: ({ path }: { path?: string }) => path === LINK_PATH },
  ]);
  return { ...plugin, hooks: { after } };
}

/** Sends a browser that followed a link on to where the code is asked for, instead of the library's words to a script. */
export async function askForCode(path: string, response: Response): Promise<Response> {
  if (!path.endsWith(LINK_PATH) || !(await response.clone().text()).includes('"twoFactorRedirect":true')) {
    return response;
  }
  const headers = new Headers({ location: ASK_FOR_CODE });
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie);
  return new Response(null, { status: 302, headers });
}
