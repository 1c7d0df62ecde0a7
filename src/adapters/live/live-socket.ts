import { WebSocket } from 'ws';
import { LIVE_CLOSE } from '../wire/live/live-protocol.ts';

/** What the WebSocket library closes with by itself, in the protocol's own words. */
const TRANSLATED: Readonly<Record<number, number>> = {
  1002: LIVE_CLOSE.badMessage,
  1007: LIVE_CLOSE.badMessage,
  1009: LIVE_CLOSE.tooLarge,
};

/** The server side of a live socket: its faults are told in the close codes of the protocol. */
export class LiveSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code === undefined ? code : (TRANSLATED[code] ?? code), reason);
  }
}
