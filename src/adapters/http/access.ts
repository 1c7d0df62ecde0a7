import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Authority } from '../../application/authority/authorities.ts';
import type { AuthenticateToken } from '../../application/devices/authenticate-token.ts';
import { AppError } from '../../application/errors.ts';
import type { BecomeAthlete } from '../../application/athlete/become-athlete.ts';
import type { FindOwnedAthlete } from '../../application/athlete/find-owned-athlete.ts';
import type { ListVisibleAthletes } from '../../application/people/list-visible-athletes.ts';
import type { OpenedGrant, OpenGrant } from '../../application/people/open-grant.ts';
import type { ActingApplication, Applications } from '../../application/ports/applications.ts';
import type { Scope } from '../../application/ports/device-token-store.ts';
import type { GrantScope } from '../../domain/consent-scopes.ts';
import type { GrantedRoute } from './granted-route.ts';
import { pathAthleteOf } from './path-athlete.ts';
import { isSameOrigin } from './same-origin.ts';

/** Who makes a request. */
export interface Asker {
  /** On whose behalf; null for a person who owns no athlete. */
  readonly athleteId: string | null;
  readonly scopes: readonly Scope[];
  /** The device token used, null for a signed-in person. */
  readonly tokenId: string | null;
  /** The signed-in person, null for a device token. */
  readonly userId: string | null;
  /** What the request relies on: whatever outlives it ends with that (L14). */
  readonly authority: Authority;
  /** By which grant the athlete is somebody else's; null for the athlete themself. */
  readonly grant: OpenedGrant | null;
  /** Which application asks on behalf of the person; null where they ask themselves. */
  readonly application: ActingApplication | null;
}

/** On whose behalf a request is made. */
export interface Caller extends Asker {
  readonly athleteId: string;
}

/** A person with a session. */
export interface SignedIn {
  readonly userId: string;
  readonly authority: Authority;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on open routes. */
    asker: Asker | null;
  }
  interface FastifyContextConfig {
    /** Who may call the route. Left out: `read` for GET, `manage` for the rest. */
    access?: Scope | 'open' | 'signed_in' | 'any_caller';
    /** How a grant opens the route under `/v1/athletes/{athleteId}`. Left out: to nobody but the athlete. */
    grant?: GrantedRoute;
    /** Open to an application whatever it was given: the handler looks at its scopes. Left out: as a grant opens the route. */
    application?: 'any';
    /**
     * Whose data its statements may touch (W1): of all who let the person see something; or of anybody, where it makes or
     * ends athletes. Left out: the caller's athlete alone.
     */
    athletes?: 'visible' | 'any';
    /** Also for a person without an athlete, whom it makes none: as all that only signed-in people may. */
    withoutAthlete?: true;
  }
}

export interface AccessDeps {
  readonly authenticateToken: AuthenticateToken;
  readonly findOwnedAthlete: FindOwnedAthlete;
  readonly becomeAthlete: BecomeAthlete;
  readonly findUser: (headers: Headers) => Promise<SignedIn | null>;
  readonly openGrant: OpenGrant;
  readonly findApplication: Applications['findActing'];
  /** The configured origin of our own page; null where none is. */
  readonly publicOrigin: string | null;
}

/** Runs `work` and what follows from it so that the database shows it these athletes alone. */
export type RunForAthletes = <T>(athleteIds: readonly string[], work: () => T) => T;

export interface BindingDeps {
  readonly listVisibleAthletes: ListVisibleAthletes;
  readonly runForAthletes: RunForAthletes;
}

/** A second wall behind the guard: the database itself holds a request to the athletes whom its caller may see (W1). */
export function bindToAthletes(scope: FastifyInstance, deps: BindingDeps): void {
  const visible = new WeakMap<FastifyRequest, readonly string[]>();
  scope.addHook('preHandler', async (request) => {
    const { asker, routeOptions } = request;
    if (routeOptions.config.athletes !== 'visible' || asker === null || asker.userId === null) return;
    const { userId } = asker;
    const athletes = await deps.listVisibleAthletes({ userId });
    visible.set(
      request,
      athletes.map(({ athleteId }) => athleteId),
    );
  });
  // By a callback, so that all that follows runs inside; after the body, whose events come from outside.
  scope.addHook('preHandler', (request, _reply, done) => {
    const { asker, routeOptions } = request;
    if (asker === null || routeOptions.config.athletes === 'any') {
      done();
      return;
    }
    const own = asker.athleteId === null ? [] : [asker.athleteId];
    deps.runForAthletes([...new Set([...own, ...(visible.get(request) ?? [])])], done);
  });
}

const ALL_SCOPES: readonly Scope[] = ['live', 'upload', 'read', 'manage'];

/** Lets a request of this scope through only with a caller who may make it; before the body is read. */
export function guardAccess(scope: FastifyInstance, deps: AccessDeps & { readonly challenge: string }): void {
  scope.addHook('onRequest', async (request, reply) => {
    const access = request.routeOptions.config.access ?? (isReading(request) ? 'read' : 'manage');
    if (access === 'open') {
      if (pathAthleteOf(request) !== null)
        throw new AppError('not_found', 'There is nothing at this address.');
      return;
    }
    const caller = await findCaller(request, deps);
    if (caller === null) {
      void reply.header('www-authenticate', deps.challenge);
      throw new AppError('unauthorised', 'Send a device token as `Authorization: Bearer …`, or sign in.');
    }
    if (access === 'any_caller' || caller.grant !== null || caller.application !== null) {
      request.asker = caller;
      return;
    }
    if (access === 'signed_in') {
      if (caller.userId === null) throw new AppError('not_allowed', 'This is for a signed-in person.');
    } else if (!caller.scopes.includes(access)) {
      throw new AppError('not_allowed', `This needs a token with the scope \`${access}\`.`);
    }
    request.asker = caller;
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

/** Who asks on a guarded route. */
export function askerOf(request: FastifyRequest): Asker {
  if (request.asker === null) throw new AppError('unauthorised', 'This route needs a caller.');
  return request.asker;
}

/**
 * The caller of a route about an athlete.
 *
 * @throws AppError `not_allowed` for a person who owns none.
 */
export function callerOf(request: FastifyRequest): Caller {
  const asker = askerOf(request);
  const { athleteId } = asker;
  if (athleteId === null) throw new AppError('not_allowed', 'Your account is not an athlete’s.');
  return { ...asker, athleteId };
}

/** Whether a request may see this as well: a grant and an application limit it both, where it is made by them. */
export function isOpen({ grant, application }: Asker, scope: GrantScope): boolean {
  return [grant, application].every((by) => by === null || by.scopes.some((each) => each === scope));
}

/**
 * The person who asks, on a route for signed-in people.
 *
 * @throws AppError `not_allowed` for a device token, which is nobody's account.
 */
export function personOf(request: FastifyRequest): { readonly userId: string } {
  const { userId } = askerOf(request);
  if (userId === null) throw new AppError('not_allowed', 'This is for a signed-in person.');
  return { userId };
}

/**
 * Who asks; null where nobody says or nobody is known by that token. For the guard, and for the live channel, which
 * answers for itself by close codes.
 *
 * @throws AppError `not_allowed` when another site's page asks with our cookie.
 */
export async function findCaller(request: FastifyRequest, deps: AccessDeps): Promise<Asker | null> {
  const { authorization, cookie } = request.headers;
  const bearer = authorization === undefined ? null : /^bearer +(\S+)$/i.exec(authorization)?.[1];
  if (bearer === undefined) return null;
  if (bearer?.startsWith('zc_') === true) {
    const holder = await deps.authenticateToken({ token: bearer });
    if (holder === null) return null;
    return onBehalfOf(request, { ...holder, userId: null, grant: null, application: null }, deps);
  }
  if (bearer?.startsWith('zoa_') === true) {
    const application = await deps.findApplication(bearer);
    return application === null ? null : throughApplication(request, application, deps);
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
  const athleteId = await ownAthlete(request, user.userId, deps);
  const asker = { athleteId, scopes: ALL_SCOPES, tokenId: null, grant: null, application: null };
  return onBehalfOf(request, { ...user, ...asker }, deps);
}

/**
 * The person's own athlete. Whom nobody has asked becomes one by the first request about themself (U1): asking for one's own
 * week is saying that one has weeks.
 */
async function ownAthlete(request: FastifyRequest, userId: string, deps: AccessDeps): Promise<string | null> {
  const { athleteId, isUnasked } = await deps.findOwnedAthlete({ userId });
  return isUnasked && isAboutOneself(request) ? (await deps.becomeAthlete({ userId })).athleteId : athleteId;
}

function isAboutOneself(request: FastifyRequest): boolean {
  const { access, withoutAthlete = false } = request.routeOptions.config;
  if (withoutAthlete || access === 'signed_in' || access === 'any_caller') return false;
  const named = pathAthleteOf(request);
  return named === null || named === 'me';
}

/**
 * The asker on behalf of the athlete whom the path names, where it names one.
 *
 * @throws AppError `not_allowed` where that is somebody else's, unless the route and a grant open it.
 */
async function onBehalfOf(request: FastifyRequest, asker: Asker, deps: AccessDeps): Promise<Asker> {
  const athleteId = pathAthleteOf(request);
  if (athleteId === null || athleteId === 'me' || athleteId === asker.athleteId) return asker;
  const { userId } = asker;
  const granted = request.routeOptions.config.grant;
  if (userId === null || granted === undefined) {
    throw new AppError('not_allowed', 'No grant of this athlete allows you this.');
  }
  return throughGrant(asker, athleteId, await deps.openGrant({ userId, athleteId, anyOf: granted.anyOf }));
}

/**
 * The asker for whom an application acts: it may what the person may and its scopes allow, both. A route that no grant
 * opens is closed to it, also about the person's own athlete; it changes nothing but by `prescribe` and `upload`.
 *
 * @throws AppError `not_allowed` where it was not given what the route needs, or the person may not.
 */
async function throughApplication(
  request: FastifyRequest,
  application: ActingApplication,
  deps: AccessDeps,
): Promise<Asker> {
  const { person, scopes, authority } = application;
  const { userId } = person;
  const { config } = request.routeOptions;
  const athleteId = await ownAthlete(request, userId, deps);
  const base = { athleteId, tokenId: null, userId, authority, grant: null, application };
  const named = pathAthleteOf(request);
  const isOwn = named === null || named === 'me' || named === athleteId;
  if (config.application === 'any' && isOwn) return { ...base, scopes: [] };
  if (config.access === 'upload' && scopes.includes('upload') && isOwn)
    return { ...base, scopes: ['upload'] };
  const anyOf = (config.grant?.anyOf ?? []).filter(
    (scope) => scopes.includes(scope) && (isReading(request) || scope === 'prescribe'),
  );
  if (anyOf.length === 0) throw new AppError('not_allowed', 'The application was not given this.');
  const asker: Asker = { ...base, scopes: ['read'] };
  if (isOwn) return asker;
  const grant = await deps.openGrant({ userId, athleteId: named, anyOf });
  return throughGrant(asker, named, {
    ...grant,
    who: { ...grant.who, application: application.name },
  });
}

function throughGrant(asker: Asker, athleteId: string, grant: OpenedGrant): Asker {
  const { authority } = asker;
  return {
    ...asker,
    athleteId,
    scopes: ['read'],
    grant,
    authority: { ...authority, also: [...(authority.also ?? []), ...grant.authorities] },
  };
}

function isReading(request: FastifyRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}
