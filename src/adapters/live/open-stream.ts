import type { ClaimedStream, StreamKey } from '../../application/ports/live-store.ts';
import { isCredibleClock } from '../../application/live/live-item.ts';
import type { SessionSummary } from '../../application/live/close-live-recording.ts';
import type { StoredStream } from '../../application/live/merge-batches.ts';
import { isFresh } from '../../domain/timeline/fresh.ts';
import type { LiveErrorCode, PingFrame, SkipFrame } from '../wire/live/live-frames.ts';
import { LIVE_CLOSE, MAX_BATCH, MAX_IN_FLIGHT } from '../wire/live/live-protocol.ts';
import type { CapturedBatch, FrameRefusal, ReadFrame } from '../wire/live/parse-client-frame.ts';
import { CoachFeed } from './coach-feed.ts';
import type { CommitTicket, CommitWaiter } from './group-commit.ts';
import type { LiveLimits } from './live-limits.ts';
import type { LiveShared } from './live-shared.ts';
import { RateWindow } from './rate-window.ts';
import { ackText, endedText, MISSING_SHOWN, pongText, welcomeText } from './server-frames.ts';
import type { StreamCoach } from './stream-coach.ts';
import { StreamEnding } from './stream-ending.ts';
import { StreamEvaluation } from './stream-evaluation.ts';
import type { StreamPeer } from './stream-peer.ts';
import { StreamWriter } from './stream-writer.ts';

/** Under pressure a socket with more than this waiting is not read (L8). */
const PRESSURE_ITEMS = 30;

export interface OpenStreamParts extends StreamKey {
  readonly live: Pick<LiveShared, 'clock' | 'limits' | 'log' | 'bus' | 'commit'>;
  /** Those of its source. */
  readonly limits: LiveLimits;
  readonly connection: StreamPeer;
  readonly claimed: ClaimedStream;
  readonly stored: StoredStream | null;
  readonly coach: StreamCoach;
  /** The client's clock as its hello said it (L5). */
  readonly wallMs: number;
  readonly service: StreamService;
}

/** What every stream needs of the service; one for all of them. */
export interface StreamService {
  /** The stream has something to be sent or done within the second. */
  due(stream: OpenStream): void;
  /** Everything that is committed of a stream. */
  loadStored(key: StreamKey): Promise<StoredStream>;
  closeRecording(key: StreamKey): Promise<SessionSummary | null>;
}

/** One writer of one stream, from its claim to the loss of its socket or of its epoch (L4). */
export class OpenStream implements CommitWaiter, StreamKey {
  readonly athleteId: string;
  readonly sessionId: string;
  readonly epoch: number;
  readonly timeScale: number;
  readonly #simulated: boolean;
  readonly #live: OpenStreamParts['live'];
  readonly #service: StreamService;
  readonly #limits: LiveLimits;
  readonly #connection: StreamPeer;
  readonly #writer: StreamWriter;
  readonly #evaluation: StreamEvaluation;
  readonly #feed: CoachFeed;
  readonly #freshItems = new RateWindow();
  readonly #wasEnded: boolean;
  readonly #ending = new StreamEnding();
  #ackDue = false;
  /** Kept here, because all streams are asked for it once a second. */
  #outdatedAtMs = Infinity;
  /** Settled, and not told yet. */
  #ack: string | null = null;
  #coach: string | null = null;
  #notices: RateWindow | null = null;

  constructor(parts: OpenStreamParts) {
    this.#live = parts.live;
    this.#service = parts.service;
    this.#limits = parts.limits;
    this.#connection = parts.connection;
    this.athleteId = parts.athleteId;
    this.sessionId = parts.sessionId;
    this.epoch = parts.claimed.epoch;
    this.timeScale = parts.claimed.facts.timeScale ?? 1;
    this.#writer = new StreamWriter(this.timeScale, isCredibleClock(parts.wallMs, parts.live.clock.nowMs()));
    this.#simulated = parts.claimed.facts.timeScale !== null;
    this.#wasEnded = parts.claimed.closed;
    this.#evaluation = new StreamEvaluation(parts.coach);
    this.#feed = new CoachFeed({
      bus: parts.live.bus,
      connection: parts.connection,
      athleteId: parts.athleteId,
      evaluation: this.#evaluation,
      timeScale: this.timeScale,
    });
    if (parts.claimed.prunedThrough !== null) this.#writer.restorePruned(parts.claimed.prunedThrough);
    if (parts.stored !== null) this.#writer.restore(parts.stored);
  }

  get logFields(): { sessionId: string; epoch: number } {
    return { sessionId: this.sessionId, epoch: this.epoch };
  }

  /** Greets back: from here on the client may send. */
  start(): void {
    this.#connection.send(
      welcomeText({
        ack: this.#writer.acknowledged,
        serverTime: this.#live.clock.nowMs(),
        maxBatch: MAX_BATCH,
        maxInFlight: MAX_IN_FLIGHT,
        ...this.#feed.basis(),
        ended: this.#wasEnded,
      }),
    );
    if (this.#writer.missing(1).length > 0) this.#send(this.#takeAck(this.#isSlowReader()), null);
    if (this.#evaluation.due) this.#service.due(this);
  }

  handle(frame: Exclude<ReadFrame, FrameRefusal>): void {
    switch (frame.type) {
      case 'samples':
        this.#samples(frame);
        return;
      case 'ping':
        this.#ping(frame);
        return;
      case 'skip':
        this.#skip(frame);
        return;
      case 'end':
        this.#end(frame.lastSeq);
        return;
      case 'hello':
        this.#connection.refuse('type', 'hello was said already');
    }
  }

  committed(ticket: CommitTicket): void {
    this.#writer.committed(ticket);
  }

  refused(): void {
    this.superseded();
  }

  /** L4: a newer hello has the stream, wherever it was said. */
  superseded(): void {
    this.#connection.fail('superseded', 'the session is written from another connection');
  }

  /** L15: its phone is told at its next hello. */
  deleted(): void {
    this.#connection.close(LIVE_CLOSE.restart, 'run deleted');
  }

  /** After each commit: the acknowledgement, and the coach frame where one is due. */
  settle(): void {
    if (!this.#connection.open) return;
    if (this.#writer.unstoredItems <= PRESSURE_ITEMS) this.#connection.pauseReading(false);
    const isSlow = this.#isSlowReader();
    this.#ack = this.#takeAck(isSlow);
    this.#coach = this.#takeCoach(this.#live.clock.nowMs(), isSlow);
    if (this.#evaluation.due) this.#catchUp();
    if (this.#hasDue()) this.#service.due(this);
  }

  /** In one write. */
  tell(): void {
    this.#send(this.#ack, this.#coach);
    this.#ack = this.#coach = null;
    if (this.#ending.lastSeq !== null) this.#endWhenComplete();
  }

  /** A coach frame waits for the acknowledgement that it leaves with, unless the commit is slow. */
  tick(nowMs: number, commitIsSlow: boolean): boolean {
    if (!this.#connection.open) return false;
    const waits = this.#writer.unstoredItems > 0 && !commitIsSlow;
    const isSlow = this.#isSlowReader();
    this.#send(this.#ackDue ? this.#takeAck(isSlow) : null, waits ? null : this.#takeCoach(nowMs, isSlow));
    if (this.#evaluation.due) this.#catchUp();
    if (this.#ending.lastSeq !== null) this.#endWhenComplete();
    return this.#hasDue();
  }

  /** What the athlete has stored has changed: an upload, a session logged or undone. */
  evidenceChanged(): void {
    this.#evaluation.coach.needsRefresh = true;
    this.#service.due(this);
  }

  /** Called once a second: a value that has grown too old is taken back, once. */
  tickStale(nowMs: number): void {
    if (nowMs < this.#outdatedAtMs || this.#feed.due || !this.#connection.open) return;
    this.#feed.due = true;
    this.#send(null, this.#takeCoach(nowMs, this.#isSlowReader()));
  }

  #samples(batch: CapturedBatch): void {
    const { commit, clock } = this.#live;
    const limits = this.#limits;
    const { items, first } = batch;
    const nowMs = clock.nowMs();
    if (this.#writer.unstoredItems + items.length > limits.maxUnstoredItems) {
      this.#connection.fail(
        'too_fast',
        `at most ${MAX_IN_FLIGHT} batches of ${MAX_BATCH} may be unacknowledged`,
      );
      return;
    }
    if (commit.pendingBytes > limits.overloadBytes) {
      this.#connection.fail('overloaded', 'the server cannot store items now: send them again later');
      return;
    }
    if (this.#writer.holeCount >= limits.maxHoles && first > this.#writer.highest + 1) {
      this.#connection.refuse('first', 'too many numbers are missing: send those first');
      return;
    }
    const { fresh, conflicts, quarantined } = this.#writer.accept(batch, nowMs, commit, this);
    if (conflicts > 0)
      this.#notice('conflict', 'a number came again with another payload: the first was kept', nowMs);
    if (quarantined > 0) this.#notice('quarantined', 'instants are too far from the server’s clock', nowMs);
    if (fresh.length === 0) {
      // Known already: what is committed is acknowledged now, the rest with its commit.
      if (this.#writer.unstoredItems === 0) this.#send(this.#takeAck(this.#isSlowReader()), null);
      return;
    }
    this.#evaluation.push(fresh, this.#writer.lastPart, nowMs);
    this.#feed.due = true;
    // Catch-up does not count against the rate of a live source (L7, L8).
    let live = 0;
    for (const item of fresh) if (this.#simulated || isFresh(item.atMs, nowMs)) live++;
    if (live > 0 && !this.#freshItems.allows(live, limits.freshItemsPerMinute * this.timeScale, nowMs)) {
      this.#connection.fail('too_fast', 'more than 10 fresh items a second');
      return;
    }
    if (commit.pendingBytes > limits.pressureBytes && this.#writer.unstoredItems > PRESSURE_ITEMS) {
      this.#connection.pauseReading(true);
    }
  }

  #ping(frame: PingFrame): void {
    const nowMs = this.#live.clock.nowMs();
    if (!isCredibleClock(frame.wall, nowMs)) this.#writer.clock.isCredible = false;
    this.#connection.send(pongText(frame, nowMs));
  }

  #skip({ from, to }: SkipFrame): void {
    const { commit, limits } = this.#live;
    if (this.#writer.holeCount >= limits.maxHoles && from > this.#writer.highest + 1) {
      this.#connection.refuse('from', 'too many numbers are missing: send those first');
    } else {
      this.#writer.skip(from, to, commit, this);
    }
  }

  #end(lastSeq: number): void {
    this.#ending.lastSeq = lastSeq;
    this.#service.due(this);
    if (this.#writer.unstoredItems === 0) this.#send(this.#takeAck(this.#isSlowReader()), null);
    this.#endWhenComplete();
  }

  #hasDue(): boolean {
    return this.#ackDue || this.#feed.due || this.#evaluation.due || this.#ending.lastSeq !== null;
  }

  #send(ack: string | null, coach: string | null): void {
    if (ack !== null && coach !== null) this.#connection.send(ack, coach);
    else if (ack !== null) this.#connection.send(ack);
    else if (coach !== null) this.#connection.send(coach);
  }

  /** L1, L3. A reader that is behind gets the newest state later instead of every state now: null. */
  #takeAck(isSlow: boolean): string | null {
    this.#ackDue = isSlow;
    if (this.#ackDue) {
      this.#service.due(this);
      return null;
    }
    const missing = this.#writer.missing(MISSING_SHOWN, this.#ending.lastSeq);
    return ackText(this.#writer.acknowledged, missing);
  }

  /** Watchers get it in any case; null where the athlete gets none now. */
  #takeCoach(nowMs: number, isSlow: boolean): string | null {
    const text = this.#feed.take(nowMs);
    this.#outdatedAtMs = this.#evaluation.coach.outdatedAtMs;
    return isSlow ? null : text;
  }

  #isSlowReader(): boolean {
    const { bufferedBytes } = this.#connection;
    if (bufferedBytes > this.#live.limits.deadReaderBytes) this.#connection.terminate();
    return bufferedBytes > this.#live.limits.slowReaderBytes;
  }

  #notice(code: LiveErrorCode, message: string, nowMs: number): void {
    this.#notices ??= new RateWindow();
    if (this.#notices.allows(1, 1, nowMs)) this.#connection.warn(code, message);
  }

  #endWhenComplete(): void {
    if (this.#ending.lastSeq === null || this.#writer.unstoredItems > 0) return;
    const close = async (): Promise<void> => {
      this.#connection.send(endedText(await this.#service.closeRecording(this)));
    };
    this.#ending
      .closeWhenComplete(this.#writer.acknowledged, () => this.#live.clock.nowMs(), close)
      .catch((error: unknown) => {
        this.#live.log.error({ err: error, ...this.logFields }, 'live stream could not be closed');
      });
  }

  #catchUp(): void {
    const load = (): Promise<StoredStream> => this.#service.loadStored(this);
    this.#evaluation.catchUp(this.#writer, this.#live.clock.nowMs(), load).then(
      (rebuilt) => {
        if (!rebuilt) return;
        this.#feed.sendMovedBands();
        this.#feed.due = true;
        this.#service.due(this);
      },
      (error: unknown) => {
        this.#live.log.warn({ err: error, ...this.logFields }, 'live evaluation waits for the database');
      },
    );
  }
}
