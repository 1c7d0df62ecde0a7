import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { LiveIntent, LiveItemTuple } from '../../adapters/wire/live-frames.ts';

/** A session as this browser knows it: enough to go on after a reload, a crash or a dead battery. */
export interface OpenSession {
  readonly id: string;
  readonly source: 'strap' | 'simulated';
  readonly intent: LiveIntent;
  readonly sport: string;
  readonly deviceName: string | null;
  readonly timeScale: number | null;
  readonly startedAtMs: number;
  readonly lastSeq: number;
  /** Highest number the server has durably stored, with all below it. */
  readonly ackSeq: number;
  readonly paused: boolean;
  /** The person has ended it; what is unsent is still to be sent. */
  readonly ending: boolean;
}

export interface BufferedItem {
  readonly session: string;
  readonly seq: number;
  /** Clock segment (L5): one offset for all of its items. */
  readonly segment: number;
  readonly offset: number | null;
  readonly item: LiveItemTuple;
}

interface Schema extends DBSchema {
  sessions: { key: string; value: OpenSession };
  items: { key: [session: string, seq: number]; value: BufferedItem };
}

const NAME = 'zone-coach';
const VERSION = 1;

/** What was captured, durable before it is sent. One per page. */
export class SampleBuffer {
  readonly #db: IDBPDatabase<Schema>;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  /** @throws when the browser keeps nothing (private mode): then a run must not begin. */
  static async open(): Promise<SampleBuffer> {
    const db = await openDB<Schema>(NAME, VERSION, {
      upgrade(fresh) {
        fresh.createObjectStore('sessions', { keyPath: 'id' });
        fresh.createObjectStore('items', { keyPath: ['session', 'seq'] });
      },
    });
    return new SampleBuffer(db);
  }

  sessions(): Promise<OpenSession[]> {
    return this.#db.getAll('sessions');
  }

  async putSession(session: OpenSession): Promise<void> {
    await this.#db.put('sessions', session);
  }

  /** Items and the session's new state in one transaction, flushed to the device before it resolves. */
  async append(session: OpenSession, items: readonly BufferedItem[]): Promise<void> {
    const tx = this.#db.transaction(['sessions', 'items'], 'readwrite', { durability: 'strict' });
    const store = tx.objectStore('items');
    await Promise.all([...items.map((each) => store.put(each)), tx.objectStore('sessions').put(session), tx.done]);
  }

  /** At most `limit` items numbered from `from` on, ascending. */
  read(session: string, from: number, limit: number): Promise<BufferedItem[]> {
    return this.#db.getAll('items', IDBKeyRange.bound([session, from], [session, Infinity]), limit);
  }

  /** Forgets a session and its items: once the server has everything and has closed it. */
  async forget(session: string): Promise<void> {
    const tx = this.#db.transaction(['sessions', 'items'], 'readwrite');
    await Promise.all([
      tx.objectStore('items').delete(IDBKeyRange.bound([session, 0], [session, Infinity])),
      tx.objectStore('sessions').delete(session),
      tx.done,
    ]);
  }
}
