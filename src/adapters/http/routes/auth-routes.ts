import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../application/errors.ts';
import type { AuthorityKey } from '../../../application/authority/authorities.ts';
import { accountEvents } from '../../wire/api/account-event.ts';
import { addressToConfirm, confirmAddressQuery, credentials } from '../../wire/api/credentials.ts';
import { askerOf, personOf } from '../access.ts';
import { sendProblem, PROBLEMS, type ProblemCode } from '../problem.ts';
import { NO_CONTENT } from '../no-content.ts';
import { localPath } from '../local-path.ts';
import { isSameOrigin } from '../same-origin.ts';

export type SetCredentials = (
  person: { userId: string; session: AuthorityKey; address: string },
  given: Static<typeof credentials>,
) => Promise<{ cookie: string; toConfirm: string | null }>;

export type ListAccountEvents = (
  userId: string,
) => Promise<{ atMs: number; what: 'credentials_changed'; endedSessions: number }[]>;

export interface AuthRoutesDeps {
  /** The identity library's own handler of everything under `/v1/auth/`. */
  readonly handle: (request: Request, address: string) => Promise<Response>;
  readonly setCredentials: SetCredentials;
  readonly confirmAddress: (token: string) => Promise<boolean>;
  readonly listAccountEvents: ListAccountEvents;
  readonly publicUrl: string;
  /** The same where it is configured, else null. */
  readonly publicOrigin: string | null;
  readonly authPerMinute: number;
}

/** What of the library is offered; everything else that it could do is `not_found`. */
const OFFERED = new Set([
  'magic-link/verify',
  'sign-in/email',
  'sign-up/email',
  'sign-out',
  'get-session',
  'revoke-other-sessions',
  'passkey/generate-register-options',
  'passkey/verify-registration',
  'passkey/generate-authenticate-options',
  'passkey/verify-authentication',
  'passkey/list-user-passkeys',
  'passkey/delete-passkey',
  'two-factor/enable',
  'two-factor/disable',
  'two-factor/verify-totp',
  'two-factor/verify-backup-code',
  'two-factor/generate-backup-codes',
  'device',
  'device/code',
  'device/token',
  'device/approve',
  'device/deny',
  'oauth2/consent',
  'oauth2/public-client',
]);
/** RFC 8628 hands the device its token in the body; no other answer holds one. */
const ANSWERS_TOKEN = 'device/token';

/** Headers of the connection rather than of the request, and those that we answer for ourselves. */
const NOT_PASSED_ON = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'origin']);

export const authRoutes =
  (deps: AuthRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const rateLimit = { max: deps.authPerMinute, timeWindow: '1 minute' };

    app.put(
      '/auth/credentials',
      {
        config: { access: 'signed_in', rateLimit, refusals: ['conflict'] },
        schema: {
          tags: ['sign-in'],
          summary:
            'E-mail and password for later visits; all other sessions end. Another address waits for its mail to be answered (202), where mail is sent (U5)',
          body: credentials,
          response: { 202: addressToConfirm, 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        const { authority } = askerOf(request);
        const person = { ...personOf(request), session: authority.key, address: request.ip };
        const { cookie, toConfirm } = await deps.setCredentials(person, request.body);
        void reply.header('set-cookie', cookie);
        if (toConfirm !== null) return reply.code(202).send({ emailToConfirm: toConfirm });
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/auth/confirm-address',
      {
        config: { access: 'open', rateLimit },
        schema: {
          tags: ['sign-in'],
          security: [],
          summary:
            'Where the mail to another address leads (U5): shows the page, which says whether it is yours now',
          querystring: confirmAddressQuery,
          response: { 302: NO_CONTENT },
        },
      },
      async (request, reply) => {
        const isConfirmed = await deps.confirmAddress(request.query.token);
        return reply.redirect(`/?address=${isConfirmed ? 'confirmed' : 'refused'}`, 302);
      },
    );

    app.get(
      '/auth/events',
      {
        config: { access: 'signed_in' },
        schema: {
          tags: ['sign-in'],
          summary: 'What was done to your account, newest first: tells of a password that somebody else set',
          response: { 200: accountEvents },
        },
      },
      async (request) => {
        const { userId } = askerOf(request);
        const events = userId === null ? [] : await deps.listAccountEvents(userId);
        return {
          items: events.map(({ atMs, ...event }) => ({ at: new Date(atMs).toISOString(), ...event })),
        };
      },
    );

    await app.register((library, _options, done) => {
      library.removeAllContentTypeParsers();
      library.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      library.route({
        method: ['GET', 'POST'],
        url: '/auth/*',
        config: { access: 'open', rateLimit },
        schema: { hide: true },
        handler: async (request, reply) => {
          const path = (request.params as { '*': string })['*'];
          if (!OFFERED.has(path)) throw new AppError('not_found', 'There is nothing at this address.');
          if (!isSameOrigin(request, deps.publicOrigin) && request.method !== 'GET') {
            throw new AppError('not_allowed', 'This request does not come from our own page.');
          }
          const answer = await deps.handle(asWebRequest(request, deps.publicUrl), request.ip);
          return passBack(answer, reply, { publicUrl: deps.publicUrl, keepsToken: path === ANSWERS_TOKEN });
        },
      });
      done();
    });
  };

/** The same request under the public address: the library then needs to know only that one. */
function asWebRequest(request: FastifyRequest, publicUrl: string): Request {
  const headers = new Headers({ origin: new URL(publicUrl).origin });
  for (const [name, value] of Object.entries(request.headers)) {
    if (NOT_PASSED_ON.has(name) || name.startsWith('sec-fetch-') || value === undefined) continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const body =
    request.body instanceof Uint8Array && request.body.length > 0 ? new Uint8Array(request.body) : null;
  return new Request(new URL(request.url, publicUrl), { method: request.method, headers, body });
}

async function passBack(
  response: Response,
  reply: FastifyReply,
  { publicUrl, keepsToken }: { publicUrl: string; keepsToken: boolean },
): Promise<FastifyReply> {
  for (const cookie of response.headers.getSetCookie()) void reply.header('set-cookie', cookie);
  void reply.header('cache-control', 'no-store');
  const text = await response.text();
  if (response.status >= 400) return sendProblem(reply, asProblem(response.status, text));
  const location = response.headers.get('location');
  if (location !== null) void reply.header('location', localPath(location, publicUrl));
  const type = response.headers.get('content-type');
  if (type !== null) void reply.type(type);
  return reply
    .code(response.status)
    .serializer((sent: unknown) => sent as string)
    .send(keepsToken ? text : withoutToken(text));
}

/** A cookie that scripts can't read is worth nothing beside a body that they can. */
function withoutToken(text: string): string {
  const said = parseJson(text);
  if (typeof said !== 'object' || said === null) return text;
  return JSON.stringify(said, (key, value: unknown) => (key === 'token' ? undefined : value));
}

/** The library's refusals in our form; those of RFC 8628 keep their `error`, which devices look at. */
function asProblem(status: number, text: string): Parameters<typeof sendProblem>[1] {
  const said = parseObject(text);
  const words = (key: string): string | undefined => (typeof said[key] === 'string' ? said[key] : undefined);
  const fallback: ProblemCode =
    status === 401
      ? 'unauthorised'
      : status === 403
        ? 'not_allowed'
        : status === 404
          ? 'not_found'
          : 'invalid_input';
  const code = status >= 500 ? 'internal' : (words('code') ?? words('error') ?? fallback).toLowerCase();
  const detail = status >= 500 ? undefined : (words('message') ?? words('error_description'));
  return {
    type: 'about:blank',
    title: PROBLEMS[status >= 500 ? 'internal' : fallback].title,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(words('error') === undefined ? {} : { error: words('error'), error_description: detail }),
  };
}

function parseObject(text: string): Record<string, unknown> {
  const parsed = parseJson(text);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
