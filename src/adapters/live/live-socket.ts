import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { LIVE_CLOSE } from '../wire/live/live-protocol.ts';
import { type Receiver, tellWholeFrames } from './whole-frames.ts';

/** What the WebSocket library closes with by itself, in the protocol's own words. */
const TRANSLATED: Readonly<Record<number, number>> = {
  1002: LIVE_CLOSE.badMessage,
  1007: LIVE_CLOSE.badMessage,
  1009: LIVE_CLOSE.tooLarge,
};

/** What the library does once a connection is upgraded, which its types leave out. */
interface Upgraded {
  readonly _receiver: Receiver;
  setSocket(socket: Duplex, head: Buffer, options: object): void;
}

const library = WebSocket.prototype as unknown as Upgraded;

/** The server side of a live socket: its faults are told in the close codes of the protocol. */
export class LiveSocket extends WebSocket {
  setSocket(...upgrade: Parameters<Upgraded['setSocket']>): void {
    library.setSocket.apply(this, upgrade);
    tellWholeFrames((this as unknown as Upgraded)._receiver);
  }

  override close(code?: number, reason?: string | Buffer): void {
    super.close(code === undefined ? code : (TRANSLATED[code] ?? code), reason);
  }
}
