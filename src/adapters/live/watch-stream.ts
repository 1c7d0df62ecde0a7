import type { WebSocket } from '@fastify/websocket';
import type { RawData } from 'ws';
import type { LiveCaller } from './live-caller.ts';
import type { LiveChannel } from './live-channel.ts';
import { closeOf, LATE_HELLO, type Refusal, refusalText } from './refusal.ts';
import { watchAthlete } from './watch-athlete.ts';

const GREETING_BYTES = 4_096;

/**
 * L12: the coach frames of the athlete's leading run, from whichever process. A watcher that can't send headers says
 * its token in a first frame `{"type":"hello","token":"…"}`; nothing else it says is listened to.
 */
export function watchStream(input: {
  readonly channel: Pick<LiveChannel, 'live' | 'registry'>;
  readonly socket: WebSocket;
  readonly caller: Promise<LiveCaller | null> | null;
}): void {
  const { socket, caller } = input;
  const { live, registry } = input.channel;
  let stopWatching: (() => void) | null = null;
  let letGo: (() => void) | null = null;
  let closed = false;
  const isClosing = (): boolean => closed || socket.readyState !== socket.OPEN;

  const greeting = setTimeout(() => refuse(LATE_HELLO), live.limits.helloTimeoutMs);
  const liveness = setInterval(() => {
    if (missedPongs++ >= 2) socket.terminate();
    else socket.ping();
  }, live.limits.pingIntervalMs);
  let missedPongs = 0;

  socket.on('pong', () => (missedPongs = 0));
  socket.on('error', () => undefined);
  socket.on('close', () => {
    closed = true;
    clearTimeout(greeting);
    clearInterval(liveness);
    letGo?.();
    stopWatching?.();
    registry.watchers.delete(socket);
  });
  registry.watchers.add(socket);

  function refuse(refusal: Refusal): void {
    if (closed) return;
    stopWatching?.();
    socket.send(refusalText(refusal));
    socket.close(...closeOf(refusal));
  }

  function admit(found: LiveCaller | null): void {
    if (closed || stopWatching !== null) return;
    if (found === null)
      refuse({ code: 'unauthorised', message: 'a valid device token or session is needed' });
    else if (!found.scopes.includes('read'))
      refuse({ code: 'not_allowed', message: 'the token does not read' });
    else {
      clearTimeout(greeting);
      letGo = live.authorities.hold(found.authority, () =>
        refuse({ code: 'unauthorised', message: 'the token or session was revoked or has expired' }),
      );
      if (isClosing()) return;
      stopWatching = watchAthlete(live, found.athleteId, {
        get bufferedBytes() {
          return socket.bufferedAmount;
        },
        send: (text) => socket.send(text),
      });
    }
  }

  const admitLater = (found: Promise<LiveCaller | null>): void => {
    found.then(admit, () => refuse({ code: 'overloaded', message: 'the caller cannot be checked now' }));
  };
  if (caller !== null) admitLater(caller);
  else {
    socket.once('message', (data: RawData) => {
      // The server reads with the default binaryType, so a message is one Buffer.
      const token = tokenIn(data as Buffer);
      if (token === null) refuse({ code: 'unauthorised', message: 'hello with a token comes first' });
      else admitLater(live.authenticateToken({ token }));
    });
  }
}

function tokenIn(bytes: Buffer): string | null {
  if (bytes.length > GREETING_BYTES) return null;
  try {
    const frame: unknown = JSON.parse(bytes.toString());
    if (typeof frame !== 'object' || frame === null || !('token' in frame)) return null;
    return typeof frame.token === 'string' ? frame.token : null;
  } catch {
    return null;
  }
}
