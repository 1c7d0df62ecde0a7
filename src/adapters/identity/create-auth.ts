import { randomUUID } from 'node:crypto';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { bearer } from 'better-auth/plugins/bearer';
import { deviceAuthorization } from 'better-auth/plugins/device-authorization';
import { magicLink } from 'better-auth/plugins/magic-link';
import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import type { SignUp } from '../../application/people/sign-up.ts';
import { ACCOUNT, DEVICE_CODE, PASSKEY, SESSION, USER, VERIFICATION } from './auth-tables.ts';
import { applicationsProvider, issuerOf } from './oauth-provider.ts';
import { sessionFor } from './session-for.ts';
import { twoFactor } from './two-factor.ts';

export interface AuthOptions {
  readonly pool: Pool;
  /** Origin under which people reach the service. Decides about `Secure` cookies. */
  readonly publicUrl: string;
  /** Signs cookies; at least 32 characters. */
  readonly secret: string;
  /** Only `open` lets strangers make an account. */
  readonly signUp: SignUp;
  /** Whether applications may register themselves (D2). */
  readonly dynamicRegistration: boolean;
}

export const AUTH_PATH = '/v1/auth';
export const COOKIE_PREFIX = 'zone-coach';
/** A sign-in link works once, within this time. */
const LINK_VALID_SECONDS = 15 * 60;
const SESSION_SECONDS = 60 * 24 * 3600;
/** A session in use is written this often, which is also how exactly its last use is known. */
const SESSION_RENEWED_SECONDS = 10 * 60;

/** A passkey is added within this time of a sign-in: a borrowed session gains no way back by it. */
const FRESH_SIGN_IN_SECONDS = 10 * 60;

/** Hands the token of a new sign-in link to the caller of `signInMagicLink`, by the metadata of the call. */
export interface LinkReceiver {
  readonly deliver: (token: string) => void;
}

/**
 * better-auth over our pool: users, sessions, cookies, one-time links, passkeys, passwords, a second factor, device
 * authorization, and applications that act for people.
 * Nobody signs up by themselves unless the installation is open to all; a user is made on the machine or by an invitation.
 * It says nothing in our log, sends nothing home and counts no requests: the server does that for all routes alike.
 */
// The return type is left to the library: every plugin adds to it, and only this folder looks at it.
export function createAuth({ pool, publicUrl, secret, signUp, dynamicRegistration }: AuthOptions) {
  return betterAuth({
    appName: 'zone-coach',
    baseURL: publicUrl,
    basePath: AUTH_PATH,
    secret,
    database: { db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }), type: 'postgres' },
    user: USER,
    session: {
      ...SESSION,
      expiresIn: SESSION_SECONDS,
      updateAge: SESSION_RENEWED_SECONDS,
      freshAge: FRESH_SIGN_IN_SECONDS,
    },
    account: ACCOUNT,
    verification: VERIFICATION,
    emailAndPassword: {
      enabled: true,
      disableSignUp: signUp !== 'open',
      minPasswordLength: 12,
      maxPasswordLength: 200,
    },
    disabledPaths: ['/sign-in/magic-link'],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    onAPIError: { throw: false },
    advanced: {
      // `__Host-`: no other host of the domain can set it. The library knows only the weaker `__Secure-`.
      cookiePrefix: isHttps(publicUrl) ? `__Host-${COOKIE_PREFIX}` : COOKIE_PREFIX,
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isHttps(publicUrl), httpOnly: true, sameSite: 'lax', path: '/' },
      // One statement brings a user with their accounts: a sign-in asks as much where there is no such user (U5).
      database: { generateId: () => randomUUID(), validateSchema: false, joins: true },
      // Said explicitly, because the library's default is to skip both under a test runner.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      // Addresses are of no use to the product, so they are not kept.
      ipAddress: { disableIpTracking: true },
    },
    plugins: [
      magicLink({
        expiresIn: LINK_VALID_SECONDS,
        disableSignUp: true,
        storeToken: 'hashed',
        sendMagicLink: ({ token, metadata }) => {
          // `signInMagicLink` can't be called from outside: its path is disabled, and ours passes a receiver.
          (metadata as unknown as LinkReceiver).deliver(token);
        },
      }),
      deviceAuthorization({
        expiresIn: '5m',
        interval: '2s',
        verificationUri: '/pair',
        validateClient: (clientId) => /^[\w.-]{1,64}$/.test(clientId),
        schema: DEVICE_CODE,
      }),
      passkey({
        rpName: 'Zone Coach',
        // Found by the device itself, so that nothing has to be typed.
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        schema: PASSKEY,
      }),
      twoFactor(),
      bearer(),
      issuerOf(publicUrl),
      applicationsProvider({ dynamicRegistration }),
      sessionFor,
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** Whether browsers reach the service by TLS, as its public address says. */
export function isHttps(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}
