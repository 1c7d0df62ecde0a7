import type { Static } from 'typebox';
import { AppError } from '../../../application/errors.ts';
import type { Grantee } from '../../../application/ports/grant-store.ts';
import { consentEnd } from '../../../domain/consent-end.ts';
import { accessLogQuery, accessLogSchema, presentLook } from '../../wire/api/access-log.ts';
import {
  grantChanges,
  granteeSchema,
  grantSchema,
  namedGrantee,
  newGrant,
  presentGrant,
  presentVisibleAthlete,
  visibleAthlete,
} from '../../wire/api/grant.ts';
import { listOf } from '../../wire/api/schema.ts';
import { callerOf, personOf } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { idParams } from '../params.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

export interface GrantRoutesDeps extends Pick<
  Verbs,
  | 'changeGrant'
  | 'createGrant'
  | 'listGrants'
  | 'listVisibleAthletes'
  | 'readAccessLog'
  | 'readGrantee'
  | 'revokeGrant'
> {
  readonly nowMs: () => number;
}

const PAGE_SIZE = 50;

/** Who may see an athlete, and who has looked (C1, C2, C4). */
export const grantRoutes = (deps: GrantRoutesDeps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['consent'];

    app.post(
      '/grants',
      {
        schema: {
          tags,
          summary: 'Lets a clinic’s coaches, or one coach, see something from now on',
          body: newGrant,
          response: { 201: grantSchema },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const { scopes = ['report'], history = false, expiresAt, reason = null } = request.body;
        const nowMs = deps.nowMs();
        const expiresAtMs =
          expiresAt === undefined ? consentEnd(new Date(nowMs)).getTime() : msOrNull(expiresAt);
        const terms = { scopes, history, expiresAtMs, reason };
        const grant = await deps.createGrant({ athleteId, to: granteeOf(request.body), terms });
        return reply.code(201).send(presentGrant(grant, nowMs));
      },
    );

    app.get(
      '/grants',
      {
        schema: {
          tags,
          summary: 'All that the athlete gave, newest first, ended ones too',
          response: { 200: listOf(grantSchema) },
        },
      },
      async (request) => {
        const nowMs = deps.nowMs();
        return { items: (await deps.listGrants(callerOf(request))).map((each) => presentGrant(each, nowMs)) };
      },
    );

    app.get(
      '/grantees',
      {
        schema: {
          tags,
          summary:
            'The name of a clinic or a coach who asks for a grant; every id that is nobody’s is refused alike',
          querystring: namedGrantee,
          response: { 200: granteeSchema },
        },
      },
      (request) => {
        callerOf(request);
        return deps.readGrantee({ to: granteeOf(request.query) });
      },
    );

    app.patch(
      '/grants/:id',
      {
        config: { refusals: ['invalid_state'] },
        schema: {
          tags,
          summary: 'Other terms, at once everywhere',
          params: idParams,
          body: grantChanges,
          response: { 200: grantSchema },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const { expiresAt, ...changes } = request.body;
        const grant = await deps.changeGrant({
          athleteId,
          id: request.params.id,
          changes: { ...changes, ...(expiresAt !== undefined && { expiresAtMs: msOrNull(expiresAt) }) },
        });
        return presentGrant(grant, deps.nowMs());
      },
    );

    app.delete(
      '/grants/:id',
      {
        schema: {
          tags,
          summary: 'Revokes it: refused from the next request on, open sockets closed within a second',
          params: idParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        await deps.revokeGrant({ athleteId: callerOf(request).athleteId, id: request.params.id });
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/access-log',
      {
        schema: {
          tags,
          summary: 'Who has looked at the athlete, at what, when and by which grant; newest first',
          querystring: accessLogQuery,
          response: { 200: accessLogSchema },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const { cursor = null, limit = PAGE_SIZE } = request.query;
        const { items, nextCursor } = await deps.readAccessLog({ athleteId, cursor, limit });
        return { items: items.map(presentLook), ...(nextCursor === null ? {} : { nextCursor }) };
      },
    );

    app.get(
      '/athletes',
      {
        config: { access: 'signed_in', athletes: 'visible' },
        schema: {
          tags,
          summary: 'The athletes who let the person see something now, an entry per grant, by name',
          response: { 200: listOf(visibleAthlete) },
        },
      },
      async (request) => ({
        items: (await deps.listVisibleAthletes(personOf(request))).map(presentVisibleAthlete),
      }),
    );
  });

function granteeOf({ clinicId, coachUserId }: Static<typeof namedGrantee>): Grantee {
  if (clinicId !== undefined && coachUserId === undefined) return { clinicId, coachUserId: null };
  if (coachUserId !== undefined && clinicId === undefined) return { clinicId: null, coachUserId };
  throw new AppError('invalid_input', 'A grant is to a clinic or to one coach: give one of them.', {
    field: 'clinicId',
  });
}

function msOrNull(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}
