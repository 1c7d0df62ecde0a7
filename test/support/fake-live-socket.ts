import type { ClientSocket } from '../../src/adapters/wire/live/live-client-options.ts';
import { parseRawSamples } from '../../src/adapters/wire/live/binary-samples-frame.ts';
import type { ClientFrame, ServerFrame } from '../../src/adapters/wire/live/live-frames.ts';
import type { CapturedBatch } from '../../src/adapters/wire/live/parse-client-frame.ts';

/** A socket whose other end is the test. */
export class FakeLiveSocket implements ClientSocket {
  binaryType = '';
  onopen: ClientSocket['onopen'] = null;
  onmessage: ClientSocket['onmessage'] = null;
  onclose: ClientSocket['onclose'] = null;
  onerror: ClientSocket['onerror'] = null;
  readonly sent: ClientFrame[] = [];
  readonly sentBinary: CapturedBatch[] = [];
  closedWith: number | null = null;

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (typeof data === 'string') {
      // Written by the client under test.
      this.sent.push(JSON.parse(data) as ClientFrame);
      return;
    }
    const frame = parseRawSamples(data);
    if (frame.type === 'refused') throw new Error(frame.message);
    this.sentBinary.push(frame);
  }

  close(code = 1005): void {
    this.closedWith = code;
  }

  open(): void {
    // The event itself is never looked at.
    this.onopen?.(undefined as never);
  }

  say(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  lose(code: number, reason = ''): void {
    this.onclose?.({ code, reason });
  }

  /** Frames of one type. */
  of<T extends ClientFrame['type']>(type: T): Extract<ClientFrame, { type: T }>[] {
    return this.sent.filter((frame): frame is Extract<ClientFrame, { type: T }> => frame.type === type);
  }
}

/** Time that passes when the test says so. */
export class ManualTime {
  monoMs = 0;
  wallMs = 1_795_332_000_000;
  readonly #timers = new Map<number, { atMs: number; callback: () => void }>();
  #next = 1;

  readonly clock = { monoMs: () => this.monoMs, wallMs: () => this.wallMs };
  readonly timers = {
    setTimeout: (callback: () => void, ms: number): unknown => {
      this.#timers.set(this.#next, { atMs: this.monoMs + ms, callback });
      return this.#next++;
    },
    // Handles are the numbers given out above.
    clearTimeout: (handle: unknown): void => void this.#timers.delete(handle as number),
  };

  /** Lets both clocks pass, running what is due in its order, and what it promised. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.monoMs + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.atMs <= untilMs);
      const [first] = due.sort(([, a], [, b]) => a.atMs - b.atMs);
      if (first === undefined) break;
      const [handle, timer] = first;
      this.#timers.delete(handle);
      this.#moveTo(Math.max(this.monoMs, timer.atMs));
      timer.callback();
      await settled();
    }
    this.#moveTo(untilMs);
    await settled();
  }

  #moveTo(monoMs: number): void {
    this.wallMs += monoMs - this.monoMs;
    this.monoMs = monoMs;
  }
}

/** Lets everything that only waits for promises happen. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}
