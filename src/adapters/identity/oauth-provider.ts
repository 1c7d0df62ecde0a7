import { randomUUID } from 'node:crypto';
import { oauthProvider, type OAuthOptions } from '@better-auth/oauth-provider';
import type { BetterAuthPlugin } from 'better-auth';
import { APPLICATION_SCOPES } from '../../domain/consent-scopes.ts';
import { OAUTH_ACCESS_TOKEN, OAUTH_CLIENT, OAUTH_CONSENT, OAUTH_REFRESH_TOKEN } from './auth-tables.ts';

/** With it an application stays connected while nobody is there: it gets refresh tokens. */
const STAY_CONNECTED = 'offline_access';
export const OAUTH_SCOPES = [...APPLICATION_SCOPES, STAY_CONNECTED] as const;
/** Tells an application's token from a device's (`zc_`) and from a session's. */
export const ACCESS_TOKEN_PREFIX = 'zoa_';

/** The page where people sign in and say yes or no; the request stands in its query, signed. */
const CONSENT_PAGE = '/authorize';
const ACCESS_TOKEN_SECONDS = 3600;
const REFRESH_TOKEN_SECONDS = 30 * 24 * 3600;

/**
 * OAuth 2.1 for applications (D2): codes with PKCE (S256), refresh tokens that are used once, everything hashed. Access
 * tokens are opaque and looked up at each request, so that they can be taken back: nothing is signed, and nobody needs our
 * keys.
 */
export function applicationsProvider(options: { readonly dynamicRegistration: boolean }) {
  return oauthProvider({
    loginPage: CONSENT_PAGE,
    consentPage: CONSENT_PAGE,
    scopes: [...OAUTH_SCOPES],
    grantTypes: ['authorization_code', 'refresh_token'],
    accessTokenExpiresIn: ACCESS_TOKEN_SECONDS,
    refreshTokenExpiresIn: REFRESH_TOKEN_SECONDS,
    allowDynamicClientRegistration: options.dynamicRegistration,
    allowUnauthenticatedClientRegistration: options.dynamicRegistration,
    generateClientId: () => randomUUID(),
    storeTokens: 'hashed',
    storeClientSecret: 'hashed',
    prefix: { opaqueAccessToken: ACCESS_TOKEN_PREFIX, refreshToken: 'zor_', clientSecret: 'zos_' },
    schema: {
      ...OAUTH_CLIENT,
      ...OAUTH_ACCESS_TOKEN,
      ...OAUTH_REFRESH_TOKEN,
      ...OAUTH_CONSENT,
    } satisfies OAuthOptions['schema'],
  });
}

/**
 * The provider asks the plugin of this name who issues tokens, and allows hashed secrets only beside it. It would sign
 * tokens for named resources as well; the door hands no resource on, so that none is signed and no key is kept.
 */
export const issuerOf = (publicUrl: string) =>
  ({ id: 'jwt', options: { jwt: { issuer: publicUrl } } }) satisfies BetterAuthPlugin;
