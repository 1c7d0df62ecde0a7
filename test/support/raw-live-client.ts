import { once } from 'node:events';
import { Compile } from 'typebox/compile';
import { WebSocket } from 'ws';
import { SERVER_MESSAGES } from '../../src/adapters/wire/live/asyncapi-messages.ts';
import {
  LIVE_SUBPROTOCOL,
  type ClientFrame,
  type ServerFrame,
} from '../../src/adapters/wire/live/live-frames.ts';

type FrameOf<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>;

/** A socket with the frames it has received, for tests that say exactly what goes over the wire. */
export class RawLiveClient {
  readonly socket: WebSocket;
  readonly received: ServerFrame[] = [];
  closeCode: number | null = null;
  closeReason = '';
  readonly #changed = new Set<() => void>();

  private constructor(url: string, headers: Record<string, string>) {
    this.socket = new WebSocket(url, LIVE_SUBPROTOCOL, { headers });
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

  static async connect(url: string, headers: Record<string, string> = {}): Promise<RawLiveClient> {
    const client = new RawLiveClient(url, headers);
    await once(client.socket, 'open');
    return client;
  }

  send(frame: ClientFrame | Record<string, unknown>): void {
    this.socket.send(JSON.stringify(frame));
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
