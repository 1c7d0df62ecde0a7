import pLimit, { type LimitFunction } from 'p-limit';
import type { Authorities } from '../../application/authority/authorities.ts';
import type { CloseIdleStreams } from '../../application/live/close-idle-streams.ts';
import type { CloseLiveRecording, SessionSummary } from '../../application/live/close-live-recording.ts';
import type { LiveStore, StreamFacts, StreamKey } from '../../application/ports/live-store.ts';
import { mergeBatches, type StoredStream } from '../../application/live/merge-batches.ts';
import type { Clock } from '../../application/ports/clock.ts';
import { LIVE_CLOSE, type HelloFrame } from '../wire/live/live-frames.ts';
import { GroupCommit } from './group-commit.ts';
import type { LiveBus, StreamClaim } from './live-bus.ts';
import type { LiveCaller } from './live-caller.ts';
import type { LiveLimits } from './live-limits.ts';
import type { LiveLog } from './live-log.ts';
import type { LiveGauges, LiveMetrics } from './live-metrics.ts';
import { DeletedStream } from './deleted-stream.ts';
import { OpenStream } from './open-stream.ts';
import type { DueStream, StreamPeer } from './stream-host.ts';
import type { StreamCoach } from './stream-coach.ts';
import type { StreamConnection } from './stream-connection.ts';

export interface OpenCoachInput extends StreamKey {
  readonly hello: HelloFrame;
  /** What the first hello of the stream said of it, whatever this one says. */
  readonly facts: StreamFacts;
}

export interface LiveHubDeps {
  readonly liveStore: LiveStore;
  readonly authenticateToken: (input: { token: string }) => Promise<LiveCaller | null>;
  readonly authorities: Pick<Authorities, 'hold'>;
  readonly openCoach: (input: OpenCoachInput) => Promise<StreamCoach>;
  readonly closeLiveRecording: CloseLiveRecording;
  readonly closeIdleStreams: CloseIdleStreams;
  readonly bus: LiveBus;
  readonly clock: Clock;
  readonly limits: LiveLimits;
  readonly log: LiveLog;
  readonly metrics: LiveMetrics;
}

/** A screen that watches: a socket, or a stream of events. */
export interface Watcher {
  close(code: number, reason: string): void;
}

const TICK_MS = 250;
const TICKS_PER_SECOND = 4;
/** A coach frame waits this long for the commit whose acknowledgement it leaves with. */
const COACH_WAITS_MS = 500;
const LONGEST_RETRY_SECONDS = 10;
/** How long a peer has to answer the close before it is cut off. */
const CLOSE_HANDSHAKE_MS = 1_000;

/** All live streams of this process: who writes what, what they share, and the one clockwork that serves them all. */
export class LiveHub implements LiveGauges {
  readonly clock: Clock;
  readonly limits: LiveLimits;
  readonly log: LiveLog;
  readonly metrics: LiveMetrics;
  readonly bus: LiveBus;
  readonly commit: GroupCommit;
  readonly authenticateToken: LiveHubDeps['authenticateToken'];
  readonly authorities: LiveHubDeps['authorities'];
  readonly #deps: LiveHubDeps;
  /** Each with the tick of the ping interval that it is pinged at: together they would hold the process up. */
  readonly #connections = new Map<StreamConnection, number>();
  readonly #ticksPerPing: number;
  #nextPingTick = 0;
  readonly #greeting = new Set<StreamConnection>();
  readonly #streams = new Map<string, { stream: OpenStream; connection: StreamPeer }>();
  readonly #opening: LimitFunction;
  readonly #watchers = new Set<Watcher>();
  #due = new Set<DueStream>();
  #timer: NodeJS.Timeout | null = null;
  #ticks = 0;
  #draining = false;

  constructor(deps: LiveHubDeps) {
    this.#deps = deps;
    this.clock = deps.clock;
    this.limits = deps.limits;
    this.log = deps.log;
    this.metrics = deps.metrics;
    this.bus = deps.bus;
    this.authenticateToken = deps.authenticateToken;
    this.authorities = deps.authorities;
    this.commit = new GroupCommit({
      store: deps.liveStore,
      clock: deps.clock,
      log: deps.log,
      metrics: deps.metrics,
      commitIntervalMs: deps.limits.commitIntervalMs,
    });
    this.#ticksPerPing = Math.max(1, Math.round(deps.limits.pingIntervalMs / TICK_MS));
    this.#opening = pLimit(deps.limits.openingAtOnce);
    deps.bus.onClaim((claim) => this.#supersede(claim));
    deps.metrics.follow(this);
  }

  get streamCount(): number {
    return this.#streams.size;
  }

  get watcherCount(): number {
    return this.#watchers.size;
  }

  get pendingBytes(): number {
    return this.commit.pendingBytes;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS);
  }

  get accepting(): boolean {
    return !this.#draining;
  }

  add(connection: StreamConnection): void {
    this.#connections.set(connection, this.#nextPingTick++ % this.#ticksPerPing);
    this.#greeting.add(connection);
  }

  forget(connection: StreamPeer, stream: OpenStream | DeletedStream | null): void {
    (this.#connections as Map<StreamPeer, number>).delete(connection);
    (this.#greeting as Set<StreamPeer>).delete(connection);
    if (!(stream instanceof OpenStream)) return;
    this.#due.delete(stream);
    const key = keyOf(stream);
    if (this.#streams.get(key)?.stream === stream) this.#streams.delete(key);
  }

  addWatcher(watcher: Watcher): void {
    this.#watchers.add(watcher);
  }

  removeWatcher(watcher: Watcher): void {
    this.#watchers.delete(watcher);
  }

  /** What an athlete has stored has changed, here or in another process: running streams tell the week anew (T9). */
  evidenceChanged(athleteId: string): void {
    for (const { stream } of this.#streams.values()) {
      if (stream.athleteId === athleteId) stream.evidenceChanged();
    }
  }

  /** L15: a run was deleted, here or in another process; `stream` is `athlete/session`. Its phone is told at its next hello. */
  streamDeleted(stream: string): void {
    this.#streams.get(stream)?.connection.close(LIVE_CLOSE.restart, 'run deleted');
  }

  /** The stream has something to be sent or done within the second. */
  due(stream: DueStream): void {
    this.#due.add(stream);
  }

  /** Claims and loads the stream (L4). Null when the peer was told why not. `limits` where its source has others. */
  async openStream(
    connection: StreamPeer,
    athleteId: string,
    hello: HelloFrame,
    limits: LiveLimits = this.limits,
  ): Promise<OpenStream | DeletedStream | null> {
    const overloaded =
      this.#streams.size >= this.limits.maxStreams ||
      this.#opening.pendingCount >= this.limits.openingWaiting ||
      this.pendingBytes > this.limits.overloadBytes;
    if (overloaded) {
      connection.fail('overloaded', 'the server is full: try again later');
      return null;
    }
    const key: StreamKey = { athleteId, sessionId: hello.session.toLowerCase() };
    const opened = await this.#opening(async () => {
      const { liveStore, openCoach } = this.#deps;
      const claimed = await liveStore.claim(key, factsOf(hello), this.clock.nowMs());
      if (claimed.deleted) return null;
      const stored = claimed.known ? await this.loadStored(key) : null;
      const coach = await openCoach({ ...key, hello, facts: claimed.facts });
      if (stored !== null) coach.replay(stored.items);
      return new OpenStream({
        hub: this,
        limits,
        connection,
        ...key,
        claimed,
        stored,
        coach,
        wallMs: hello.clock.wall,
      });
    });
    if (opened === null) return new DeletedStream(connection, this.clock);
    const stream = opened;
    const { epoch } = stream;
    const newer = this.#streams.get(keyOf(key));
    if (newer !== undefined && newer.stream.epoch > epoch) {
      stream.superseded();
      return null;
    }
    (this.#greeting as Set<StreamPeer>).delete(connection);
    this.#streams.set(keyOf(key), { stream, connection });
    newer?.stream.superseded();
    this.bus.publishClaim({ ...key, epoch });
    return stream;
  }

  async loadStored(key: StreamKey): Promise<StoredStream> {
    const batches = await this.#deps.liveStore.load(key);
    return mergeBatches(batches.map((batch) => batch.payload));
  }

  closeStream({ athleteId, sessionId }: StreamKey): Promise<SessionSummary | null> {
    return this.#deps.closeLiveRecording({ athleteId, sessionId });
  }

  /** Spread, so that those turned away do not come back together. */
  retryAfterSeconds(): number {
    return 1 + Math.floor(Math.random() * LONGEST_RETRY_SECONDS);
  }

  /**
   * L11: nothing new is accepted, what was received is committed and acknowledged, then every socket is told. What a
   * full disk refuses is not waited for: it was not acknowledged, so its phone has it (Y3).
   */
  async drain(): Promise<void> {
    if (this.#draining) return;
    this.#draining = true;
    for (const connection of this.#connections.keys()) connection.pauseReading(true);
    await withinMs(this.limits.drainTimeoutMs, this.commit.drained());
    this.commit.stop();
    const connections = [...this.#connections.keys()];
    for (const connection of connections) connection.close(LIVE_CLOSE.restart, 'service restart');
    for (const watcher of this.#watchers) watcher.close(LIVE_CLOSE.restart, 'service restart');
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    await withinMs(CLOSE_HANDSHAKE_MS, Promise.all(connections.map((connection) => connection.closed())));
    for (const connection of connections) connection.terminate();
    await this.bus.close();
  }

  #supersede({ athleteId, sessionId, epoch }: StreamClaim): void {
    const held = this.#streams.get(keyOf({ athleteId, sessionId }));
    if (held !== undefined && held.stream.epoch < epoch) held.stream.superseded();
  }

  #tick(): void {
    const nowMs = this.clock.nowMs();
    for (const connection of this.#greeting) connection.checkGreeting(nowMs);
    const due = this.#due;
    this.#due = new Set();
    const commitIsSlow = this.commit.waitingMs > COACH_WAITS_MS;
    for (const stream of due) if (stream.tick(nowMs, commitIsSlow)) this.#due.add(stream);
    if (commitIsSlow) for (const { stream } of this.#streams.values()) stream.tick(nowMs, commitIsSlow);
    this.#ticks++;
    if (this.#ticks % TICKS_PER_SECOND === 0) {
      for (const { stream } of this.#streams.values()) stream.tickStale(nowMs);
    }
    const pingTick = this.#ticks % this.#ticksPerPing;
    for (const [connection, itsTick] of this.#connections) if (itsTick === pingTick) connection.ping();
    if (this.#ticks % Math.round(this.limits.janitorIntervalMs / TICK_MS) === 0) void this.#closeIdle();
  }

  async #closeIdle(): Promise<void> {
    try {
      const closed = await this.#deps.closeIdleStreams();
      if (closed > 0) this.log.info({ closed }, 'idle live streams closed');
    } catch (error) {
      this.log.warn({ err: error }, 'idle live streams could not be listed');
    }
  }
}

async function withinMs(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}

function keyOf({ athleteId, sessionId }: StreamKey): string {
  return `${athleteId}/${sessionId}`;
}

function factsOf({ sport, device, intent, simulated }: HelloFrame) {
  return {
    sport: sport ?? null,
    deviceName: device?.name ?? null,
    deviceKind: device?.kind ?? null,
    intent: intent ?? null,
    timeScale: simulated?.timeScale ?? null,
  };
}
