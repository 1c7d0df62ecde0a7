import { backoffMs } from './live-backoff.ts';
import type { ClientSocket, ClientTimers } from './live-client-options.ts';
import type { ClientFrame } from './live-frames.ts';
import { LIVE_SUBPROTOCOL } from './live-protocol.ts';

export interface LiveLinkOptions {
  readonly url: string;
  readonly createSocket: (url: string, protocol: string) => ClientSocket;
  readonly timers: ClientTimers;
  readonly nowMs: () => number;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface LiveLinkListener {
  opened(): void;
  text(text: string): void;
  /** The connection is gone; the listener says whether to `retry`. */
  lost(code: number, wasOpen: boolean): void;
  /** Time to say something; answers when it wants to be asked again. */
  beat(): number;
}

/** Without any frame for so long the connection is dead, whatever the system believes. */
const SILENCE_MS = 35_000;
const FIRST_BEAT_MS = 10_000;

/** One connection at a time, the way back after it was lost, and the proof of life in between. */
export class LiveLink {
  readonly #options: LiveLinkOptions;
  readonly #listener: LiveLinkListener;
  #socket: ClientSocket | null = null;
  #attempt = 0;
  #retryTimer: unknown = null;
  #beatTimer: unknown = null;
  #isOpen = false;
  #heardMs = 0;

  constructor(options: LiveLinkOptions, listener: LiveLinkListener) {
    this.#options = options;
    this.#listener = listener;
  }

  connect(): void {
    const { url, createSocket, timers, nowMs } = this.#options;
    timers.clearTimeout(this.#retryTimer);
    const socket = createSocket(url, LIVE_SUBPROTOCOL);
    this.#socket = socket;
    this.#isOpen = false;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      if (socket !== this.#socket) return;
      this.#isOpen = true;
      this.#listener.opened();
    };
    socket.onmessage = ({ data }) => {
      if (socket !== this.#socket || typeof data !== 'string') return;
      this.#heardMs = nowMs();
      this.#listener.text(data);
    };
    // An error is followed by the close.
    socket.onerror = () => undefined;
    socket.onclose = ({ code }) => {
      if (socket === this.#socket) this.#lost(code);
    };
    this.#heardMs = nowMs();
    this.beatIn(FIRST_BEAT_MS);
  }

  say(frame: ClientFrame | Uint8Array<ArrayBuffer>): void {
    this.#socket?.send(frame instanceof Uint8Array ? frame : JSON.stringify(frame));
  }

  /** The peer was heard as it should be: the next wait is short again. */
  settled(): void {
    this.#attempt = 0;
  }

  beatIn(ms: number): void {
    const { timers } = this.#options;
    timers.clearTimeout(this.#beatTimer);
    this.#beatTimer = timers.setTimeout(() => this.#beat(), ms);
  }

  /** Connects again after a wait with full jitter, at least as long as the server asked for (L8, L11). */
  retry(retryAfterSeconds: number): void {
    const { timers, random } = this.#options;
    const waitMs = backoffMs(this.#attempt++, random(), retryAfterSeconds);
    this.#retryTimer = timers.setTimeout(() => this.connect(), waitMs);
  }

  /** Gives the connection up as lost, without waiting for the peer to agree. */
  drop(): void {
    const socket = this.#socket;
    if (socket === null) return;
    this.#lost(0);
    socket.close();
  }

  /** No connection and no further attempt. */
  close(): void {
    const { timers } = this.#options;
    timers.clearTimeout(this.#retryTimer);
    timers.clearTimeout(this.#beatTimer);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
  }

  #beat(): void {
    if (this.#socket === null) return;
    if (this.#options.nowMs() - this.#heardMs > SILENCE_MS) this.drop();
    else this.beatIn(this.#listener.beat());
  }

  #lost(code: number): void {
    this.#socket = null;
    this.#options.timers.clearTimeout(this.#beatTimer);
    this.#listener.lost(code, this.#isOpen);
  }
}
