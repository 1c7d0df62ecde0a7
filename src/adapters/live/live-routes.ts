import websocket, {
  type WebSocket,
  type WebsocketHandler,
  type WebsocketPluginOptions,
} from '@fastify/websocket';
import type {
  FastifyContextConfig,
  FastifyInstance,
  FastifyPluginCallback,
  FastifyReply,
  FastifyRequest,
  RouteHandlerMethod,
} from 'fastify';
import { AppError } from '../../application/errors.ts';
import {
  MAX_FRAME_BYTES,
  LIVE_CLOSE,
  LIVE_SUBPROTOCOL,
  WALL_SUBPROTOCOL,
} from '../wire/live/live-protocol.ts';
import type { LiveCaller } from './live-caller.ts';
import type { LiveChannel } from './live-channel.ts';
import { LiveSocket } from './live-socket.ts';
import { rawSocketOf } from './raw-socket.ts';
import { showWall, type Wall } from './show-wall.ts';
import { StreamConnection } from './stream-connection.ts';
import { watchEvents } from './watch-events.ts';
import { watchStream } from './watch-stream.ts';

type SocketClass = NonNullable<WebsocketPluginOptions['options']>['WebSocket'];

export interface LiveRoutesDeps {
  readonly channel: LiveChannel;
  /** Who asks for the upgrade, by header or by cookie with a checked Origin; null when neither says. */
  readonly authenticateRequest: (request: FastifyRequest) => Promise<LiveCaller | null>;
  /** The wall of the clinic in the path; null for somebody who may not look. */
  readonly openWall?: (request: FastifyRequest) => Promise<Wall | null>;
}

/** Lets the routes of `app` upgrade to sockets. Closing the app drains the channel. */
export async function openSockets(app: FastifyInstance, channel: LiveChannel): Promise<void> {
  await app.register(websocket, {
    // A frame above the limit is refused by its length alone, before it is read.
    options: {
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      clientTracking: false,
      // The type asks for the whole library under the class's name; only the class is used.
      WebSocket: LiveSocket as unknown as SocketClass,
      handleProtocols: (offered: Set<string>) =>
        [LIVE_SUBPROTOCOL, WALL_SUBPROTOCOL].find((protocol) => offered.has(protocol)) ?? false,
    },
    preClose: (done: () => void) => {
      void channel.drain().finally(done);
    },
  });
  channel.start();
}

/**
 * `GET /live` and `GET /live/watch`, to be registered under `/v1` where sockets are open. Both are open to an upgrade by
 * anybody and authenticate on the socket, because a browser can read a close code but not the status of a refused upgrade.
 * Without one, `/live/watch` answers server-sent events where they are asked for.
 */
export function liveRoutes({
  channel,
  authenticateRequest,
  openWall,
}: LiveRoutesDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    const callerOf = (request: FastifyRequest): Promise<LiveCaller | null> | null =>
      request.headers.authorization === undefined && request.headers.cookie === undefined
        ? null
        : authenticateRequest(request);

    socketRoute(app, { url: '/live' }, (socket, request) => {
      if (!channel.accepting) {
        socket.close(LIVE_CLOSE.restart, 'service restart');
        return;
      }
      releaseRequest(socket);
      const { live, registry, openStream } = channel;
      registry.add(
        new StreamConnection({
          live,
          socket,
          caller: callerOf(request),
          openStream,
          registry,
        }),
      );
    });

    const watch: WebsocketHandler = (socket, request) => {
      releaseRequest(socket);
      watchStream({ channel, socket, caller: callerOf(request) });
    };
    const grant = { anyOf: ['live'], what: 'live', bounds: 'none' } as const;
    socketRoute(app, { url: '/live/watch', grant }, watch, async (request, reply) => {
      if (!request.headers.accept?.includes('text/event-stream')) return refuseWithoutUpgrade(reply);
      const caller = await callerOf(request);
      if (caller === null)
        throw new AppError('unauthorised', 'A valid device token or session is needed to watch.');
      if (!caller.scopes.includes('read'))
        throw new AppError('not_allowed', 'This needs a token with the scope `read`.');
      return reply
        .type('text/event-stream')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(watchEvents(channel, caller));
    });
    if (openWall !== undefined) {
      socketRoute(app, { url: '/clinics/:id/wall', withoutAthlete: true }, (socket, request) => {
        const wall = openWall(request);
        releaseRequest(socket);
        showWall({ channel, socket, wall });
      });
    }
    done();
  };
}

/** A route of sockets: whoever asks for it without an upgrade, or through a proxy that drops it, is told so. */
function socketRoute(
  app: FastifyInstance,
  { url, ...config }: { readonly url: string } & Pick<FastifyContextConfig, 'grant' | 'withoutAthlete'>,
  wsHandler: WebsocketHandler,
  handler: RouteHandlerMethod = (_request, reply) => refuseWithoutUpgrade(reply),
): void {
  app.route({
    method: 'GET',
    url,
    config: { access: 'open', ...config },
    schema: { hide: true },
    wsHandler,
    handler,
  });
}

function refuseWithoutUpgrade(reply: FastifyReply): never {
  void reply.header('upgrade', 'websocket').header('connection', 'Upgrade');
  throw new AppError(
    'upgrade_required',
    'This is a WebSocket: ask for an upgrade. A proxy in between must pass the headers Upgrade and Connection on.',
  );
}

/**
 * Lets go of the request that asked for the upgrade. The plugin's error listener and the response that Node assigned to
 * the connection would keep it, with its headers and its logger, for as long as the socket lives.
 */
function releaseRequest(socket: WebSocket): void {
  socket.removeAllListeners('error');
  const connection = rawSocketOf(socket);
  connection?._httpMessage?.detachSocket(connection);
}
