import type { Span } from '../../../domain/timeline/span.ts';
import { DAY_MS, SECOND_MS } from '../../../domain/units.ts';
import type { HeartColumns, HeartSample } from './activity.ts';

/** What a month begins with; it grows by half. */
const FIRST_CAPACITY = 2 ** 6;
const GROWTH = 1.5;
/** One number holds a second of a month (of 2.7 million) and a bpm, so that sorting moves both. */
const BPM_RANGE = 256;

interface Month extends Span {
  /** In order once the first question came. */
  beats: Uint32Array;
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
    if (month.count === month.beats.length) {
      const larger = new Uint32Array(Math.ceil(month.count * GROWTH));
      larger.set(month.beats);
      month.beats = larger;
    }
    month.beats[month.count++] = ((atMs - month.fromMs) / SECOND_MS) * BPM_RANGE + bpm;
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
        samples.push({ atMs, bpm: month.beats[row]! % BPM_RANGE });
      }
    }
    return samples;
  }

  /** Those that lie in none of these ascending, disjoint spans, by months; one with `most` of them is cut between days. */
  *beside(spans: readonly Span[], most: number): Generator<BeatsBeside> {
    let next = 0;
    for (const month of this.#months()) {
      const atMs = new Float64Array(month.count);
      const bpm = new Uint8Array(month.count);
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
        bpm[to++] = month.beats[row]! % BPM_RANGE;
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
      month = { fromMs, toMs, beats: new Uint32Array(FIRST_CAPACITY), count: 0 };
      this.#byStart.set(fromMs, month);
    }
    return (this.#latest = month);
  }

  #months(): readonly Month[] {
    if (this.#sorted === null) {
      this.#sorted = [...this.#byStart.values()].sort((a, b) => a.fromMs - b.fromMs);
      for (const month of this.#sorted) month.beats.subarray(0, month.count).sort();
    }
    return this.#sorted;
  }
}

function instantOf({ fromMs, beats }: Month, row: number): number {
  return fromMs + Math.floor(beats[row]! / BPM_RANGE) * SECOND_MS;
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
