import type { SegmentSink } from '../timeline/timeline.ts';
import { INACTIVE, UNKNOWN } from '../timeline/timeline.ts';
import { SECOND_MS } from '../units.ts';

const SUSTAINED_MS = 30 * SECOND_MS;

/**
 * The observed maximum (M4): the highest bpm that was not undercut for 30 s without a gap. Feed it segments of a
 * timeline held no longer than a live one, so that one sample cannot stand for half a minute.
 *
 * A segment that does not exceed the best so far cannot be part of a better window, so it begins a new stretch: what
 * is kept is only the rising edge of the current one.
 */
export class SustainedMax implements SegmentSink {
  #best = 0;
  #stretchMs = NaN;
  /** Ascending bpm, each with the last instant at which nothing later was lower. */
  readonly #lowest: { bpm: number; endMs: number }[] = [];

  segment(state: number, fromMs: number, toMs: number): void {
    if (state === UNKNOWN || state === INACTIVE || state <= this.#best) {
      this.#stretchMs = NaN;
      return;
    }
    if (Number.isNaN(this.#stretchMs)) {
      this.#stretchMs = fromMs;
      this.#lowest.length = 0;
    }
    while (this.#lowest.length > 0 && this.#lowest.at(-1)!.bpm >= state) this.#lowest.pop();
    this.#lowest.push({ bpm: state, endMs: toMs });
    while (this.#lowest[0]!.endMs <= toMs - SUSTAINED_MS) this.#lowest.shift();
    if (toMs - this.#stretchMs >= SUSTAINED_MS) this.#best = Math.max(this.#best, this.#lowest[0]!.bpm);
  }

  /** Null where nothing was sustained. */
  get bpm(): number | null {
    return this.#best === 0 ? null : this.#best;
  }
}
