import type { CapturedEntry, ClockSegment } from './live-buffer.ts';
import type { Capture, LiveClientEvents, LiveClientOptions, LiveClientState } from './live-client-options.ts';
import { LiveClock } from './live-clock.ts';
import type { EndedFrame, WelcomeFrame } from './live-frames.ts';
import { LIVE_CLOSE } from './live-protocol.ts';
import { helloFrame } from './hello-frame.ts';
import { isRefusal } from './is-refusal.ts';
import { LiveJournal } from './live-journal.ts';
import { LiveLink } from './live-link.ts';
import { LiveOutbox } from './live-outbox.ts';
import { readServerFrame } from './read-server-frame.ts';

type At = Pick<Capture, 'mono' | 'wall'>;
type Captured = Partial<Pick<CapturedEntry, 'value' | 'rr' | 'contact' | 'packet'>>;

const NOTHING = { value: null, rr: null, contact: null, packet: null };
const PING_EVERY_MS = 10_000;
const PING_BURST_MS = 100;
/** A batch without acknowledgement for so long is sent again on a new connection. */
const STALL_MS = 60_000;
/** What a client itself has said on connections that it has given up arrives within so long, if it ever does. */
const OWN_GHOST_MS = 60_000;

/**
 * The client side of `zone-coach.live.v1`. It owns the numbers, the durable buffer, the credit, the clock segments and
 * the way back after a lost connection, so that whoever captures only captures: no item is lost and none is counted twice.
 * Runs in a browser and in Node; time, chance, storage and the socket are given to it.
 */
export class LiveClient {
  readonly #options: LiveClientOptions;
  readonly #events: LiveClientEvents;
  readonly #clock: LiveClock;
  #state: LiveClientState = 'idle';
  readonly #link: LiveLink;
  #welcomed = false;
  #retryAfterSeconds = 0;
  readonly #outbox = new LiveOutbox();
  #ending = false;
  #endSent = false;
  readonly #journal: LiveJournal;
  #lastProgressMs = 0;
  #supersededAtMs = -Infinity;

  constructor(options: LiveClientOptions) {
    this.#options = options;
    this.#events = options.events ?? {};
    this.#clock = new LiveClock(options.clock);
    const { url, createSocket, timers, random, clock, buffer, session } = options;
    this.#journal = new LiveJournal({
      buffer,
      session,
      timers,
      snapshot: () => ({ ...this.#outbox.kept, segments: this.#clock.segments, ended: this.#ending }),
      changed: (keeps) => this.#events.storage?.(keeps),
    });
    this.#link = new LiveLink(
      { url, createSocket, timers, random, nowMs: () => clock.monoMs() },
      {
        opened: () => this.#greet(),
        text: (text) => this.#receive(text),
        lost: (code, wasOpen) => this.#lost(code, wasOpen),
        beat: () => this.#ping(),
      },
    );
  }

  get state(): LiveClientState {
    return this.#state;
  }

  /** Captured and not acknowledged. */
  get unsentCount(): number {
    return this.#outbox.unsentCount;
  }

  /** Highest number given. */
  get lastSeq(): number {
    return this.#outbox.lastSeq;
  }

  /** Takes up what the buffer kept of this session, and connects. @throws when the buffer can't say what it kept. */
  async start(): Promise<void> {
    const { buffer, session, isNew = false } = this.#options;
    if (!isNew) {
      const kept = await buffer.open(session);
      this.#outbox.restore(kept);
      this.#ending = kept.ended;
      this.#clock.restore(kept.segments, kept.entries);
    }
    this.#connect();
  }

  /** Gives the item its number. Resolves when it is durable, or the storage has refused it (L16). */
  capture({ value, rr = null, contact = null, ...at }: Capture): Promise<void> {
    return this.#keep({ value, rr, contact }, at);
  }

  /** A notification of 0x2A37 as it came; the server decodes it. */
  capturePacket(packet: Uint8Array, at: At = {}): Promise<void> {
    // A copy: a browser may reuse the bytes behind a DataView.
    return this.#keep({ packet: packet.slice() }, at);
  }

  pause(at: At = {}): Promise<void> {
    return this.#keep({ value: 'pause' }, at);
  }

  resume(at: At = {}): Promise<void> {
    return this.#keep({ value: 'resume' }, at);
  }

  /** The session is over: it is closed as soon as the server has everything. */
  async end(): Promise<void> {
    this.#ending = true;
    await this.#journal.write((buffer, session) => buffer.markEnded(session));
    this.#flush();
  }

  /** Lets go of the connection; the buffer keeps what is not acknowledged. */
  stop(): void {
    this.#journal.close();
    this.#settleDown('stopped');
  }

  /** Tries at once instead of at the end of the wait: the network is back, the page is visible again. */
  wake(): void {
    if (this.#state === 'waiting') this.#connect();
  }

  async #keep(what: Captured, at: At): Promise<void> {
    const { clock, fixedOffsetMs } = this.#options;
    const mono = at.mono ?? clock.monoMs();
    const wall = at.wall ?? clock.wallMs();
    const { segment, isNew } = this.#clock.segmentAt(mono, wall);
    const seq = this.#outbox.nextSeq();
    const entry: CapturedEntry = { ...NOTHING, ...what, seq, segment: segment.id, mono, wall };
    this.#events.captured?.(entry);
    this.#events.unsent?.(this.unsentCount);
    await this.#journal.write(async (buffer, session) => {
      if (isNew) await buffer.putSegment(session, { id: segment.id, offset: segment.offset });
      await buffer.append(session, entry);
    });
    this.#outbox.add(entry);
    if (isNew) {
      await this.#saveOffsets(
        fixedOffsetMs === undefined ? this.#clock.fixMeasured() : this.#clock.fixAll(fixedOffsetMs),
      );
      this.#measure();
    }
    this.#flush();
  }

  #connect(): void {
    this.#become('connecting');
    this.#link.connect();
  }

  #greet(): void {
    this.#welcomed = false;
    this.#endSent = false;
    this.#clock.forgetPings();
    this.#become('connecting');
    this.#link.say(helloFrame(this.#options, this.#outbox.lastSeq));
  }

  #receive(text: string): void {
    const frame = readServerFrame(text);
    switch (frame.type) {
      case 'welcome':
        this.#start(frame);
        break;
      case 'bands':
        this.#events.bands?.(frame);
        break;
      case 'ack':
        this.#take(frame.seq);
        break;
      case 'pong':
        void this.#saveOffsets(this.#clock.pong(frame));
        break;
      case 'coach':
        this.#events.coach?.(frame);
        break;
      case 'ended':
        void this.#finish(frame);
        break;
      case 'error':
        this.#retryAfterSeconds = frame.retryAfterSeconds ?? 0;
        this.#events.error?.(frame);
        break;
      case 'unknown':
        break;
    }
  }

  #start(frame: WelcomeFrame): void {
    this.#welcomed = true;
    this.#link.settled();
    this.#retryAfterSeconds = 0;
    this.#events.welcome?.(frame);
    if (frame.deleted === true) return void this.#letGo('deleted');
    this.#become('streaming');
    this.#outbox.restart(frame.ack);
    this.#take(frame.ack);
    this.#measure();
    this.#flush();
  }

  #take(seq: number): void {
    const nowMs = this.#options.clock.monoMs();
    if (this.#outbox.acknowledge(seq, nowMs)) {
      this.#lastProgressMs = nowMs;
      void this.#journal.write((buffer, session) => buffer.release(session, seq));
      this.#events.ack?.(seq);
      this.#events.unsent?.(this.unsentCount);
    }
    this.#flush();
  }

  /** Sends what credit, pace and clock allow. */
  #flush(): void {
    if (this.#state !== 'streaming') return;
    const nowMs = this.#options.clock.monoMs();
    for (;;) {
      const idle = !this.#outbox.waitsForAck;
      const out = this.#outbox.take((segment) => this.#clock.offsetOf(segment), nowMs);
      if (out === null) break;
      if (idle) this.#lastProgressMs = nowMs;
      this.#link.say(out);
    }
    if (!this.#ending || this.#endSent || !this.#outbox.allSent) return;
    this.#endSent = true;
    this.#link.say({ type: 'end', lastSeq: this.#outbox.lastSeq });
  }

  /** Several pings close together: the best of them fixes the offset of the segments that wait for one (L5). */
  #measure(): void {
    if (this.#options.fixedOffsetMs !== undefined) {
      void this.#saveOffsets(this.#clock.fixAll(this.#options.fixedOffsetMs));
    } else if (this.#clock.needsMeasuring) {
      this.#link.beatIn(0);
    }
  }

  async #saveOffsets(segments: readonly ClockSegment[]): Promise<void> {
    if (segments.length === 0) return;
    this.#events.clock?.(segments);
    await this.#journal.write(async (buffer, session) => {
      for (const { id, offset } of segments) await buffer.putSegment(session, { id, offset });
    });
    this.#flush();
  }

  /** Answers when to ping again: soon while the clock is being measured. */
  #ping(): number {
    const stalledMs = this.#options.clock.monoMs() - this.#lastProgressMs;
    if (this.#outbox.waitsForAck && stalledMs > STALL_MS) this.#link.drop();
    else if (this.#welcomed && !(this.#clock.needsMeasuring && this.#clock.pingsEnough)) {
      this.#link.say({ type: 'ping', ...this.#clock.ping() });
    }
    return this.#welcomed && this.#clock.needsMeasuring ? PING_BURST_MS : PING_EVERY_MS;
  }

  async #finish({ session }: EndedFrame): Promise<void> {
    if (this.unsentCount > 0) {
      // Captured after the end was said: that is said again when it has arrived.
      this.#endSent = false;
      this.#flush();
      return;
    }
    await this.#letGo('ended');
    this.#events.ended?.(session);
  }

  /** Nothing of the session is needed any more. */
  async #letGo(state: 'ended' | 'deleted'): Promise<void> {
    this.#link.close();
    await this.#journal.write((buffer, session) => buffer.remove(session));
    this.#journal.close();
    this.#settleDown(state);
  }

  #lost(code: number, wasOpen: boolean): void {
    if (!wasOpen) this.#events.unopened?.();
    this.#welcomed = false;
    if (code === LIVE_CLOSE.superseded && this.#noteTakeover() === 'another') this.#settleDown('superseded');
    else if (isRefusal(code, this.#retryAfterSeconds)) this.#settleDown('refused');
    else {
      this.#become('waiting');
      this.#link.retry(this.#retryAfterSeconds);
    }
  }

  /**
   * Notes that a newer hello took the session over, and answers whose it was (L4). The first may be the client's own, late
   * from a connection that it has given up, also before a reload: nobody writes then. Two soon after each other are another's.
   */
  #noteTakeover(): 'own' | 'another' {
    const nowMs = this.#options.clock.monoMs();
    const isSecond = nowMs - this.#supersededAtMs < OWN_GHOST_MS;
    this.#supersededAtMs = nowMs;
    return isSecond ? 'another' : 'own';
  }

  #settleDown(state: LiveClientState): void {
    this.#link.close();
    this.#become(state);
  }

  #become(state: LiveClientState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#events.state?.(state);
  }
}
