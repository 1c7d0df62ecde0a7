import {
  clinicChanges,
  clinicSchema,
  memberChanges,
  memberParams,
  memberSchema,
  newClinic,
  presentClinic,
  presentMember,
} from '../../wire/api/clinic.ts';
import { listOf } from '../../wire/api/schema.ts';
import { personOf } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { idParams } from '../params.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

type Deps = Pick<
  Verbs,
  | 'createClinic'
  | 'demandTwoFactor'
  | 'listClinics'
  | 'listMembers'
  | 'readClinic'
  | 'removeClinic'
  | 'renameClinic'
  | 'setMemberRoles'
>;

/** Clinics and who works in them: for signed-in people, since a device token is an athlete's. */
export const clinicRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['clinics'];
    const config = { access: 'signed_in' } as const;

    app.post(
      '/clinics',
      {
        config,
        schema: {
          tags,
          summary: 'A clinic; its maker, the operator, is its first admin',
          body: newClinic,
          response: { 201: clinicSchema },
        },
      },
      async (request, reply) => {
        const clinic = await deps.createClinic({ ...personOf(request), ...request.body });
        return reply.code(201).send(presentClinic({ ...clinic, roles: ['admin'] }));
      },
    );

    app.get(
      '/clinics',
      { config, schema: { tags, summary: 'Those of who asks', response: { 200: listOf(clinicSchema) } } },
      async (request) => ({ items: (await deps.listClinics(personOf(request))).map(presentClinic) }),
    );

    app.get(
      '/clinics/:id',
      { config, schema: { tags, summary: 'One', params: idParams, response: { 200: clinicSchema } } },
      async (request) =>
        presentClinic(await deps.readClinic({ ...personOf(request), clinicId: request.params.id })),
    );

    app.patch(
      '/clinics/:id',
      {
        config: { ...config, refusals: ['invalid_state'] },
        schema: {
          tags,
          summary: 'Another name, or whether members need a second factor (U4); by its admin',
          params: idParams,
          body: clinicChanges,
          response: { 200: clinicSchema },
        },
      },
      async (request) => {
        const who = { ...personOf(request), clinicId: request.params.id };
        const { name, requiresTwoFactor } = request.body;
        if (name !== undefined) await deps.renameClinic({ ...who, name });
        if (requiresTwoFactor !== undefined) await deps.demandTwoFactor({ ...who, requiresTwoFactor });
        return presentClinic(await deps.readClinic(who));
      },
    );

    app.delete(
      '/clinics/:id',
      {
        config,
        schema: {
          tags,
          summary: 'The clinic and all that athletes granted it; by its admin',
          params: idParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        await deps.removeClinic({ ...personOf(request), clinicId: request.params.id });
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/clinics/:id/members',
      {
        config,
        schema: {
          tags,
          summary: 'Who works here; an entry per role',
          params: idParams,
          response: { 200: listOf(memberSchema) },
        },
      },
      async (request) => ({
        items: (await deps.listMembers({ ...personOf(request), clinicId: request.params.id })).map(
          presentMember,
        ),
      }),
    );

    app.patch(
      '/clinics/:id/members/:userId',
      {
        config: { ...config, refusals: ['invalid_state'] },
        schema: {
          tags,
          summary: 'The roles of a member; by an admin',
          params: memberParams,
          body: memberChanges,
          response: { 200: listOf(memberSchema) },
        },
      },
      async (request) => {
        const { id: clinicId, userId: memberId } = request.params;
        const who = { ...personOf(request), clinicId };
        await deps.setMemberRoles({ ...who, memberId, roles: request.body.roles });
        return { items: (await deps.listMembers(who)).map(presentMember) };
      },
    );

    app.delete(
      '/clinics/:id/members/:userId',
      {
        config: { ...config, refusals: ['invalid_state'] },
        schema: {
          tags,
          summary: 'Puts a member out; everybody may leave by themself',
          params: memberParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        const { id: clinicId, userId: memberId } = request.params;
        await deps.setMemberRoles({ ...personOf(request), clinicId, memberId, roles: [] });
        return reply.code(204).send(null);
      },
    );
  });
