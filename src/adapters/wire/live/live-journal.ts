import type { BufferedSession, LiveBuffer } from './live-buffer.ts';
import type { ClientTimers } from './live-client-options.ts';

/** A storage that has not answered for so long does not work. */
const PATIENCE_MS = 3_000;
const TRY_AGAIN_MS = 5_000;

interface JournalOptions {
  readonly buffer: LiveBuffer;
  readonly session: string;
  readonly timers: ClientTimers;
  /** All that must be kept now. */
  readonly snapshot: () => BufferedSession;
  /** Storage refuses, or works again. */
  readonly changed: (kept: boolean) => void;
}

/**
 * A client's writes to its buffer, one after the other, in the order of the numbers. A storage that refuses, has closed or
 * never answers holds nothing up: what it would have kept stays in memory, and everything is written as soon as it works
 * again (L16).
 */
export class LiveJournal {
  readonly #options: JournalOptions;
  #last: Promise<unknown> = Promise.resolve();
  #failing = false;
  #closed = false;
  #timer: unknown = null;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** Never rejects. Resolves when the work is durable, or must be kept in memory. */
  write(work: (buffer: LiveBuffer, session: string) => Promise<unknown>): Promise<void> {
    const { buffer, session } = this.#options;
    const done = this.#last.then(async () => {
      if (this.#failing) return;
      try {
        await this.#inTime(work(buffer, session));
      } catch {
        this.#fail();
      }
    });
    this.#last = done;
    return done;
  }

  /** The session is over: nothing more is written. */
  close(): void {
    this.#closed = true;
    this.#options.timers.clearTimeout(this.#timer);
  }

  #fail(): void {
    this.#failing = true;
    this.#options.changed(false);
    this.#tryLater();
  }

  #tryLater(): void {
    if (this.#closed) return;
    this.#timer = this.#options.timers.setTimeout(() => void this.#tryAgain(), TRY_AGAIN_MS);
  }

  async #tryAgain(): Promise<void> {
    try {
      await this.#save();
    } catch {
      this.#tryLater();
      return;
    }
    // What was captured meanwhile, in its place among the writes: none is missed and none overtakes.
    this.#last = this.#last.then(async () => {
      try {
        if (!this.#closed) await this.#save();
        this.#failing = false;
        this.#options.changed(true);
      } catch {
        this.#tryLater();
      }
    });
  }

  #save(): Promise<void> {
    const { buffer, session, snapshot } = this.#options;
    return this.#inTime(buffer.save(session, snapshot()));
  }

  #inTime<T>(work: Promise<T>): Promise<T> {
    const { timers } = this.#options;
    return new Promise((resolve, reject) => {
      const timer = timers.setTimeout(() => reject(new Error('the storage does not answer')), PATIENCE_MS);
      work.then(resolve, reject).finally(() => timers.clearTimeout(timer));
    });
  }
}
