import type { LiveItemTuple } from './live-frames.ts';

/** What was captured under a number: a value for the text frame, or a raw 0x2A37 packet for the binary one. */
export interface CapturedEntry {
  readonly seq: number;
  /** Of the clock segment that it was captured in. */
  readonly segment: number;
  readonly mono: number;
  readonly wall: number;
  readonly value: LiveItemTuple[2];
  readonly rr: readonly number[] | null;
  readonly contact: boolean | null;
  readonly packet: Uint8Array | null;
}

/** A stretch of one clock (L5). The offset is fixed before the first item of the segment is sent, and never changes. */
export interface ClockSegment {
  readonly id: number;
  readonly offset: number | null;
}

export interface BufferedSession {
  /** Highest number ever given. */
  readonly lastSeq: number;
  /** Highest number of which the server has acknowledged it and all before it. */
  readonly acknowledged: number;
  /** Kept entries, ascending. */
  readonly entries: readonly CapturedEntry[];
  readonly segments: readonly ClockSegment[];
  readonly ended: boolean;
}

/**
 * The durable memory of a client: what was captured survives a reload, a crash and a dead battery. A number is sent when
 * `append` has resolved, so a number that was lost before was never seen by anybody; or when the storage has refused it,
 * and `open` must not answer less than that number afterwards.
 */
export interface LiveBuffer {
  open(session: string): Promise<BufferedSession>;
  append(session: string, entry: CapturedEntry): Promise<void>;
  putSegment(session: string, segment: ClockSegment): Promise<void>;
  /** Entries up to this number are stored by the server and may be forgotten. */
  release(session: string, acknowledged: number): Promise<void>;
  markEnded(session: string): Promise<void>;
  /**
   * Adds everything that a client still needs, after the storage had refused or lost some of it (L16). Takes nothing back:
   * another tab may have kept more meanwhile.
   */
  save(session: string, kept: BufferedSession): Promise<void>;
  /** The session is complete on the server: nothing of it is needed any more. */
  remove(session: string): Promise<void>;
}

interface Kept {
  lastSeq: number;
  acknowledged: number;
  entries: CapturedEntry[];
  readonly segments: Map<number, ClockSegment>;
  ended: boolean;
}

/** For scripts and tests: as durable as the process. */
export function createMemoryBuffer(): LiveBuffer {
  const sessions = new Map<string, Kept>();
  const of = (session: string): Kept => {
    const known = sessions.get(session);
    if (known !== undefined) return known;
    const fresh: Kept = { lastSeq: 0, acknowledged: 0, entries: [], segments: new Map(), ended: false };
    sessions.set(session, fresh);
    return fresh;
  };
  return {
    open(session) {
      const { lastSeq, acknowledged, entries, segments, ended } = of(session);
      return Promise.resolve({
        lastSeq,
        acknowledged,
        entries: [...entries],
        segments: [...segments.values()],
        ended,
      });
    },
    append(session, entry) {
      const kept = of(session);
      kept.entries.push(entry);
      kept.lastSeq = Math.max(kept.lastSeq, entry.seq);
      return Promise.resolve();
    },
    putSegment(session, segment) {
      of(session).segments.set(segment.id, segment);
      return Promise.resolve();
    },
    release(session, acknowledged) {
      const kept = of(session);
      kept.acknowledged = Math.max(kept.acknowledged, acknowledged);
      kept.entries = kept.entries.filter((entry) => entry.seq > acknowledged);
      return Promise.resolve();
    },
    markEnded(session) {
      of(session).ended = true;
      return Promise.resolve();
    },
    save(session, { lastSeq, acknowledged, entries, segments, ended }) {
      const kept = of(session);
      const known = new Map([...kept.entries, ...entries].map((entry) => [entry.seq, entry]));
      kept.lastSeq = Math.max(kept.lastSeq, lastSeq);
      kept.acknowledged = Math.max(kept.acknowledged, acknowledged);
      kept.entries = [...known.values()]
        .filter(({ seq }) => seq > kept.acknowledged)
        .sort((a, b) => a.seq - b.seq);
      for (const segment of segments) kept.segments.set(segment.id, segment);
      kept.ended ||= ended;
      return Promise.resolve();
    },
    remove(session) {
      sessions.delete(session);
      return Promise.resolve();
    },
  };
}
