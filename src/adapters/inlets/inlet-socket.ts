import type { RawData, WebSocket } from 'ws';
import type { Authorities } from '../../application/authority/authorities.ts';
import type { InletHolder } from '../../application/inlets/authenticate-inlet.ts';
import type { ErrorFrame } from '../wire/live/live-frames.ts';
import { LIVE_CLOSE } from '../wire/live/live-protocol.ts';
import { relayFrame } from '../wire/relays/relay-frame.ts';
import type { InletIntake } from './inlet-intake.ts';
import type { Via } from './inlet-sightings.ts';

export interface InletSocketInput {
  readonly socket: WebSocket;
  readonly via: Via;
  readonly intake: InletIntake;
  /** Whose it is, asked for at every frame; null when it is nobody's any more. */
  readonly findInlet: () => Promise<InletHolder | null>;
  readonly authorities: Pick<Authorities, 'hold'>;
}

/** Apps that listen for a ping at all expect one this often. */
const PING_MS = 15_000;
const MISSED_PONGS_ALLOWED = 2;
/** Frames waiting for their commit at which the socket is no longer read. */
const MOST_WAITING = 64;
const SLOW_READER_BYTES = 64 * 1024;
/** Where the app has no manner of its own (N3): as the live channel says it. */
const UNREADABLE = JSON.stringify({
  type: 'error',
  code: 'bad_field',
  message: 'No heart rate was found in this message. Nothing of it was stored.',
  fatal: false,
} satisfies ErrorFrame);

/**
 * The socket of one relay app: every frame is taken as a POST would be, and answered where the app expects a word or the
 * frame can't be read, which never ends the socket (N3); an inlet that is revoked or expires does (L14).
 */
export function inletSocket(input: InletSocketInput): void {
  const { socket, via, intake, findInlet, authorities } = input;
  let waiting = 0;
  let missedPongs = 0;
  let stopListening: (() => void) | null = null;
  let letGo = (): void => undefined;

  const liveness = setInterval(() => {
    if (missedPongs++ >= MISSED_PONGS_ALLOWED) socket.terminate();
    else socket.ping();
  }, PING_MS);
  socket.on('pong', () => (missedPongs = 0));
  // A failing socket is followed by its close.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    clearInterval(liveness);
    stopListening?.();
    letGo();
  });
  socket.on('message', (data: RawData) => {
    missedPongs = 0;
    waiting++;
    if (waiting >= MOST_WAITING) socket.pause();
    // The server reads with the default binaryType, so a message is one Buffer.
    void receive((data as Buffer).toString('utf8')).finally(() => {
      waiting--;
      if (waiting < MOST_WAITING) socket.resume();
    });
  });
  void admit();

  async function admit(): Promise<InletHolder | null> {
    const inlet = await findInlet().catch(() => undefined);
    if (inlet === undefined) socket.close(LIVE_CLOSE.overloaded, 'overloaded');
    else if (inlet === null) socket.close(LIVE_CLOSE.unauthorised, 'unauthorised');
    else if (stopListening === null && socket.readyState === socket.OPEN) {
      stopListening = intake.listen(inlet.id, (coach) => {
        if (socket.bufferedAmount < SLOW_READER_BYTES) socket.send(coach);
      });
      letGo = authorities.hold(inlet.authority, () => socket.close(LIVE_CLOSE.unauthorised, 'unauthorised'));
    }
    return inlet ?? null;
  }

  async function receive(text: string): Promise<void> {
    const inlet = await admit();
    if (inlet === null) return;
    const frame = relayFrame(text, { transport: via.transport });
    const taken = await intake.take(inlet, frame, via);
    if (taken.outcome === 'gone') socket.close(LIVE_CLOSE.unauthorised, 'unauthorised');
    else if (taken.outcome === 'busy') socket.close(LIVE_CLOSE.overloaded, 'overloaded');
    else if (taken.outcome === 'too_fast') socket.close(LIVE_CLOSE.tooFast, 'too fast');
    else {
      const answer = taken.relay.answer?.(frame, taken.outcome === 'stored' ? 'read' : 'unreadable')?.text;
      if (answer !== undefined) socket.send(answer);
      else if (taken.outcome === 'unreadable') socket.send(UNREADABLE);
    }
  }
}
