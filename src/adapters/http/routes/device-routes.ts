import {
  deviceSchema,
  issuedDevice,
  newDevice,
  newPairingCode,
  pairedDevice,
  pairingCode,
  pairRequest,
  presentDevice,
  presentNewDevice,
} from '../../wire/api/device.ts';
import { listOf } from '../../wire/api/schema.ts';
import { AppError } from '../../../application/errors.ts';
import { callerOf, requireOwnScopes } from '../access.ts';
import { idParams } from '../params.ts';
import { NO_CONTENT } from '../no-content.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

export interface DeviceRoutesDeps extends Pick<
  Verbs,
  'issueDeviceToken' | 'listDevices' | 'revokeDevice' | 'createPairingCode' | 'redeemPairingCode'
> {
  readonly pairPerMinute: number;
}

export const deviceRoutes = (deps: DeviceRoutesDeps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['devices'];

    app.post(
      '/devices',
      {
        schema: {
          tags,
          summary: 'A token for a bridge or a script; shown once',
          body: newDevice,
          response: { 201: issuedDevice },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        requireOwnScopes(caller, request.body.scopes);
        const { athleteId } = caller;
        const { token, device } = await deps.issueDeviceToken({ athleteId, ...request.body });
        return reply
          .code(201)
          .header('cache-control', 'no-store')
          .send({ ...presentNewDevice(device), token });
      },
    );

    app.get(
      '/devices',
      {
        schema: {
          tags,
          summary: 'All tokens, with last seen',
          response: { 200: listOf(deviceSchema) },
        },
      },
      async (request) => ({ items: (await deps.listDevices(callerOf(request))).map(presentDevice) }),
    );

    app.delete(
      '/devices/current',
      {
        config: { access: 'any_caller', refusals: ['not_found'] },
        schema: {
          tags,
          summary: 'Revoke the token that the request bears, whatever its scopes',
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        const { athleteId, tokenId } = callerOf(request);
        if (tokenId === null)
          throw new AppError('not_found', 'A signed-in person has no token of their own.');
        await deps.revokeDevice({ athleteId, id: tokenId });
        return reply.code(204).send(null);
      },
    );

    app.delete(
      '/devices/:id',
      { schema: { tags, summary: 'Revoke', params: idParams, response: { 204: NO_CONTENT } } },
      async (request, reply) => {
        await deps.revokeDevice({ ...callerOf(request), id: request.params.id });
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/devices/pairing-codes',
      {
        schema: {
          tags,
          summary: 'A code for one device, good for five minutes',
          body: newPairingCode,
          response: { 201: pairingCode },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { athleteId } = caller;
        const { name = 'Device', scopes = ['live', 'upload', 'read'] } = request.body ?? {};
        requireOwnScopes(caller, scopes);
        const made = await deps.createPairingCode({ athleteId, offer: { name, scopes } });
        return reply
          .code(201)
          .header('cache-control', 'no-store')
          .send({ code: made.code, expiresAt: new Date(made.expiresAtMs).toISOString() });
      },
    );

    app.post(
      '/devices/pair',
      {
        config: {
          access: 'open',
          rateLimit: { max: deps.pairPerMinute, timeWindow: '1 minute' },
          refusals: ['not_found'],
        },
        schema: {
          tags,
          security: [],
          summary: 'Turn a pairing code into a token, once',
          body: pairRequest,
          response: { 201: pairedDevice },
        },
      },
      async (request, reply) => {
        const { code, name = null } = request.body;
        const { athleteId, token, device } = await deps.redeemPairingCode({ code, name });
        return reply
          .code(201)
          .header('cache-control', 'no-store')
          .send({ ...presentNewDevice(device), athleteId, token });
      },
    );
  });
