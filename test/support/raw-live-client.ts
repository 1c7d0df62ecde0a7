import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Compile } from 'typebox/compile';
import { WebSocket } from 'ws';
import { SERVER_MESSAGES } from '../../src/adapters/wire/live/asyncapi-messages.ts';
import type { ClientFrame, ServerFrame } from '../../src/adapters/wire/live/live-frames.ts';
import { LIVE_SUBPROTOCOL } from '../../src/adapters/wire/live/live-protocol.ts';

type FrameOf<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>;

type ClientOptions = Pick<WebSocket.ClientOptions, 'autoPong'>;

/** A text frame of 126 to 65,535 bytes as a client sends it (RFC 6455, 5.2), under a mask of zeros. */
function maskedTextFrame(payload: Buffer): Buffer {
  const header = Buffer.from([0x81, 0x80 | 126, 0, 0, 0, 0, 0, 0]);
  header.writeUInt16BE(payload.length, 2);
  return Buffer.concat([header, payload]);
}

/** A socket with the frames it has received, for tests that say exactly what goes over the wire. */
export class RawLiveClient {
  readonly socket: WebSocket;
  readonly received: ServerFrame[] = [];
  closeCode: number | null = null;
  closeReason = '';
  readonly #changed = new Set<() => void>();

  private constructor(url: string, headers: Record<string, string>, options: ClientOptions) {
    this.socket = new WebSocket(url, LIVE_SUBPROTOCOL, { headers, ...options });
    this.socket.on('message', (data: Buffer) => {
      this.received.push(readServerFrame(data.toString()));
      this.#notify();
    });
    this.socket.on('close', (code: number, reason: Buffer) => {
      this.closeCode = code;
      this.closeReason = reason.toString();
      this.#notify();
    });
    this.socket.on('error', () => undefined);
  }

  static async connect(
    url: string,
    headers: Record<string, string> = {},
    options: ClientOptions = {},
  ): Promise<RawLiveClient> {
    const client = new RawLiveClient(url, headers, options);
    await once(client.socket, 'open');
    return client;
  }

  send(frame: ClientFrame | Record<string, unknown>): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** One text frame as a slow uplink lets it through: `bytes` at a time. */
  async sendSlowly(text: string, { bytes, everyMs }: { bytes: number; everyMs: number }): Promise<void> {
    const frame = maskedTextFrame(Buffer.from(text));
    // The connection below the WebSocket, as ws names it.
    const { _socket: connection } = this.socket as unknown as { _socket: Socket };
    for (let at = 0; at < frame.length; at += bytes) {
      connection.write(frame.subarray(at, at + bytes));
      await delay(everyMs);
    }
  }

  /** The first frame, received already or to come, of this type that `matches`. */
  async next<T extends ServerFrame['type']>(
    type: T,
    matches: (frame: FrameOf<T>) => boolean = () => true,
  ): Promise<FrameOf<T>> {
    return this.until(
      () =>
        this.received.find(
          (frame): frame is FrameOf<T> => frame.type === type && matches(frame as FrameOf<T>),
        ),
      `${type} frame`,
    );
  }

  /** Everything sent so far was read, or the socket is closed: a ping of the WebSocket came back. */
  async settled(): Promise<void> {
    let answered = false;
    this.socket.once('pong', () => {
      answered = true;
      this.#notify();
    });
    if (this.closeCode === null && this.socket.readyState === WebSocket.OPEN) this.socket.ping();
    await this.until(() => (answered || this.closeCode !== null ? true : undefined), 'pong');
  }

  async closed(): Promise<number> {
    return this.until(() => this.closeCode ?? undefined, 'close');
  }

  /** Waits for what the received frames make true; fails with what was received. */
  async until<T>(find: () => T | undefined, what: string, withinMs = 10_000): Promise<T> {
    const found = find();
    if (found !== undefined) return found;
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#changed.delete(check);
      };
      const check = (): void => {
        const value = find();
        if (value === undefined) return;
        done();
        resolve(value);
      };
      const timer = setTimeout(() => {
        done();
        reject(
          new Error(
            `no ${what}; closed ${this.closeCode ?? 'not'}, received ${JSON.stringify(this.received.slice(-5))}`,
          ),
        );
      }, withinMs);
      this.#changed.add(check);
    });
  }

  #notify(): void {
    for (const check of [...this.#changed]) check();
  }
}

const validators = new Map(
  Object.entries(SERVER_MESSAGES).map(([type, { payload }]) => [type, Compile(payload)]),
);

/** Every frame of the server is held against the documented schema, whatever a test looks at. */
function readServerFrame(text: string): ServerFrame {
  // Checked just below against the schema of its type.
  const frame = JSON.parse(text) as ServerFrame;
  const validator = validators.get(frame.type);
  if (validator?.Check(frame) !== true) {
    throw new Error(`not as documented: ${text} ${JSON.stringify(validator?.Errors(frame)[0])}`);
  }
  return frame;
}
