import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { CapturedEntry, ClockSegment, LiveBuffer } from '../../adapters/wire/live/live-buffer.ts';
import type { LiveIntent } from '../../adapters/wire/live/live-frames.ts';

/** What this browser knows of a session besides its items: enough to go on after a reload or a dead battery. */
export interface OpenSession {
  readonly id: string;
  readonly source: 'strap' | 'simulated';
  readonly intent: LiveIntent;
  readonly sport: string;
  readonly deviceName: string | null;
  /** How much faster than life, for a simulated run (L13). */
  readonly timeScale: number | null;
  readonly startedAtMs: number;
  readonly paused: boolean;
}

/** Everything captured in a session, what the server has included. */
export interface SessionHistory {
  readonly entries: readonly CapturedEntry[];
  readonly segments: readonly ClockSegment[];
}

interface Progress {
  readonly session: string;
  readonly lastSeq: number;
  readonly acknowledged: number;
  readonly ended: boolean;
}

interface Schema extends DBSchema {
  sessions: { key: string; value: OpenSession };
  progress: { key: string; value: Progress };
  entries: { key: [session: string, seq: number]; value: CapturedEntry & { session: string } };
  segments: { key: [session: string, id: number]; value: ClockSegment & { session: string } };
}

export const SESSION_DATABASE = 'zone-coach';
const VERSION = 1;

/** Sessions that are not yet whole on the server, in IndexedDB. */
export class SessionStore {
  readonly buffer: LiveBuffer;
  readonly #db: IDBPDatabase<Schema>;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
    this.buffer = indexedDbBuffer(db);
  }

  /** Whether this browser ever recorded: looking leaves nothing behind. */
  static async exists(): Promise<boolean> {
    if (!('indexedDB' in globalThis)) return false;
    const databases = await indexedDB.databases().catch(() => []);
    return databases.some(({ name }) => name === SESSION_DATABASE);
  }

  /** @throws when the browser keeps nothing (private mode): then a run must not begin. */
  static async open(): Promise<SessionStore> {
    const db = await openDB<Schema>(SESSION_DATABASE, VERSION, {
      upgrade(fresh) {
        fresh.createObjectStore('sessions', { keyPath: 'id' });
        fresh.createObjectStore('progress', { keyPath: 'session' });
        fresh.createObjectStore('entries', { keyPath: ['session', 'seq'] });
        fresh.createObjectStore('segments', { keyPath: ['session', 'id'] });
      },
      // Whoever is to be forgotten on this device does not wait for us.
      blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
    });
    return new SessionStore(db);
  }

  list(): Promise<OpenSession[]> {
    return this.#db.getAll('sessions');
  }

  /** What a coach needs who was not there from the beginning. */
  async history(session: string): Promise<SessionHistory> {
    const [entries, segments] = await Promise.all([
      this.#db.getAll('entries', all(session)),
      this.#db.getAll('segments', all(session)),
    ]);
    return { entries, segments };
  }

  async put(session: OpenSession): Promise<void> {
    await this.#db.put('sessions', session);
  }
}

function all(session: string, from = 0): IDBKeyRange {
  return IDBKeyRange.bound([session, from], [session, Infinity]);
}

/** What is durable must be so when it is said: a phone whose battery dies has kept it. */
const STRICT = { durability: 'strict' } as const;

function begin(db: IDBPDatabase<Schema>) {
  return db.transaction(['progress', 'entries'], 'readwrite', STRICT);
}

function indexedDbBuffer(db: IDBPDatabase<Schema>): LiveBuffer {
  /** Reads and changes one session's progress, within a transaction that may touch its entries too. */
  const advance = async (
    session: string,
    change: (progress: Progress) => Progress,
    also?: (tx: ReturnType<typeof begin>) => Promise<unknown>,
  ): Promise<void> => {
    const tx = begin(db);
    const progress = tx.objectStore('progress');
    const before = (await progress.get(session)) ?? { session, lastSeq: 0, acknowledged: 0, ended: false };
    await Promise.all([progress.put(change(before)), also?.(tx), tx.done]);
  };
  return {
    async open(session) {
      const progress = await db.get('progress', session);
      const acknowledged = progress?.acknowledged ?? 0;
      const [entries, segments] = await Promise.all([
        db.getAll('entries', all(session, acknowledged + 1)),
        db.getAll('segments', all(session)),
      ]);
      return {
        lastSeq: progress?.lastSeq ?? 0,
        acknowledged,
        ended: progress?.ended ?? false,
        entries,
        segments,
      };
    },
    append: (session, entry) =>
      advance(
        session,
        (progress) => ({ ...progress, lastSeq: Math.max(progress.lastSeq, entry.seq) }),
        (tx) => tx.objectStore('entries').put({ ...entry, session }),
      ),
    async putSegment(session, segment) {
      await db.put('segments', { ...segment, session });
    },
    // The entries themselves stay until the session is whole: a page opened without a network coaches by all of them.
    release: (session, acknowledged) =>
      advance(session, (progress) => ({
        ...progress,
        acknowledged: Math.max(progress.acknowledged, acknowledged),
      })),
    markEnded: (session) => advance(session, (progress) => ({ ...progress, ended: true })),
    async remove(session) {
      const tx = db.transaction(['sessions', 'progress', 'entries', 'segments'], 'readwrite');
      await Promise.all([
        tx.objectStore('sessions').delete(session),
        tx.objectStore('progress').delete(session),
        tx.objectStore('entries').delete(all(session)),
        tx.objectStore('segments').delete(all(session)),
        tx.done,
      ]);
    },
  };
}
