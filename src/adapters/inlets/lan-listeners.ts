import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';
import type { Authorities } from '../../application/authority/authorities.ts';
import type { InletHolder } from '../../application/inlets/authenticate-inlet.ts';
import { OBS_GREETING } from '../wire/relays/dialects/heart-rate-on-stream.ts';
import { relayFrame } from '../wire/relays/relay-frame.ts';
import { addressClassOf } from './address-class.ts';
import type { InletIntake, Taken } from './inlet-intake.ts';
import type { Via } from './inlet-sightings.ts';
import { inletSocket } from './inlet-socket.ts';

const KINDS = ['hds', 'heart-rate-to-web', 'heart-rate-on-stream'] as const;
/** Kind of an inlet whose app insists on a port. */
type LanKind = (typeof KINDS)[number];

export interface LanListenersDeps {
  readonly ports: Readonly<Record<LanKind, number>>;
  readonly host: string;
  readonly intake: InletIntake;
  readonly authorities: Pick<Authorities, 'hold'>;
  /** The one inlet of a kind that this installation has; null when it has none or several. */
  readonly inletOfKind: (kind: string) => Promise<InletHolder | null>;
}

export interface LanListeners {
  close(): Promise<void>;
}

const MESSAGE_BYTES = 64 * 1024;
const SLOWEST_REQUEST_MS = 10_000;

/**
 * Listeners for apps that know a host and a fixed port and no address (N2): each feeds the one inlet of its kind. Only
 * this machine and the local network are let in, and no page of a browser, which would be sent here by any website.
 *
 * @throws the system's error when a port can't be listened on
 */
export async function openLanListeners(deps: LanListenersDeps): Promise<LanListeners> {
  const opened: Server[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(
      opened.map(async (server) => {
        const closed = once(server, 'close');
        server.close();
        server.closeAllConnections();
        await closed;
      }),
    );
  };
  try {
    for (const kind of KINDS) {
      const server = listenerOf(kind, deps);
      server.listen(deps.ports[kind], deps.host);
      await once(server, 'listening');
      opened.push(server);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}

function listenerOf(kind: LanKind, deps: LanListenersDeps): Server {
  const server = createServer({ requestTimeout: SLOWEST_REQUEST_MS }, (request, response) => {
    if (!isWelcome(request)) return void response.writeHead(403).end();
    takePost(kind, deps, request, response).catch(() => void response.destroy());
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  server.on('upgrade', (request, socket, head) => {
    if (!isWelcome(request) || kind === 'heart-rate-to-web') {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      if (kind === 'heart-rate-on-stream') opened.send(OBS_GREETING);
      inletSocket({ ...deps, socket: opened, via: viaOf(request), findInlet: () => deps.inletOfKind(kind) });
    });
  });
  server.on('close', () => {
    for (const socket of sockets.clients) socket.terminate();
  });
  return server;
}

async function takePost(
  kind: LanKind,
  deps: LanListenersDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [status, words] = await answerOf(kind, deps, request);
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' }).end(words);
}

type Answer = readonly [status: number, words: string];

async function answerOf(
  kind: LanKind,
  { intake, inletOfKind }: LanListenersDeps,
  request: IncomingMessage,
): Promise<Answer> {
  // An inlet tells nothing: `GET /hr`, which readers of this app ask, is not answered.
  if (request.method !== 'POST') return [405, 'This address takes heart rates: POST them.'];
  if (Number(request.headers['content-length'] ?? 0) > MESSAGE_BYTES) return [413, 'Too large.'];
  let received = 0;
  request.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received > MESSAGE_BYTES) request.destroy();
  });
  const body = await text(request);
  const inlet = await inletOfKind(kind);
  if (inlet === null) return [401, 'There is no inlet of this kind, or several.'];
  const taken = await intake.take(inlet, relayFrame(body, { transport: 'lan' }), viaOf(request));
  return ANSWERS[taken.outcome];
}

const ANSWERS: Readonly<Record<Taken['outcome'], Answer>> = {
  stored: [200, 'OK'],
  unreadable: [400, 'No heart rate was found in this message.'],
  gone: [401, 'There is no inlet of this kind.'],
  too_fast: [429, 'More than an app sends.'],
  busy: [503, 'Send it again.'],
};

function isWelcome({ headers, socket }: IncomingMessage): boolean {
  const isPage = /^https?:/i.test(headers.origin ?? '');
  return !isPage && addressClassOf(socket.remoteAddress ?? '') !== 'public';
}

function viaOf({ socket }: IncomingMessage): Via {
  return { transport: 'lan', addressClass: addressClassOf(socket.remoteAddress ?? ''), plainHttp: true };
}
