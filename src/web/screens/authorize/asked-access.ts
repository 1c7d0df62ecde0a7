import { APPLICATION_SCOPES, type ApplicationScope } from '../../../domain/consent-scopes.ts';

/** What an application asks for, as the server signed it into the address. */
export interface AskedAccess {
  readonly clientId: string;
  readonly scopes: readonly ApplicationScope[];
  /** Asked for beside them, and no question to a person: `offline_access`. */
  readonly others: readonly string[];
  /** The host to which the person is sent back; null for the machine itself or an app on it. */
  readonly host: string | null;
}

/** Reads the query of a request; null where it is none. */
export function askedAccess(query: string | null): AskedAccess | null {
  const parameters = new URLSearchParams(query ?? '');
  const clientId = parameters.get('client_id');
  const redirect = parameters.get('redirect_uri');
  if (clientId === null || redirect === null || !URL.canParse(redirect) || !parameters.has('sig'))
    return null;
  const wanted = (parameters.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  const { protocol, host } = new URL(redirect);
  return {
    clientId,
    scopes: APPLICATION_SCOPES.filter((scope) => wanted.includes(scope)),
    others: wanted.filter((scope) => !APPLICATION_SCOPES.some((known) => known === scope)),
    host: protocol === 'https:' ? host : null,
  };
}
