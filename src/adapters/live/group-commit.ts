import { setImmediate as nextTurn } from 'node:timers/promises';
import { RecordWriter } from '../../application/live/live-records.ts';
import type { LiveStore } from '../../application/ports/live-store.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { LiveLog } from './live-log.ts';
import type { LiveMetrics } from './live-metrics.ts';

/**
 * Who waits for a batch. Called once, in the order of the batches of a stream; `settle` and then `tell` once per stream and
 * commit.
 */
export interface CommitWaiter {
  readonly athleteId: string;
  readonly sessionId: string;
  readonly epoch: number;
  committed(ticket: CommitTicket): void;
  /** A newer writer holds the stream: nothing of this one was stored, nor ever will be (L4). */
  refused(): void;
  /** Makes what there is to be told. */
  settle(): void;
  tell(): void;
}

/** The numbers that a batch covers when it is committed, both ends inclusive. */
export interface CommitTicket {
  /** Given by the writer, ascending within an epoch. */
  readonly part: number;
  readonly from: number;
  readonly to: number;
  readonly items: number;
}

interface Group {
  readonly writer: RecordWriter;
  readonly waiters: CommitWaiter[];
  readonly tickets: CommitTicket[];
  readonly athleteId: string[];
  readonly sessionId: string[];
  readonly epoch: number[];
  readonly part: number[];
  readonly offset: number[];
  readonly length: number[];
  /** When it was begun, by the monotonic clock. */
  readonly sinceMs: number;
}

export interface GroupCommitDeps {
  readonly store: Pick<LiveStore, 'append'>;
  readonly clock: Clock;
  readonly log: LiveLog;
  readonly metrics: Pick<LiveMetrics, 'committed' | 'commitFailed'>;
  readonly commitIntervalMs: number;
}

/** Bounds of one statement, so that a backlog is stored in steps that each end. */
const GROUP_BATCHES = 4_000;
const GROUP_BYTES = 4 * 1024 * 1024;
/** Streams settled in one turn of the event loop: sockets are read and pings answered in between. */
const SETTLED_PER_TURN = 200;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2_000;
/** A connection that broke is back by now. */
const STUCK_RETRY_MS = 400;

/**
 * Commits what all streams have received together: one statement per interval, the next only when the last has
 * returned. A failed commit is tried again for as long as it takes, with the same part numbers, so that one which had
 * committed before its answer was lost is not stored twice (L1).
 */
export class GroupCommit {
  readonly #deps: GroupCommitDeps;
  /** The first is being committed or is next; the last is being filled. */
  #groups: Group[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | null = null;
  #committing = false;
  #settling = 0;
  /** The group that the database is reading: nothing may be added to it. */
  #sent: Group | null = null;
  #lastStartMs = -Infinity;
  #retryMs = 0;
  #idle: (() => void)[] = [];
  #stopped = false;

  constructor(deps: GroupCommitDeps) {
    this.#deps = deps;
  }

  /** Bytes received and not yet committed. */
  get pendingBytes(): number {
    return this.#bytes;
  }

  /** How long the database has kept the oldest of them waiting; what waits for this process alone does not count. */
  get databaseMs(): number {
    if (this.#bytes === 0) return 0;
    const nowMs = performance.now();
    if (this.#retryMs > 0) return nowMs - this.#groups[0]!.sinceMs;
    return this.#sent === null ? 0 : nowMs - this.#lastStartMs;
  }

  /** Where the records of the next batch are to be written; hand them in with `push` before anything else happens. */
  get writer(): RecordWriter {
    return this.#filling().writer;
  }

  /** Everything written since `from` (the writer's length then) is a batch of `waiter`. */
  push(waiter: CommitWaiter, from: number, ticket: CommitTicket): void {
    const group = this.#filling();
    const length = group.writer.length - from;
    group.waiters.push(waiter);
    group.tickets.push(ticket);
    group.athleteId.push(waiter.athleteId);
    group.sessionId.push(waiter.sessionId);
    group.epoch.push(waiter.epoch);
    group.part.push(ticket.part);
    group.offset.push(from);
    group.length.push(length);
    this.#bytes += length;
    this.#schedule();
  }

  /**
   * Resolves when everything pushed so far is committed, and everybody told; also when the database has refused the
   * same batches several times in a row, as on a full disk (Y3).
   */
  async drained(): Promise<void> {
    if (this.#isIdle()) return;
    await new Promise<void>((resolve) => {
      this.#idle.push(resolve);
    });
  }

  /** What is not committed now is not tried again. */
  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #filling(): Group {
    let group = this.#groups.at(-1);
    if (group === undefined || group === this.#sent || isFull(group)) {
      group = newGroup();
      this.#groups.push(group);
    }
    return group;
  }

  #schedule(): void {
    if (this.#committing || this.#stopped || this.#timer !== null) return;
    const waitMs = Math.max(
      this.#retryMs,
      this.#lastStartMs + this.#deps.commitIntervalMs - performance.now(),
    );
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        void this.#commit();
      },
      Math.max(0, waitMs),
    );
  }

  async #commit(): Promise<void> {
    const group = this.#groups[0];
    if (group === undefined || group.waiters.length === 0) return;
    this.#committing = true;
    this.#sent = group;
    this.#lastStartMs = performance.now();
    const refused = await this.#append(group);
    this.#committing = false;
    this.#sent = null;
    if (refused !== null) {
      this.#groups.shift();
      this.#bytes -= group.writer.length;
    }
    // The next commit does not wait for the sockets of this one.
    if (this.#bytes > 0) this.#schedule();
    if (refused !== null) await this.#settle(group, refused);
    if (this.#isIdle()) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** The indexes that were refused; null when the database has to be asked again. */
  async #append(group: Group): Promise<ReadonlySet<number> | null> {
    const { athleteId, sessionId, epoch, part, offset, length, writer } = group;
    try {
      const refused = await this.#deps.store.append(
        { athleteId, sessionId, epoch, part, offset, length, bytes: writer.written() },
        this.#deps.clock.nowMs(),
      );
      this.#retryMs = 0;
      return new Set(refused);
    } catch (error) {
      this.#retryMs = Math.min(LAST_RETRY_MS, Math.max(FIRST_RETRY_MS, this.#retryMs * 2));
      this.#deps.metrics.commitFailed();
      this.#deps.log.error({ err: error, batches: part.length }, 'live batches wait for the database');
      if (this.#retryMs >= STUCK_RETRY_MS) for (const resolve of this.#idle.splice(0)) resolve();
      return null;
    }
  }

  async #settle(group: Group, refused: ReadonlySet<number>): Promise<void> {
    const streams = new Set<CommitWaiter>();
    let items = 0;
    for (let i = 0; i < group.waiters.length; i++) {
      const waiter = group.waiters[i]!;
      if (refused.has(i)) {
        waiter.refused();
      } else {
        const ticket = group.tickets[i]!;
        waiter.committed(ticket);
        streams.add(waiter);
        items += ticket.items;
      }
    }
    this.#deps.metrics.committed(items, performance.now() - group.sinceMs);
    this.#settling++;
    const turn: CommitWaiter[] = [];
    for (const stream of streams) {
      stream.settle();
      if (turn.push(stream) < SETTLED_PER_TURN) continue;
      tellAll(turn);
      await nextTurn();
    }
    tellAll(turn);
    this.#settling--;
  }

  #isIdle(): boolean {
    return this.#bytes === 0 && !this.#committing && this.#settling === 0;
  }
}

/** One write after the other: with work between them each would find the processor's caches and the reader cold. */
function tellAll(turn: CommitWaiter[]): void {
  for (const stream of turn) stream.tell();
  turn.length = 0;
}

function isFull({ waiters, writer }: Group): boolean {
  return waiters.length >= GROUP_BATCHES || writer.length >= GROUP_BYTES;
}

function newGroup(): Group {
  return {
    writer: new RecordWriter(4096),
    waiters: [],
    tickets: [],
    athleteId: [],
    sessionId: [],
    epoch: [],
    part: [],
    offset: [],
    length: [],
    sinceMs: performance.now(),
  };
}
