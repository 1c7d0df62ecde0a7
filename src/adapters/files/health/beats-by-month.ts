import type { Span } from '../../../domain/timeline/span.ts';
import { DAY_MS, SECOND_MS } from '../../../domain/units.ts';
import type { HeartColumns, HeartSample } from './activity.ts';

/** Beats that a month grows by: many small pieces leave nothing behind, as a column that is made anew would. */
const PIECE_BEATS = 2 ** 9;
/** One number holds a second of a month (of 2.7 million) and a bpm, so that sorting moves both. */
const BPM_RANGE = 256;

interface Month extends Span {
  /** In order, over all of them, once the first question came. */
  readonly pieces: Uint32Array[];
  count: number;
}

/** Beats that lie in none of the spans given, in order: of a month, or of some days of it. */
export interface BeatsBeside extends HeartColumns {
  /** Of its first day, in UTC. */
  readonly startMs: number;
}

/**
 * Heart rate of years in whole seconds, in any order, by months of UTC: a month grows, is sorted and is handed out by
 * itself, so that no beat is held twice. All questions come after the last beat.
 */
export class BeatsByMonth {
  readonly #byStart = new Map<number, Month>();
  #latest: Month | null = null;
  #sorted: Month[] | null = null;

  /** `bpm` from 1 to 255. */
  add(atMs: number, bpm: number): void {
    const month = this.#monthAt(atMs);
    const place = month.count++ % PIECE_BEATS;
    if (place === 0) month.pieces.push(new Uint32Array(PIECE_BEATS));
    month.pieces.at(-1)![place] = ((atMs - month.fromMs) / SECOND_MS) * BPM_RANGE + bpm;
  }

  /** Those from an instant on, before another. */
  between(fromMs: number, toMs: number): HeartSample[] {
    const samples: HeartSample[] = [];
    for (const month of this.#months()) {
      if (month.toMs <= fromMs) continue;
      if (month.fromMs >= toMs) break;
      for (let row = firstFrom(month, fromMs); row < month.count; row++) {
        const atMs = instantOf(month, row);
        if (atMs >= toMs) break;
        samples.push({ atMs, bpm: beatOf(month, row) % BPM_RANGE });
      }
    }
    return samples;
  }

  /**
   * Those that lie in none of these ascending, disjoint spans, by months; one with `most` of them is cut between days. What
   * is answered stands until the next is asked for.
   */
  *beside(spans: readonly Span[], most: number): Generator<BeatsBeside> {
    const atMs = new Float64Array(this.#mostBeats());
    const bpm = new Uint8Array(atMs.length);
    let next = 0;
    for (const month of this.#months()) {
      let from = 0;
      let to = 0;
      const taken = (): BeatsBeside => {
        const firstMs = atMs[from]!;
        return {
          startMs: firstMs - (firstMs % DAY_MS),
          atMs: atMs.subarray(from, to),
          bpm: bpm.subarray(from, to),
        };
      };
      for (let row = 0; row < month.count; row++) {
        const beatMs = instantOf(month, row);
        while (next < spans.length && spans[next]!.toMs <= beatMs) next++;
        if (next < spans.length && spans[next]!.fromMs <= beatMs) continue;
        const isNewDay = to > from && Math.floor(beatMs / DAY_MS) > Math.floor(atMs[to - 1]! / DAY_MS);
        if (isNewDay && to - from >= most) {
          yield taken();
          from = to;
        }
        atMs[to] = beatMs;
        bpm[to++] = beatOf(month, row) % BPM_RANGE;
      }
      if (to > from) yield taken();
    }
  }

  #monthAt(atMs: number): Month {
    if (this.#latest !== null && atMs >= this.#latest.fromMs && atMs < this.#latest.toMs) return this.#latest;
    const date = new Date(atMs);
    const fromMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
    let month = this.#byStart.get(fromMs);
    if (month === undefined) {
      const toMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
      month = { fromMs, toMs, pieces: [], count: 0 };
      this.#byStart.set(fromMs, month);
    }
    return (this.#latest = month);
  }

  /** Of a month, in whole pieces. */
  #mostBeats(): number {
    let most = 0;
    for (const { pieces } of this.#byStart.values()) most = Math.max(most, pieces.length * PIECE_BEATS);
    return most;
  }

  #months(): readonly Month[] {
    if (this.#sorted === null) {
      this.#sorted = [...this.#byStart.values()].sort((a, b) => a.fromMs - b.fromMs);
      const whole = new Uint32Array(this.#mostBeats());
      for (const month of this.#sorted) sortPieces(month, whole);
    }
    return this.#sorted;
  }
}

/** Sorts a month in its pieces, by way of `whole`. */
function sortPieces({ pieces, count }: Month, whole: Uint32Array): void {
  pieces.forEach((piece, i) => whole.set(piece, i * PIECE_BEATS));
  const sorted = whole.subarray(0, count).sort();
  pieces.forEach((piece, i) => piece.set(sorted.subarray(i * PIECE_BEATS, (i + 1) * PIECE_BEATS)));
}

function beatOf({ pieces }: Month, row: number): number {
  return pieces[Math.floor(row / PIECE_BEATS)]![row % PIECE_BEATS]!;
}

function instantOf(month: Month, row: number): number {
  return month.fromMs + Math.floor(beatOf(month, row) / BPM_RANGE) * SECOND_MS;
}

function firstFrom(month: Month, atMs: number): number {
  let low = 0;
  let high = month.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (instantOf(month, middle) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
