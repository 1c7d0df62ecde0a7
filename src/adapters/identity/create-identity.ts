import type { Locale } from '../../domain/athlete.ts';
import type { Authority } from '../../application/authority/authorities.ts';
import type { Accounts } from '../../application/ports/accounts.ts';
import type { Letters } from '../../application/ports/letters.ts';
import type { Applications } from '../../application/ports/applications.ts';
import type { PairingCodeStore } from '../../application/ports/pairing-code-store.ts';
import { listAccountEvents, type AccountEvent } from './account-events.ts';
import { createAccounts } from './accounts.ts';
import { createApplications } from './applications.ts';
import { createAttempts } from './attempts.ts';
import {
  AUTH_PATH,
  COOKIE_PREFIX,
  createAuth,
  isHttps,
  type Auth,
  type AuthOptions,
  type LinkReceiver,
} from './create-auth.ts';
import { changesTwoFactor, guardedTwoFactor } from './guarded-two-factor.ts';
import { confirmAddress } from './change-address.ts';
import { madeUpAddress } from './made-up-address.ts';
import { guardedSignIn, refuseWeakSignUp } from './guarded-sign-in.ts';
import { createKnownDevices } from './known-device.ts';
import { mailedSignIn } from './mailed-sign-in.ts';
import { endOwnSession, endOwnSessions, listOwnSessions, type OwnSession } from './own-sessions.ts';
import { pairingCodeStore, removePairingCodes } from './pairing-code-store.ts';
import { restAsyncStorage } from './rest-async-storage.ts';
import { askForCode } from './two-factor.ts';
import { setCredentials, type NewCredentials, type Person } from './set-credentials.ts';

/** People: who they are, how they come in, how they leave. */
export interface Identity {
  /** Answers a request under `/v1/auth/` that came from `address`, an IP address. */
  handle(request: Request, address: string): Promise<Response>;
  /** The signed-in user of a session cookie or a session's bearer token. */
  findUser(headers: Headers): Promise<{ userId: string; authority: Authority } | null>;
  /**
   * A link that signs the operator of this installation in: once, within 15 minutes. Makes the operator on first use.
   * `origin` is where the service is reached, when it is not at its public URL; `then` is the page to show.
   */
  createSignInLink(options?: { origin?: string; then?: string }): Promise<string>;
  /**
   * E-mail and password for later visits; answers a `Set-Cookie` value that makes this browser a known one, and the
   * address that waits for its mail to be answered.
   */
  setCredentials(
    person: Person,
    credentials: NewCredentials,
  ): Promise<{ cookie: string; toConfirm: string | null }>;
  /** Whether the token of a mailed link made its address the person's. */
  confirmAddress(token: string): Promise<boolean>;
  /** What was done to the account of a person, newest first. */
  listAccountEvents(userId: string): Promise<AccountEvent[]>;
  readonly sendsMail: boolean;
  readonly isOpenToAll: boolean;
  /** Mails a sign-in link to an address that has an account; answers alike where it has none. */
  mailSignInLink(asked: { email: string; locale: Locale }, address: string): Promise<void>;
  /** Where a person is signed in, most recently used first. */
  listOwnSessions(userId: string): Promise<OwnSession[]>;
  endOwnSession(userId: string, sessionId: string): Promise<void>;
  endOwnSessions(userId: string): Promise<void>;
  /** A `Set-Cookie` value that signs a person in, who was found by an invitation. */
  signIn(userId: string): Promise<string[]>;
  readonly accounts: Accounts;
  /** Those that act for people (D2). */
  readonly applications: Applications;
  readonly dynamicRegistration: boolean;
  /**
   * After an athlete is gone: the owner with all sessions and credentials, unless they work in a clinic or own another
   * athlete, and what was offered in their name.
   */
  forgetPerson(person: { athleteId: string; userId: string | null }): Promise<void>;
  readonly pairingCodes: PairingCodeStore;
}

/** Stands until the owner gives one. */
const OWNER_EMAIL = madeUpAddress('owner');

export interface IdentityOptions extends AuthOptions {
  /** Null: nothing is sent by mail. */
  readonly letters: Pick<Letters, 'signInLink' | 'confirmAddress' | 'addressChanging'> | null;
}

export function createIdentity(options: IdentityOptions): Identity {
  const { pool, publicUrl, secret, letters } = options;
  const auth = createAuth(options);
  void restAsyncStorage();
  const attempts = createAttempts(pool, secret);
  const signIn = {
    attempts,
    knownDevices: createKnownDevices(
      `${isHttps(publicUrl) ? '__Host-' : ''}${COOKIE_PREFIX}.known_device`,
      isHttps(publicUrl),
      secret,
    ),
    signIn: auth.handler,
  };
  const linkFor = async (email: string, origin: string, then: string): Promise<string> => {
    const link = new URL(`${AUTH_PATH}/magic-link/verify`, origin);
    link.searchParams.set('token', await signInToken(auth, email, publicUrl));
    link.searchParams.set('callbackURL', then);
    return link.href;
  };
  return {
    handle: async (request, address) => {
      const path = new URL(request.url).pathname;
      if (path === `${AUTH_PATH}/sign-in/email`) return guardedSignIn(signIn, request, address);
      if (path === `${AUTH_PATH}/sign-up/email`) await refuseWeakSignUp(request);
      if (changesTwoFactor(path)) return guardedTwoFactor({ auth, pool, attempts }, request, address);
      return askForCode(path, await auth.handler(request));
    },
    findUser: async (headers) => {
      const found = await auth.api.getSession({ headers });
      if (found === null) return null;
      const { id, expiresAt } = found.session;
      return { userId: found.user.id, authority: { key: `session:${id}`, expiresAtMs: expiresAt.getTime() } };
    },
    createSignInLink: async ({ origin = options.publicUrl, then = '/' } = {}) => {
      return linkFor(await ownerEmail(auth, options), origin, then);
    },
    setCredentials: async (person, credentials) => {
      const { email, toConfirm } = await setCredentials(
        { auth, pool, attempts, letters, publicUrl },
        person,
        credentials,
      );
      return { cookie: signIn.knownDevices.mark(email), toConfirm };
    },
    confirmAddress: (token) => confirmAddress({ auth, pool }, token),
    listAccountEvents: (userId) => listAccountEvents(pool, userId),
    sendsMail: letters !== null,
    isOpenToAll: options.signUp === 'open',
    mailSignInLink: mailedSignIn({
      auth,
      attempts,
      letters,
      linkFor: (email) => linkFor(email, publicUrl, '/'),
    }),
    listOwnSessions: (userId) => listOwnSessions(pool, userId),
    endOwnSession: (userId, sessionId) => endOwnSession(pool, userId, sessionId),
    endOwnSessions: (userId) => endOwnSessions(pool, userId),
    forgetPerson: async ({ athleteId, userId }) => {
      const { internalAdapter } = await auth.$context;
      // An athlete made at sign-in bears the user's id, so a device token that erases it finds the user as well.
      const owner = userId ?? athleteId;
      if (!(await isStillNeeded(pool, owner))) {
        await internalAdapter.deleteUserSessions(owner);
        await internalAdapter.deleteUser(owner);
      }
      await removePairingCodes(options.pool, athleteId);
    },
    signIn: async (userId) => {
      const { headers } = await auth.api.startSessionFor({ body: { userId }, returnHeaders: true });
      return headers.getSetCookie();
    },
    accounts: createAccounts(auth),
    applications: createApplications({ auth, pool }),
    dynamicRegistration: options.dynamicRegistration,
    pairingCodes: pairingCodeStore(auth),
  };
}

async function signInToken(auth: Auth, email: string, publicUrl: string): Promise<string> {
  let token: string | undefined;
  const receiver: LinkReceiver = { deliver: (made) => (token = made) };
  await auth.api.signInMagicLink({
    body: { email, metadata: { ...receiver } },
    headers: new Headers({ origin: publicUrl }),
  });
  if (token === undefined) throw new Error('no sign-in link was made');
  return token;
}

/** The operator of the installation. Two starts at once make one: the e-mail is unique. */
async function ownerEmail(auth: Auth, { pool }: AuthOptions): Promise<string> {
  const first = await operatorEmail(pool);
  if (first !== null) return first;
  const { internalAdapter } = await auth.$context;
  try {
    await internalAdapter.createUser(
      { email: OWNER_EMAIL, emailVerified: true, name: '', isOperator: true },
      { method: 'magic-link' },
    );
  } catch (error) {
    if ((await operatorEmail(pool)) === null) throw error;
  }
  return (await operatorEmail(pool)) ?? OWNER_EMAIL;
}

async function operatorEmail(pool: AuthOptions['pool']): Promise<string | null> {
  const { rows } = await pool.query<{ email: string }>(
    'select email from auth_user where "isOperator" order by "createdAt", id limit 1',
  );
  return rows[0]?.email ?? null;
}

/** Whether an account is more than its athlete's. */
async function isStillNeeded(pool: AuthOptions['pool'], userId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from clinic_member where user_id = $1 union all select from athlete where owner_user_id = $1 limit 1`,
    [userId],
  );
  return rowCount !== 0;
}
