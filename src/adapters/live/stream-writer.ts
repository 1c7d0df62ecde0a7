import { isQuarantined, type LiveItem, liveItemFingerprint } from '../../application/live/live-item.ts';
import type { StoredStream } from '../../application/live/merge-batches.ts';
import { SequenceRanges } from '../../application/live/sequence-ranges.ts';
import type { CapturedBatch } from '../wire/live/parse-client-frame.ts';
import type { CommitTicket, CommitWaiter, GroupCommit } from './group-commit.ts';

/** How many of the latest numbers a different payload is noticed for (L2). A power of two: a number finds its slot. */
const REMEMBERED = 128;

export interface Accepted {
  /** Items stored for the first time, in the order of their numbers. */
  readonly fresh: readonly LiveItem[];
  readonly conflicts: number;
  readonly quarantined: number;
}

/**
 * Which numbers of one stream are known, which are committed, and what goes to the next commit (L1–L3). Holds numbers,
 * not items: its size grows with holes only.
 */
export class StreamWriter {
  /** Numbers with an item, waiting or committed. */
  readonly #items = new SequenceRanges();
  /** Numbers that are committed as an item or a skip. */
  readonly #covered = new SequenceRanges();
  /** [number, fingerprint] by slot; made with the first item, so an idle stream costs nothing. */
  #remembered: Int32Array | null = null;
  /** What its instants are judged by (L5); `isCredible` changes with every word about the client's clock. */
  readonly clock: { readonly timeScale: number; isCredible: boolean };
  #lastPart = 0;
  #committedPart = 0;
  #unstoredItems = 0;

  /** `timeScale` is 1 for a real stream (L13). */
  constructor(timeScale: number, isCredible: boolean) {
    this.clock = { timeScale, isCredible };
  }

  /** Numbers that were acknowledged before the stream's batches were let go. */
  restorePruned(through: number): void {
    if (through < 1) return;
    this.#items.add(1, through);
    this.#covered.add(1, through);
  }

  /** Takes up what the stream has stored. */
  restore(stored: StoredStream): void {
    for (const [from, to] of stored.stored.ranges()) this.#items.add(from, to);
    for (const [from, to] of stored.covered.ranges()) this.#covered.add(from, to);
    for (const item of stored.items.slice(-REMEMBERED)) this.#remember(item);
  }

  /** L1: the highest number up to which everything is committed. */
  get acknowledged(): number {
    return this.#covered.contiguous();
  }

  /** The first `limit` holes (L3). `lastSeq` where the client has said which number is its last. */
  missing(limit: number, lastSeq: number | null = null): [number, number][] {
    const missing = this.#covered.missing(limit);
    if (lastSeq !== null && lastSeq > this.highest && missing.length < limit)
      missing.push([this.highest + 1, lastSeq]);
    return missing;
  }

  get holeCount(): number {
    return Math.max(this.#covered.rangeCount, this.#items.rangeCount);
  }

  /** The part number of the batch handed on last. */
  get lastPart(): number {
    return this.#lastPart;
  }

  /** The part number of the batch committed last. */
  get committedPart(): number {
    return this.#committedPart;
  }

  get highest(): number {
    return this.#covered.highest();
  }

  knows(seq: number): boolean {
    return this.#items.has(seq);
  }

  /** Items received and not yet committed (L8). */
  get unstoredItems(): number {
    return this.#unstoredItems;
  }

  /**
   * Hands the items that are new to the next commit. A number that is known already is the same item (L2): the first
   * payload wins, another one is counted. Nothing is handed on when nothing is new.
   */
  accept(batch: CapturedBatch, receivedAtMs: number, commit: GroupCommit, waiter: CommitWaiter): Accepted {
    const { first, items } = batch;
    const records = commit.writer;
    const from = records.length;
    const fresh: LiveItem[] = [];
    let conflicts = 0;
    let quarantinedCount = 0;
    for (let i = 0; i < items.length; i++) {
      const seq = first + i;
      const { atMs, code, rr, contact, origin } = items[i]!;
      if (this.#items.has(seq)) {
        if (this.#differs(seq, liveItemFingerprint(atMs, code, rr))) conflicts++;
        continue;
      }
      const quarantined = isQuarantined(atMs, receivedAtMs, this.clock);
      if (quarantined) quarantinedCount++;
      const item = { seq, atMs, code, rr, contact, quarantined, origin };
      this.#items.add(seq);
      this.#remember(item);
      records.item(seq, atMs, code, rr, contact, quarantined, origin);
      fresh.push(item);
    }
    if (conflicts > 0) records.conflicts(conflicts);
    if (records.length > from) {
      this.#push(commit, waiter, from, first, first + items.length - 1, items.length);
    }
    return { fresh, conflicts, quarantined: quarantinedCount };
  }

  skip(from: number, to: number, commit: GroupCommit, waiter: CommitWaiter): void {
    const start = commit.writer.length;
    commit.writer.skip(from, to);
    this.#push(commit, waiter, start, from, to, 0);
  }

  committed(ticket: CommitTicket): void {
    this.#committedPart = ticket.part;
    this.#covered.add(ticket.from, ticket.to);
    this.#unstoredItems -= ticket.items;
  }

  #push(
    commit: GroupCommit,
    waiter: CommitWaiter,
    start: number,
    from: number,
    to: number,
    items: number,
  ): void {
    this.#unstoredItems += items;
    commit.push(waiter, start, { part: ++this.#lastPart, from, to, items });
  }

  /** A slot is a number's own until another of the same slot comes. */
  #remember({ seq, atMs, code, rr }: LiveItem): void {
    this.#remembered ??= new Int32Array(REMEMBERED * 2);
    const slot = (seq & (REMEMBERED - 1)) * 2;
    this.#remembered[slot] = seq | 0;
    this.#remembered[slot + 1] = liveItemFingerprint(atMs, code, rr);
  }

  #differs(seq: number, fingerprint: number): boolean {
    const slot = (seq & (REMEMBERED - 1)) * 2;
    return this.#remembered?.[slot] === (seq | 0) && this.#remembered[slot + 1] !== fingerprint;
  }
}
