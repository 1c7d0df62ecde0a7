import type { LiveItem } from '../../application/live/live-item.ts';
import type { StoredStream } from '../../application/live/merge-batches.ts';
import type { StreamCoach } from './stream-coach.ts';
import type { StreamWriter } from './stream-writer.ts';

/** Items kept while the evaluation is rebuilt; beyond it the rebuild starts over from the database. */
const MOST_LATE_ITEMS = 3_000;
const CATCH_UP_INTERVAL_MS = 1_000;

/**
 * Keeps a stream's evaluation true when items come out of order (L6). The evaluation looks only ahead, and a stream does
 * not keep its items in memory: one that lies before the last is the cause to read all of them again from the database,
 * once the ones before it are committed there. So does a session that other sources turn out to share (Z10).
 */
export class StreamEvaluation {
  readonly coach: StreamCoach;
  /** Everything accepted since the evaluation fell behind; null while it is true. */
  #late: LiveItem[] | null = null;
  #waitsForPart = 0;
  #busy = false;
  #againMs = -Infinity;

  constructor(coach: StreamCoach) {
    this.coach = coach;
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

  /** Whether there is something to catch up with, or it is being caught up with. */
  get due(): boolean {
    return this.#busy || this.behind || this.coach.needsRefresh;
  }

  /** `load` reads everything that is committed of the stream. Resolves true when the evaluation was made again. */
  async catchUp(
    writer: Pick<StreamWriter, 'lastPart' | 'committedPart'>,
    nowMs: number,
    load: () => Promise<StoredStream>,
  ): Promise<boolean> {
    if (this.#busy || !this.due || nowMs < this.#againMs) return false;
    this.#busy = true;
    this.#againMs = nowMs + CATCH_UP_INTERVAL_MS;
    try {
      if (this.coach.needsRefresh) {
        if ((await this.coach.refresh(nowMs)) && !this.behind) {
          this.#late = [];
          this.#waitsForPart = writer.lastPart;
        }
        this.#againMs = -Infinity;
        return false;
      }
      return writer.committedPart >= this.#waitsForPart && (await this.#rebuild(load));
    } finally {
      this.#busy = false;
    }
  }

  async #rebuild(load: () => Promise<StoredStream>): Promise<boolean> {
    const waitedFor = this.#waitsForPart;
    const stored = await load();
    // The list was begun again while the database answered: what it lost is committed by now, or soon.
    if (this.#late === null || waitedFor !== this.#waitsForPart) return false;
    const late = this.#late.filter((item) => !stored.stored.has(item.seq));
    this.#late = null;
    this.coach.replay([...stored.items, ...late]);
    return true;
  }
}
