import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { InletIntake } from '../../../src/adapters/inlets/inlet-intake.ts';
import { inletRoutes, type InletRoutesDeps } from '../../../src/adapters/inlets/inlet-routes.ts';
import { Authorities } from '../../../src/application/authority/authorities.ts';
import { PLAIN_INLET } from '../../support/inlet.ts';

const HOLDER = {
  ...PLAIN_INLET,
  athleteId: 'a',
  authority: { key: 'inlet:inlet', expiresAtMs: null },
} as const;

let app: FastifyInstance;
let port: number;
let authorities: Authorities;
/** The next request, once it is let in. */
let admitted: Promise<IncomingMessage>;
let isRemembered: boolean;
let lookedUp: Promise<void>;

beforeEach(async () => {
  authorities = new Authorities({ nowMs: () => 0 });
  isRemembered = true;
  lookedUp = Promise.resolve();
  const authenticateInlet = Object.assign(() => lookedUp.then(() => HOLDER), {
    remembered: () => (isRemembered ? HOLDER : null),
  });
  app = Fastify();
  await app.register(websocket);
  admitted = new Promise((resolve) => {
    app.addHook('onRequest', (request, _reply, next) => {
      resolve(request.raw);
      next();
    });
  });
  await app.register(
    inletRoutes({
      intake: { close: () => Promise.resolve() } as InletIntake,
      authenticateInlet: authenticateInlet as unknown as InletRoutesDeps['authenticateInlet'],
      authorities,
      imports: {} as InletRoutesDeps['imports'],
      fileBytes: 1_000,
    }),
  );
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as AddressInfo).port;
});
afterEach(() => app.close());

/** A body that is announced and half sent. */
function sendHalf() {
  const client = connect(port, '127.0.0.1');
  client.on('error', () => undefined);
  client.write('POST /in/token HTTP/1.1\r\nhost: here\r\ncontent-length: 100\r\n\r\nhalf');
  return client;
}

test('L14: a body that comes in slowly is cut off when its address is taken back', async () => {
  const client = sendHalf();
  const request = await admitted;
  authorities.end(HOLDER.authority.key);
  await once(client, 'close');
  expect(request.destroyed).toBe(true);
});

test.each(['is received', 'waits for its look-up'])(
  'a request that its app gave up while its body %s is not kept in mind',
  async (when) => {
    let found = (): void => undefined;
    if (when !== 'is received') {
      isRemembered = false;
      lookedUp = new Promise((resolve) => (found = resolve));
    }
    const client = sendHalf();
    const request = await admitted;
    client.resetAndDestroy();
    await new Promise((resolve) => request.once('close', resolve));
    found();
    // What follows upon the look-up comes first.
    await new Promise((resolve) => setImmediate(resolve));
    const destroy = vi.spyOn(request, 'destroy');
    authorities.end(HOLDER.authority.key);
    expect(destroy).not.toHaveBeenCalled();
  },
);
