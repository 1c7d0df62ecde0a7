import {
  acceptance,
  accepted,
  invitationSchema,
  issuedInvitation,
  newInvitation,
  presentInvitation,
} from '../../wire/api/invitation.ts';
import { listOf } from '../../wire/api/schema.ts';
import { invitationUrl } from '../../wire/invitation-url.ts';
import { personOf, type SignedIn } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { idParams } from '../params.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import { isSameOrigin } from '../same-origin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';
import { DEFAULT_LOCALE } from '../../../domain/athlete.ts';

export interface InvitationRoutesDeps extends Pick<
  Verbs,
  'acceptInvitation' | 'createInvitation' | 'listInvitations' | 'revokeInvitation'
> {
  /** The account that the request's cookie is signed in to. */
  readonly findAccount: (headers: Headers) => Promise<SignedIn | null>;
  /** `Set-Cookie` values that sign a person in. */
  readonly signIn: (userId: string) => Promise<string[]>;
  readonly nowMs: () => number;
  readonly publicUrl: string;
  readonly publicOrigin: string | null;
  readonly perMinute: number;
}

/** How people come in (U2). */
export const invitationRoutes = (deps: InvitationRoutesDeps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['people'];
    const config = { access: 'signed_in' } as const;

    app.post(
      '/invitations',
      {
        config,
        schema: {
          tags,
          summary: 'A link that lets one person in, once, within 7 days; shown once',
          body: newInvitation,
          response: { 201: issuedInvitation },
        },
      },
      async (request, reply) => {
        const { as, clinicId = null, email = null, locale = DEFAULT_LOCALE } = request.body;
        const issued = await deps.createInvitation({ ...personOf(request), as, clinicId, email, locale });
        const { id, token, expiresAtMs, mailed } = issued;
        return reply.code(201).send({
          id,
          url: invitationUrl(deps.publicUrl, token),
          token,
          expiresAt: new Date(expiresAtMs).toISOString(),
          ...(mailed === null ? {} : { mailed }),
        });
      },
    );

    app.get(
      '/invitations',
      {
        config,
        schema: {
          tags,
          summary: 'Those made by who asks or into their clinics, newest first',
          response: { 200: listOf(invitationSchema) },
        },
      },
      async (request) => {
        const nowMs = deps.nowMs();
        const invitations = await deps.listInvitations(personOf(request));
        return { items: invitations.map((each) => presentInvitation(each, nowMs)) };
      },
    );

    app.delete(
      '/invitations/:id',
      {
        config: { ...config, refusals: ['invalid_state'] },
        schema: { tags, summary: 'Takes it back', params: idParams, response: { 204: NO_CONTENT } },
      },
      async (request, reply) => {
        await deps.revokeInvitation({ ...personOf(request), id: request.params.id });
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/invitations/accept',
      {
        config: {
          access: 'open',
          rateLimit: { max: deps.perMinute, timeWindow: '1 minute' },
          refusals: ['gone', 'conflict'],
        },
        schema: {
          tags,
          security: [],
          summary: 'Takes an invitation up: makes an account, unless one is signed in, and signs it in',
          body: acceptance,
          response: { 201: accepted },
        },
      },
      async (request, reply) => {
        const { cookie } = request.headers;
        // Another site's page that sends our cookie along speaks for nobody.
        const own = cookie !== undefined && isSameOrigin(request, deps.publicOrigin);
        const account = own ? await deps.findAccount(new Headers({ cookie })) : null;
        const {
          token,
          name,
          email = null,
          password = null,
          locale = DEFAULT_LOCALE,
          timeZone = null,
        } = request.body;
        const signedIn = account?.userId ?? null;
        const { userId, clinic } = await deps.acceptInvitation({
          token,
          name,
          email,
          password,
          locale,
          timeZone,
          userId: signedIn,
        });
        if (signedIn === null) void reply.header('set-cookie', await deps.signIn(userId));
        return reply.code(201).send({ userId, ...(clinic === null ? {} : { clinic }) });
      },
    );
  });
