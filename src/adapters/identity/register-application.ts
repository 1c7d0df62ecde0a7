import { isAPIError } from 'better-auth/api';
import type { Pool } from 'pg';
import { AppError } from '../../application/errors.ts';
import type { Applications } from '../../application/ports/applications.ts';
import { applicationTypeOf } from '../wire/application-type.ts';
import type { Auth } from './create-auth.ts';
import { OAUTH_SCOPES } from './oauth-provider.ts';

const MOST_OF_ONE_PERSON = 20;

/** Registers an application of the signed-in person; its secret is known to nobody after the answer. */
export function registerApplication({ auth, pool }: { auth: Auth; pool: Pool }): Applications['register'] {
  return async (person, { name, redirectUris, confidential }) => {
    const { rows } = await pool.query<{ n: number }>(
      'select count(*)::int as n from auth_oauth_client where "userId" = $1',
      [person.userId],
    );
    if (rows[0]!.n >= MOST_OF_ONE_PERSON) {
      throw new AppError('conflict', `You have ${MOST_OF_ONE_PERSON} applications: remove one first.`);
    }
    const made = await auth.api
      .createOAuthClient({
        headers: person.headers,
        body: {
          client_name: name,
          redirect_uris: [...redirectUris],
          application_type: applicationTypeOf(redirectUris),
          token_endpoint_auth_method: confidential ? 'client_secret_basic' : 'none',
          grant_types: ['authorization_code', 'refresh_token'],
          response_types: ['code'],
          scope: OAUTH_SCOPES.join(' '),
        },
      })
      .catch((error: unknown) => {
        if (!isAPIError(error) || error.statusCode !== 400) throw error;
        const said: unknown = error.body?.['error_description'];
        throw new AppError(
          'invalid_input',
          typeof said === 'string' ? said : 'This is no address to come back to.',
          { field: 'redirectUris' },
        );
      });
    return {
      id: made.client_id,
      name,
      redirectUris,
      confidential,
      createdAtMs: (made.client_id_issued_at ?? 0) * 1000,
      lastUsedAtMs: null,
      secret: made.client_secret ?? null,
    };
  };
}
