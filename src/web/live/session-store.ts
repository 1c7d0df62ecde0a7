import { openDB, type DBSchema, type IDBPDatabase, type StoreNames } from 'idb';
import type { CapturedEntry, ClockSegment, LiveBuffer } from '../../adapters/wire/live/live-buffer.ts';
import { forgetNumber, rememberedNumber } from './numbers-given.ts';
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
const KEY_PATHS: readonly (readonly [name: StoreNames<Schema>, keyPath: string | string[]])[] = [
  ['sessions', 'id'],
  ['progress', 'session'],
  ['entries', ['session', 'seq']],
  ['segments', ['session', 'id']],
];

/** Sessions that are not yet whole on the server, in IndexedDB. A database that was closed is opened again (L16). */
export class SessionStore {
  readonly buffer: LiveBuffer;
  readonly #rows = new Map<string, OpenSession>();
  /** How often the database was lost: whatever it kept may be gone, also when it opens again. */
  #losses = 0;
  #opening: Promise<IDBPDatabase<Schema>> | null = null;

  constructor() {
    this.buffer = indexedDbBuffer(
      () => this.#database(),
      () => this.#losses,
      (session) => this.#rows.get(session),
    );
  }

  /** Whether this browser ever recorded: looking leaves nothing behind. */
  static async exists(): Promise<boolean> {
    try {
      return (await indexedDB.databases()).some(({ name }) => name === SESSION_DATABASE);
    } catch {
      // A browser that does not list its databases, or keeps none: trying to open one tells.
      return true;
    }
  }

  async list(): Promise<OpenSession[]> {
    const sessions = await (await this.#database()).getAll('sessions');
    for (const session of sessions) this.#rows.set(session.id, session);
    return sessions;
  }

  /** What a coach needs who was not there from the beginning. */
  async history(session: string): Promise<SessionHistory> {
    const db = await this.#database();
    const [entries, segments] = await Promise.all([
      db.getAll('entries', all(session)),
      db.getAll('segments', all(session)),
    ]);
    return { entries, segments };
  }

  /** @throws when the browser keeps nothing; the session is known all the same, and written when it does again. */
  async put(session: OpenSession): Promise<void> {
    this.#rows.set(session.id, session);
    await (await this.#database()).put('sessions', session);
  }

  async #database(): Promise<IDBPDatabase<Schema>> {
    const opening = (this.#opening ??= this.#open());
    try {
      return await opening;
    } catch (error) {
      if (this.#opening === opening) this.#opening = null;
      throw error;
    }
  }

  /** Whatever version others made of it: a database is ours once it has our stores. */
  async #open(): Promise<IDBPDatabase<Schema>> {
    const found = await this.#openVersion();
    if (KEY_PATHS.every(([name]) => found.objectStoreNames.contains(name))) return found;
    found.close();
    return this.#openVersion(found.version + 1);
  }

  #openVersion(version?: number): Promise<IDBPDatabase<Schema>> {
    const closed = (): void => {
      this.#opening = null;
      this.#losses++;
    };
    return openDB<Schema>(SESSION_DATABASE, version, {
      upgrade(database) {
        for (const [name, keyPath] of KEY_PATHS) {
          if (!database.objectStoreNames.contains(name)) database.createObjectStore(name, { keyPath });
        }
      },
      // Whoever deletes or upgrades the database does not wait for us.
      blocking(_current, _next, event) {
        (event.target as IDBDatabase).close();
        closed();
      },
      terminated: closed,
    });
  }
}

function all(session: string, from = 0): IDBKeyRange {
  return IDBKeyRange.bound([session, from], [session, Infinity]);
}

const ALL_STORES = KEY_PATHS.map(([name]) => name);
/** What is durable must be so when it is said: a phone whose battery dies has kept it. */
const STRICT = { durability: 'strict' } as const;

/** A transaction of these stores; its end is awaited by whoever begins it. */
function begin<Names extends StoreNames<Schema>[]>(db: IDBPDatabase<Schema>, names: Names) {
  const tx = db.transaction(names, 'readwrite', STRICT);
  // An abort also fails what is awaited before the end: nobody looks at the end any more.
  tx.done.catch(() => undefined);
  return tx;
}

const beginProgress = (db: IDBPDatabase<Schema>) => begin(db, ['progress', 'entries']);

function indexedDbBuffer(
  open: () => Promise<IDBPDatabase<Schema>>,
  losses: () => number,
  rowOf: (session: string) => OpenSession | undefined,
): LiveBuffer {
  /** By session: how many losses there had been when all of it was last known to be there. */
  const whole = new Map<string, number>();
  /** @throws when the database was lost since: then everything of the session must be saved first. */
  const database = async (session: string): Promise<IDBPDatabase<Schema>> => {
    const db = await open();
    if (!whole.has(session)) whole.set(session, losses());
    if (whole.get(session) !== losses()) throw new Error('the database was lost');
    return db;
  };
  /** Reads and changes one session's progress, within a transaction that may touch its entries too. */
  const advance = async (
    session: string,
    change: (progress: Progress) => Progress,
    also?: (tx: ReturnType<typeof beginProgress>) => Promise<unknown>,
  ): Promise<void> => {
    const tx = beginProgress(await database(session));
    const progress = tx.objectStore('progress');
    const before = (await progress.get(session)) ?? { session, lastSeq: 0, acknowledged: 0, ended: false };
    await Promise.all([progress.put(change(before)), also?.(tx), tx.done]);
  };
  return {
    async open(session) {
      const db = await database(session);
      const progress = await db.get('progress', session);
      const acknowledged = progress?.acknowledged ?? 0;
      const [entries, segments] = await Promise.all([
        db.getAll('entries', all(session, acknowledged + 1)),
        db.getAll('segments', all(session)),
      ]);
      return {
        lastSeq: Math.max(progress?.lastSeq ?? 0, rememberedNumber(session)),
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
      await (await database(session)).put('segments', { ...segment, session });
    },
    // The entries themselves stay until the session is whole: a page opened without a network coaches by all of them.
    release: (session, acknowledged) =>
      advance(session, (progress) => ({
        ...progress,
        acknowledged: Math.max(progress.acknowledged, acknowledged),
      })),
    markEnded: (session) => advance(session, (progress) => ({ ...progress, ended: true })),
    async save(session, { lastSeq, acknowledged, entries, segments, ended }) {
      const row = rowOf(session);
      const db = await open();
      const lossesBefore = losses();
      const tx = begin(db, ALL_STORES);
      const progress = tx.objectStore('progress');
      const before = await progress.get(session);
      await Promise.all([
        row && tx.objectStore('sessions').put(row),
        progress.put({
          session,
          lastSeq: Math.max(before?.lastSeq ?? 0, lastSeq),
          acknowledged: Math.max(before?.acknowledged ?? 0, acknowledged),
          ended: ended || before?.ended === true,
        }),
        ...entries.map((entry) => tx.objectStore('entries').put({ ...entry, session })),
        ...segments.map((segment) => tx.objectStore('segments').put({ ...segment, session })),
        tx.done,
      ]);
      whole.set(session, lossesBefore);
    },
    async remove(session) {
      forgetNumber(session);
      const tx = begin(await open(), ALL_STORES);
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
