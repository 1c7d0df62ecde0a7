import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Authority } from '../../application/authority/authorities.ts';
import type { AuthenticateToken } from '../../application/devices/authenticate-token.ts';
import { AppError } from '../../application/errors.ts';
import type { FindOwnedAthlete } from '../../application/athlete/find-owned-athlete.ts';
import type { Scope } from '../../application/ports/device-token-store.ts';
import { isSameOrigin } from './same-origin.ts';

/** On whose behalf a request is made. */
export interface Caller {
  readonly athleteId: string;
  readonly scopes: readonly Scope[];
  /** The device token used, null for a signed-in person. */
  readonly tokenId: string | null;
  /** The signed-in person, null for a device token. */
  readonly userId: string | null;
  /** What the request relies on: whatever outlives it ends with that (L14). */
  readonly authority: Authority;
}

/** A person with a session. */
export interface SignedIn {
  readonly userId: string;
  readonly authority: Authority;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on open routes. */
    athlete: Caller | null;
  }
  interface FastifyContextConfig {
    /** Who may call the route. Left out: `read` for GET, `manage` for the rest. */
    access?: Scope | 'open' | 'signed_in' | 'any_caller';
  }
}

export interface AccessDeps {
  readonly authenticateToken: AuthenticateToken;
  readonly findOwnedAthlete: FindOwnedAthlete;
  readonly findUser: (headers: Headers) => Promise<SignedIn | null>;
  /** The configured origin of our own page; null where none is. */
  readonly publicOrigin: string | null;
}

const ALL_SCOPES: readonly Scope[] = ['live', 'upload', 'read', 'manage'];

/** Lets a request of this scope through only with a caller who may make it; before the body is read. */
export function guardAccess(scope: FastifyInstance, deps: AccessDeps): void {
  scope.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access ?? (isReading(request) ? 'read' : 'manage');
    if (access === 'open') return;
    const caller = await findCaller(request, deps);
    if (caller === null) {
      throw new AppError('unauthorised', 'Send a device token as `Authorization: Bearer …`, or sign in.');
    }
    if (access === 'any_caller') {
      request.athlete = caller;
      return;
    }
    if (access === 'signed_in') {
      if (caller.userId === null) throw new AppError('not_allowed', 'This is for a signed-in person.');
    } else if (!caller.scopes.includes(access)) {
      throw new AppError('not_allowed', `This needs a token with the scope \`${access}\`.`);
    }
    request.athlete = caller;
  });
}

/**
 * No token makes another one that can do what it can't itself.
 *
 * @throws AppError `not_allowed`, naming the first scope that the caller lacks.
 */
export function requireOwnScopes({ scopes: own }: Caller, wanted: readonly Scope[]): void {
  const missing = wanted.find((scope) => !own.includes(scope));
  if (missing !== undefined) {
    throw new AppError('not_allowed', `This needs a token that has the scope \`${missing}\` itself.`);
  }
}

/** The caller of a guarded route. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.athlete === null) throw new AppError('unauthorised', 'This route needs a caller.');
  return request.athlete;
}

/**
 * Who asks; null where nobody says or nobody is known by that token. For the guard, and for the live channel, which
 * answers for itself by close codes.
 *
 * @throws AppError `not_allowed` when another site's page asks with our cookie.
 */
export async function findCaller(request: FastifyRequest, deps: AccessDeps): Promise<Caller | null> {
  const { authorization, cookie } = request.headers;
  const bearer = authorization === undefined ? null : /^bearer +(\S+)$/i.exec(authorization)?.[1];
  if (bearer === undefined) return null;
  if (bearer?.startsWith('zc_') === true) {
    const holder = await deps.authenticateToken({ token: bearer });
    if (holder === null) return null;
    return { ...holder, userId: null };
  }
  if (bearer === null && cookie === undefined) return null;
  const user = await deps.findUser(
    bearer === null ? new Headers({ cookie: cookie! }) : new Headers({ authorization: `Bearer ${bearer}` }),
  );
  if (user === null) return null;
  // A browser adds the cookie to whatever any site makes it send, so what changes something must come from our page.
  const acts = !isReading(request) || request.headers.upgrade !== undefined;
  if (bearer === null && acts && !isSameOrigin(request, deps.publicOrigin)) {
    throw new AppError('not_allowed', 'This request does not come from our own page.');
  }
  const { athleteId } = await deps.findOwnedAthlete(user);
  return { ...user, athleteId, scopes: ALL_SCOPES, tokenId: null };
}

function isReading(request: FastifyRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}
