import type { CapturedItem } from '../wire/live/captured-item.ts';
import type { HelloFrame, LiveErrorCode, SkipFrame } from '../wire/live/live-frames.ts';
import { MAX_BATCH } from '../wire/live/live-protocol.ts';
import type { CapturedBatch } from '../wire/live/parse-client-frame.ts';

/** A stream of the live channel as an inlet writes it. */
export interface WrittenStream {
  start(): void;
  handle(frame: CapturedBatch | SkipFrame): void;
  /** The live channel lets go of it. */
  forget(): void;
}

/** What an inlet needs of the live channel. */
export interface StreamOpener {
  readonly accepting: boolean;
  /** Claims and loads the stream for a writer with limits of an inlet; null when it was told why not. */
  open(peer: InletRun, athleteId: string, hello: HelloFrame): Promise<OpenedStream | null>;
}

export interface OpenedStream {
  readonly stream: WrittenStream;
  /** What is stored of it, complete since it was claimed. */
  readonly stored: StoredOrigins;
}

export interface StoredOrigins {
  /** The caller's from here on. */
  readonly origins: Set<number>;
  /** Highest number that was ever given. */
  readonly highest: number;
  /** Numbers below it that nothing is known of. */
  readonly holes: readonly (readonly [from: number, to: number])[];
}

/** Why items were not stored: somebody else writes the stream by now, or the server can't take them at the moment. */
export class NotStored extends Error {
  readonly code: LiveErrorCode;
  constructor(code: LiveErrorCode) {
    super(`not stored: ${code}`);
    this.name = 'NotStored';
    this.code = code;
  }
}

/** The connection of an inlet's app that takes coach frames, where it may (N1). */
export interface CoachListener {
  readonly isListening: boolean;
  send(text: string): void;
}

interface Waiter {
  readonly through: number;
  readonly resolve: () => void;
  readonly reject: (error: NotStored) => void;
}

export interface NamedItem extends CapturedItem {
  readonly origin: number;
}

/** Items handed on and not yet committed, beyond which a frame is turned away for now. */
const MOST_UNSTORED = 2 * MAX_BATCH;
/** How the frames begin that say what is committed. */
const ACKNOWLEDGING = ['{"type":"ack","seq":', '{"type":"welcome","ack":'];

/**
 * One run of an inlet while this process writes it (N5): a client of the live channel within the server. It numbers what
 * its app does not, knows what it has by origin, and receives its acknowledgements and coach frames.
 */
export class InletRun {
  readonly athleteId: string;
  readonly span: RunSpan;
  open = true;
  readonly bufferedBytes = 0;
  lastCoach: string | null = null;
  coached: CoachListener | null = null;
  #stream: WrittenStream | null = null;
  #lost: LiveErrorCode | null = null;
  #origins = new Set<number>();
  #highest = 0;
  #acknowledged = 0;
  #waiters: Waiter[] = [];

  private constructor(athleteId: string, run: RunSpan) {
    this.athleteId = athleteId;
    this.span = run;
  }

  /** A run that is known of and not written here. */
  static closed(athleteId: string, span: RunSpan): InletRun {
    const run = new InletRun(athleteId, span);
    run.open = false;
    return run;
  }

  /** @throws NotStored when the live channel can't take it now. */
  static async open(
    streams: StreamOpener,
    athleteId: string,
    span: RunSpan,
    hello: Omit<HelloFrame, 'type' | 'protocol' | 'session' | 'lastSeq'>,
  ): Promise<InletRun> {
    const run = new InletRun(athleteId, span);
    const opened = await streams.open(run, athleteId, {
      type: 'hello',
      protocol: 1,
      session: span.sessionId,
      lastSeq: 0,
      ...hello,
    });
    if (opened === null) throw new NotStored(run.#lost ?? 'overloaded');
    const { stream, stored } = opened;
    try {
      if (!run.open) throw new NotStored('superseded');
      run.#stream = stream;
      run.#origins = stored.origins;
      run.#highest = stored.highest;
      stream.start();
      for (const [from, to] of stored.holes) {
        stream.handle({ type: 'skip', from, to, reason: 'lost before it was stored' });
      }
      return run;
    } catch (error) {
      stream.forget();
      throw error;
    }
  }

  get isCoached(): boolean {
    return this.coached?.isListening === true;
  }

  has(origin: number): boolean {
    return this.#origins.has(origin);
  }

  get isFull(): boolean {
    return this.#highest - this.#acknowledged > MOST_UNSTORED;
  }

  /** Hands on the items that it does not have yet, in the order given; answers how many. */
  append(items: readonly NamedItem[]): number {
    const fresh = items.filter(({ origin }) => {
      const isNew = !this.#origins.has(origin);
      this.#origins.add(origin);
      return isNew;
    });
    for (let from = 0; from < fresh.length; from += MAX_BATCH) {
      const batch = fresh.length <= MAX_BATCH ? fresh : fresh.slice(from, from + MAX_BATCH);
      const first = this.#highest + 1;
      this.#highest += batch.length;
      for (const { atMs } of batch) {
        this.span.startedAtMs = Math.min(this.span.startedAtMs, atMs);
        this.span.lastAtMs = Math.max(this.span.lastAtMs, atMs);
      }
      this.#stream?.handle({ type: 'samples', first, items: batch });
    }
    return fresh.length;
  }

  /** Resolves when everything handed on so far is committed (L1). @throws NotStored */
  committed(): Promise<void> {
    if (this.#acknowledged >= this.#highest) return Promise.resolve();
    if (!this.open) return Promise.reject(new NotStored('superseded'));
    return new Promise((resolve, reject) => {
      this.#waiters.push({ through: this.#highest, resolve, reject });
    });
  }

  /** Stops writing; what is stored stays, and the run may be opened again. */
  release(): void {
    this.#lose('superseded');
  }

  send(...texts: string[]): void {
    for (const text of texts) if (text.startsWith('{"type":"coach"')) this.#passCoach(text);
    for (const text of texts) {
      const acknowledged = acknowledgedIn(text);
      if (acknowledged !== null) this.#hearAck(acknowledged);
    }
  }

  fail(code: LiveErrorCode): void {
    this.#lose(code);
  }

  refuse(): void {
    this.#lose('internal');
  }

  terminate(): void {
    this.#lose('superseded');
  }

  close(): void {
    this.#lose('superseded');
  }

  warn(): void {
    // Conflicts can't arise where the server numbers; what is set aside is listed with its reason.
  }

  pauseReading(): void {
    // The app waits for its answer: that is its backpressure.
  }

  #hearAck(acknowledged: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, acknowledged);
    this.#highest = Math.max(this.#highest, this.#acknowledged);
    const waiting = this.#waiters;
    if (waiting.length === 0) return;
    this.#waiters = waiting.filter(({ through }) => through > this.#acknowledged);
    for (const { through, resolve } of waiting) if (through <= this.#acknowledged) resolve();
  }

  #passCoach(text: string): void {
    this.lastCoach = text;
    this.coached?.send(text);
  }

  #lose(code: LiveErrorCode): void {
    if (!this.open) return;
    this.open = false;
    this.#lost = code;
    this.#stream?.forget();
    for (const { reject } of this.#waiters.splice(0)) reject(new NotStored(code));
  }
}

/** What an acknowledgement or a welcome says is committed; null for any other frame. One comes for every beat. */
function acknowledgedIn(text: string): number | null {
  const head = ACKNOWLEDGING.find((each) => text.startsWith(each));
  return head === undefined ? null : Number.parseInt(text.slice(head.length), 10);
}

/** The stream of a run, and the instants of its first and last beat so far. */
export interface RunSpan {
  readonly sessionId: string;
  startedAtMs: number;
  lastAtMs: number;
  deletedAtMs?: number;
}
