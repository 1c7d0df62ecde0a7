import { DEFAULT_LOCALE, type Locale } from '../../../domain/athlete.ts';
import { ownSessions, signInLinkRequest, signInWays } from '../../wire/api/sign-in.ts';
import { askerOf, personOf } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { idParams } from '../params.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

export interface SignInRoutesDeps {
  /** Passkeys belong to a name, never to an IP address. */
  readonly hasPasskeys: boolean;
  readonly sendsMail: boolean;
  /** Whether anybody may make an account (U3). */
  readonly isOpenToAll: boolean;
  /** Answers in the same time whether or not the address has an account. */
  readonly mailSignInLink: (asked: { email: string; locale: Locale }, address: string) => Promise<void>;
  readonly listOwnSessions: (userId: string) => Promise<
    {
      id: string;
      createdAtMs: number;
      lastUsedAtMs: number;
      expiresAtMs: number;
      userAgent: string | null;
    }[]
  >;
  readonly endOwnSession: (userId: string, sessionId: string) => Promise<void>;
  readonly endOwnSessions: (userId: string) => Promise<void>;
  readonly authPerMinute: number;
}

/** How people come back, and where they are signed in (U4, U5). */
export const signInRoutes = (deps: SignInRoutesDeps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['sign-in'];
    const config = { access: 'signed_in' } as const;
    const rateLimit = { max: deps.authPerMinute, timeWindow: '1 minute' };

    app.get(
      '/auth/ways',
      {
        config: { access: 'open' },
        schema: { tags, security: [], summary: 'How a person may come back', response: { 200: signInWays } },
      },
      () => ({
        passkey: deps.hasPasskeys,
        password: true,
        mailedLink: deps.sendsMail,
        signUp: deps.isOpenToAll,
      }),
    );

    app.post(
      '/auth/sign-in-link',
      {
        config: { access: 'open', rateLimit, refusals: ['invalid_state'] },
        schema: {
          tags,
          security: [],
          summary: 'Mails a sign-in link to an address that has an account; the answer does not tell whether',
          body: signInLinkRequest,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        const { email, locale = DEFAULT_LOCALE } = request.body;
        await deps.mailSignInLink({ email, locale }, request.ip);
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/auth/sessions',
      {
        config,
        schema: {
          tags,
          summary: 'Where you are signed in, most recently used first',
          response: { 200: ownSessions },
        },
      },
      async (request) => {
        const { key } = askerOf(request).authority;
        const sessions = await deps.listOwnSessions(personOf(request).userId);
        return {
          items: sessions.map(({ id, createdAtMs, lastUsedAtMs, expiresAtMs, userAgent }) => ({
            id,
            createdAt: new Date(createdAtMs).toISOString(),
            lastUsedAt: new Date(lastUsedAtMs).toISOString(),
            expiresAt: new Date(expiresAtMs).toISOString(),
            userAgent,
            current: key === `session:${id}`,
          })),
        };
      },
    );

    app.delete(
      '/auth/sessions/:id',
      {
        config,
        schema: { tags, summary: 'Signs out there', params: idParams, response: { 204: NO_CONTENT } },
      },
      async (request, reply) => {
        await deps.endOwnSession(personOf(request).userId, request.params.id);
        return reply.code(204).send(null);
      },
    );

    app.delete(
      '/auth/sessions',
      {
        config,
        schema: { tags, summary: 'Signs out everywhere, here as well', response: { 204: NO_CONTENT } },
      },
      async (request, reply) => {
        await deps.endOwnSessions(personOf(request).userId);
        return reply.code(204).send(null);
      },
    );
  });
