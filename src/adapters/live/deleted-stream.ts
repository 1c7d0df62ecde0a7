import type { Clock } from '../../application/ports/clock.ts';
import { MAX_BATCH, MAX_IN_FLIGHT } from '../wire/live/live-protocol.ts';
import type { FrameRefusal, ReadFrame } from '../wire/live/parse-client-frame.ts';
import { endedText, pongText, welcomeText } from './server-frames.ts';
import type { StreamPeer } from './stream-peer.ts';

/** L15: the other end of a run that its athlete has deleted. Nothing is taken; its client is told to forget it. */
export class DeletedStream {
  readonly timeScale = 1;
  readonly logFields = {};
  readonly #connection: Pick<StreamPeer, 'send' | 'warn'>;
  readonly #clock: Clock;

  constructor(connection: Pick<StreamPeer, 'send' | 'warn'>, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
  }

  start(): void {
    this.#connection.send(
      welcomeText({
        ack: 0,
        serverTime: this.#clock.nowMs(),
        maxBatch: MAX_BATCH,
        maxInFlight: MAX_IN_FLIGHT,
        maxHeartRate: null,
        bands: [],
        ended: true,
        deleted: true,
      }),
    );
  }

  handle(frame: Exclude<ReadFrame, FrameRefusal>): void {
    if (frame.type === 'ping') this.#connection.send(pongText(frame, this.#clock.nowMs()));
    else if (frame.type === 'end') this.#connection.send(endedText(null));
    else this.#connection.warn('not_allowed', 'this run was deleted: nothing of it is taken');
  }
}
