import { once } from 'node:events';
import type { WebSocket } from '@fastify/websocket';
import type { RawData } from 'ws';
import type { HelloFrame, LiveErrorCode } from '../wire/live/live-frames.ts';
import { MAX_FRAME_BYTES } from '../wire/live/live-protocol.ts';
import { parseRawSamples } from '../wire/live/binary-samples-frame.ts';
import type { FrameRefusal, ReadFrame } from '../wire/live/parse-client-frame.ts';
import { parseClientFrame } from '../wire/live/parse-client-frame.ts';
import type { LiveCaller } from './live-caller.ts';
import type { LiveShared } from './live-shared.ts';
import type { DeletedStream } from './deleted-stream.ts';
import type { OpenStream } from './open-stream.ts';
import type { StreamPeer } from './stream-peer.ts';
import { rawSocketOf } from './raw-socket.ts';
import { RateWindow } from './rate-window.ts';
import { closeOf, LATE_HELLO, type Refusal, refusalText } from './refusal.ts';
import { errorText } from './server-frames.ts';
import { textFrames } from './text-frames.ts';

/**
 * `greeting`: nobody has said a valid `hello` yet. `opening`: the stream is being claimed and loaded; what arrives
 * waits, the socket is not read. `open`: frames go to the stream. `gone`: closed or closing; nothing is taken or sent.
 */
type State = 'greeting' | 'opening' | 'open' | 'gone';

const MISSED_PONGS_ALLOWED = 2;

export interface StreamConnectionParts {
  readonly live: LiveShared;
  readonly socket: WebSocket;
  /** Who asked for the upgrade, or null when `hello` has to say. */
  readonly caller: Promise<LiveCaller | null> | null;
  /** Claims and loads the stream (L4). Null when the socket was told why not. */
  readonly openStream: (
    connection: StreamConnection,
    athleteId: string,
    hello: HelloFrame,
  ) => Promise<OpenStream | DeletedStream | null>;
  readonly registry: {
    /** The connection is gone; its stream is null where none was opened. */
    forget(connection: StreamPeer, stream: OpenStream | DeletedStream | null): void;
  };
}

/** The socket of one live stream, as a state machine with budgets. It owns the framing; `OpenStream` owns the items. */
export class StreamConnection implements StreamPeer {
  readonly isCoached = true;
  readonly #live: LiveShared;
  readonly #openStream: StreamConnectionParts['openStream'];
  readonly #registry: StreamConnectionParts['registry'];
  readonly #socket: WebSocket;
  #caller: Promise<LiveCaller | null> | null;
  readonly #connectedAtMs: number;
  #state: State = 'greeting';
  #stream: OpenStream | DeletedStream | null = null;
  #waiting: { data: RawData; isBinary: boolean }[] = [];
  #badFrames: RateWindow | null = null;
  readonly #frames = new RateWindow();
  #missedPongs = 0;
  #bytesRead = 0;
  #paused = false;
  #letGo: (() => void) | null = null;

  /** Attaches every listener at once: a frame may arrive before anything asynchronous has returned. */
  constructor(parts: StreamConnectionParts) {
    const { live, socket, caller, openStream, registry } = parts;
    this.#live = live;
    this.#openStream = openStream;
    this.#registry = registry;
    this.#socket = socket;
    this.#caller = caller;
    this.#connectedAtMs = live.clock.nowMs();
    socket.on('message', (data: RawData, isBinary: boolean) => this.#receive(data, isBinary));
    socket.on('pong', () => (this.#missedPongs = 0));
    socket.on('close', () => this.#gone());
    // A failing socket is followed by its close; without a listener it would end the process.
    socket.on('error', () => undefined);
    // Awaited after the hello; avoids an unhandled rejection until then.
    caller?.catch(() => undefined);
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  get open(): boolean {
    return this.#state === 'open';
  }

  send(...texts: string[]): void {
    if (this.#state === 'gone' || this.#socket.readyState !== this.#socket.OPEN) return;
    rawSocketOf(this.#socket)?.write(textFrames(texts), 'latin1');
  }

  /** Stops and restarts reading: the network's own backpressure reaches the client (L8). */
  pauseReading(paused: boolean): void {
    if (this.#paused === paused) return;
    this.#paused = paused;
    if (paused) this.#socket.pause();
    else this.#socket.resume();
  }

  fail(code: LiveErrorCode, message: string, field?: string): void {
    this.#fail({ code, message, field });
  }

  #fail(refusal: Refusal): void {
    const { code } = refusal;
    this.send(refusalText(refusal));
    this.#live.metrics.refused(code);
    this.#live.log.info({ code, ...this.#stream?.logFields }, 'live socket refused');
    this.close(...closeOf(refusal));
  }

  warn(code: LiveErrorCode, message: string, field?: string): void {
    this.send(errorText({ code, message, fatal: false, ...(field === undefined ? {} : { field }) }));
  }

  close(code: number, reason: string): void {
    if (this.#state === 'gone') return;
    this.#gone();
    this.#socket.resume();
    this.#socket.close(code, reason);
  }

  /** At once and without a word: for a peer that no longer reads. */
  terminate(): void {
    this.#gone();
    this.#socket.terminate();
  }

  /** Resolves when the peer has answered the close, or was cut off. */
  async closed(): Promise<void> {
    if (this.#socket.readyState !== this.#socket.CLOSED) await once(this.#socket, 'close');
  }

  /**
   * L9: any byte is a sign of life, also of a frame that is still on its way; a peer that sent none since the last two
   * pings is gone, whatever TCP believes.
   */
  ping(): void {
    if (this.#state === 'gone' || this.#paused) return;
    const { bytesRead = this.#bytesRead } = rawSocketOf(this.#socket) ?? {};
    if (bytesRead !== this.#bytesRead) this.#missedPongs = 0;
    this.#bytesRead = bytesRead;
    if (this.#missedPongs >= MISSED_PONGS_ALLOWED) {
      this.terminate();
      return;
    }
    this.#missedPongs++;
    this.#socket.ping();
  }

  /** Called about four times a second until the stream is open. */
  checkGreeting(nowMs: number): void {
    if (this.#state === 'greeting' && nowMs - this.#connectedAtMs >= this.#live.limits.helloTimeoutMs) {
      this.#fail(LATE_HELLO);
    }
  }

  /** L14: what this socket relies on was taken back; nothing that still arrives is taken. */
  #authorityEnded(): void {
    this.fail('unauthorised', 'the token or session was revoked or has expired');
  }

  #gone(): void {
    if (this.#state === 'gone') return;
    this.#state = 'gone';
    this.#waiting = [];
    this.#letGo?.();
    this.#registry.forget(this, this.#stream);
  }

  #receive(data: RawData, isBinary: boolean): void {
    try {
      if (this.#state === 'opening') this.#waiting.push({ data, isBinary });
      else if (this.#state !== 'gone') this.#read(data, isBinary);
    } catch (error) {
      this.#live.log.error({ err: error, ...this.#stream?.logFields }, 'live frame failed');
      this.warn('internal', 'the frame could not be handled');
    }
  }

  #read(data: RawData, isBinary: boolean): void {
    // The server reads with the default binaryType, so a message is one Buffer.
    const bytes = data as Buffer;
    if (bytes.length > MAX_FRAME_BYTES) {
      this.fail('too_large', 'a frame may hold 64 KiB');
      return;
    }
    const { limits, clock } = this.#live;
    const timeScale = this.#stream?.timeScale ?? 1;
    if (!this.#frames.allows(1, limits.framesPerMinute * timeScale, clock.nowMs())) {
      this.fail('too_fast', 'too many frames a minute');
      return;
    }
    // String() of a Buffer is its UTF-8 text; the library has checked that it is.
    const frame = isBinary ? parseRawSamples(bytes) : parseClientFrame(bytes.toString());
    if (frame.type === 'refused') this.#refuse(frame);
    else if (this.#stream === null) this.#greet(frame);
    else this.#stream.handle(frame);
  }

  #greet(frame: Exclude<ReadFrame, FrameRefusal>): void {
    if (frame.type !== 'hello') {
      this.#refuse({ type: 'refused', code: 'bad_field', field: 'type', message: 'hello comes first' });
      return;
    }
    this.#state = 'opening';
    this.#socket.pause();
    void this.#open(frame);
  }

  async #open(hello: HelloFrame): Promise<void> {
    try {
      const caller =
        (await this.#caller) ??
        (hello.token === undefined ? null : await this.#live.authenticateToken({ token: hello.token }));
      this.#caller = null;
      if (caller === null) {
        this.fail('unauthorised', 'a valid device token or session is needed');
        return;
      }
      if (!caller.scopes.includes('live')) {
        this.fail('not_allowed', 'the token does not open the live channel');
        return;
      }
      // What a closed socket takes hold of, nothing would let go.
      if (!this.#isOpening()) return;
      this.#letGo = this.#live.authorities.hold(caller.authority, () => this.#authorityEnded());
      if (!this.#isOpening()) return;
      const stream = await this.#openStream(this, caller.athleteId, hello);
      if (stream === null || !this.#isOpening()) {
        this.#registry.forget(this, stream);
        return;
      }
      this.#stream = stream;
      this.#state = 'open';
      stream.start();
    } catch (error) {
      this.#live.log.error({ err: error }, 'live stream could not be opened');
      this.fail('overloaded', 'the stream cannot be opened now');
      return;
    }
    for (const { data, isBinary } of this.#waiting.splice(0)) this.#receive(data, isBinary);
    this.#socket.resume();
  }

  // The state changes while something is awaited, behind the compiler's back.
  #isOpening(): boolean {
    return this.#state === 'opening';
  }

  /** L10: told and ignored; ten in a minute close the socket. */
  refuse(field: string, message: string): void {
    this.#refuse({ type: 'refused', code: 'bad_field', field, message });
  }

  #refuse({ code, message, field }: FrameRefusal): void {
    this.#badFrames ??= new RateWindow();
    const { limits, clock } = this.#live;
    if (this.#badFrames.allows(1, limits.badFramesPerMinute - 1, clock.nowMs()))
      this.warn(code, message, field);
    else this.fail(code, message, field);
  }
}
