import type { LiveItem } from '../../application/live/live-item.ts';
import type { StoredStream } from '../../application/live/merge-batches.ts';
import type { StreamCoach } from './stream-coach.ts';

/** Items kept while the evaluation is rebuilt; beyond it the rebuild starts over from the database. */
const MOST_LATE_ITEMS = 3_000;
const REBUILD_INTERVAL_MS = 1_000;

/**
 * Keeps a stream's evaluation true when items come out of order (L6). The evaluation looks only ahead, and a stream does
 * not keep its items in memory: one that lies before the last is the cause to read all of them again from the database,
 * once the ones before it are committed there.
 */
export class StreamEvaluation {
  readonly coach: StreamCoach;
  readonly #load: () => Promise<StoredStream>;
  /** Everything accepted since the evaluation fell behind; null while it is true. */
  #late: LiveItem[] | null = null;
  #waitsForPart = 0;
  #rebuilding = false;
  #lastRebuildMs = -Infinity;

  constructor(coach: StreamCoach, load: () => Promise<StoredStream>) {
    this.coach = coach;
    this.#load = load;
  }

  get behind(): boolean {
    return this.#late !== null;
  }

  /** `part` is the batch that the items were handed on with. */
  push(items: readonly LiveItem[], part: number, receivedAtMs: number): void {
    if (this.#late === null) {
      if (this.coach.push(items, receivedAtMs)) return;
      this.#late = [];
      this.#waitsForPart = part;
    }
    if (this.#late.length + items.length > MOST_LATE_ITEMS) {
      this.#late = [];
      this.#waitsForPart = part;
    }
    this.#late.push(...items);
  }

  /** Resolves true when the evaluation was made anew. */
  async rebuildWhenDue(committedPart: number, nowMs: number): Promise<boolean> {
    if (this.#late === null || this.#rebuilding || committedPart < this.#waitsForPart) return false;
    if (nowMs - this.#lastRebuildMs < REBUILD_INTERVAL_MS) return false;
    this.#rebuilding = true;
    this.#lastRebuildMs = nowMs;
    try {
      const waitedFor = this.#waitsForPart;
      const stored = await this.#load();
      // The list was begun anew while the database answered: what it lost is committed by now, or soon.
      if (waitedFor !== this.#waitsForPart) return false;
      const late = this.#late.filter((item) => !stored.stored.has(item.seq));
      this.#late = null;
      this.coach.replay([...stored.items, ...late]);
      return true;
    } finally {
      this.#rebuilding = false;
    }
  }
}
