import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { WebSocket as FastifyWebSocket } from '@fastify/websocket';
import type { WebSocket } from 'ws';

/** Node remembers on a connection which response it was given to. */
export type RawSocket = Socket & { readonly _httpMessage?: ServerResponse | null };

/** The connection below a WebSocket, which the library keeps to itself; absent once it is closed. */
export function rawSocketOf(socket: WebSocket | FastifyWebSocket): RawSocket | undefined {
  // `_socket` is set by ws for as long as the connection lives. Everything done to it here only saves work or memory.
  return (socket as unknown as { readonly _socket?: RawSocket | null })._socket ?? undefined;
}
