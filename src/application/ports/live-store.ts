import type { Span } from '../../domain/timeline/span.ts';
import type { SetAside } from '../live/set-aside.ts';

/**
 * What the live channel needs from the database. Every call names the athlete; a stream is (athlete, session), and a
 * writer of it is known by its fencing epoch (L4).
 */
export interface StreamKey {
  readonly athleteId: string;
  readonly sessionId: string;
}

/** What the first `hello` of a stream said of it; later ones change nothing but the intent. */
export interface StreamFacts {
  readonly sport: string | null;
  readonly deviceName: string | null;
  readonly deviceKind: string | null;
  readonly intent: string | null;
  /** Null for a real stream (L13). */
  readonly timeScale: number | null;
}

export interface ClaimedStream {
  /** Higher than that of every earlier writer; what those still send is refused (L4). */
  readonly epoch: number;
  /** False when nothing can be stored yet, so that there is nothing to load. */
  readonly known: boolean;
  readonly closed: boolean;
  /** See `prune`; null for a stream that late items may still change. */
  readonly prunedThrough: number | null;
  /** A person has deleted the run: nothing of it is taken any more (L15). */
  readonly deleted: boolean;
  /** By how much a person has moved what was set aside; null where nobody has (L5). */
  readonly placedShiftMs: number | null;
  /** Hours that a person has removed while the rest of the run stays (L15). */
  readonly removedSpans: readonly Span[];
  readonly facts: StreamFacts;
}

/**
 * Batches of many streams, in columns: batch i is the records `bytes[offset[i] … offset[i] + length[i])`. The writer gives
 * the part number, so an append that is tried twice is stored once.
 */
export interface BatchColumns {
  readonly athleteId: readonly string[];
  readonly sessionId: readonly string[];
  readonly epoch: readonly number[];
  readonly part: readonly number[];
  readonly offset: readonly number[];
  readonly length: readonly number[];
  readonly bytes: Uint8Array;
}

export interface StoredBatch {
  readonly epoch: number;
  readonly part: number;
  readonly receivedAtMs: number;
  readonly payload: Uint8Array;
}

export interface LiveStore {
  /** Makes the caller the one writer of the stream; waits for appends under way, so what is read next is complete. */
  claim(key: StreamKey, facts: StreamFacts, atMs: number): Promise<ClaimedStream>;
  /**
   * Commits all batches in one statement, or none. Answers the indexes of those refused because a newer writer holds
   * the stream (L4). Repeating a call that may have committed is safe.
   */
  append(batches: BatchColumns, receivedAtMs: number): Promise<readonly number[]>;
  /** All batches of a stream in the order of commitment. */
  load(key: StreamKey): Promise<readonly StoredBatch[]>;
  find(key: StreamKey): Promise<Omit<ClaimedStream, 'epoch' | 'known'> | null>;
  /**
   * Replaces the given batches, which the recording now holds, by one archive batch. Marks the stream closed unless
   * others have arrived meanwhile; answers whether it is closed. `setAside` is what of them no timeline holds (L5).
   */
  seal(
    key: StreamKey,
    batches: readonly StoredBatch[],
    archive: Uint8Array,
    atMs: number,
    setAside: SetAside | null,
  ): Promise<boolean>;
  /** Open streams, of any process dead or alive, whose last batch or claim is older than `beforeMs` (L9). */
  listIdle(beforeMs: number, limit: number): Promise<readonly StreamKey[]>;
  /** Streams that were closed before `beforeMs` and not pruned yet; one with something set aside waits for a person. */
  listExpired(beforeMs: number, limit: number): Promise<readonly StreamKey[]>;
  /**
   * Replaces the batches of a stream, if it is still closed since before `beforeMs`, by what its recording does not hold.
   * From then on numbers up to `prunedThrough` count as stored, and the recording is never built again.
   */
  prune(key: StreamKey, prunedThrough: number, rest: Uint8Array, beforeMs: number): Promise<void>;
}
