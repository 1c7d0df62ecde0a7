import type { SegmentSink, Timeline } from './timeline.ts';
import { INACTIVE } from './timeline.ts';

/** Collects segments into a timeline: neighbours of one state become one, inactive ends are left out. */
export class TimelineBuilder implements SegmentSink {
  #count = 0;
  #boundaryMs: Float64Array;
  #state: Uint8Array;
  #endMs = 0;

  constructor(expectedSegments = 64) {
    this.#boundaryMs = new Float64Array(expectedSegments + 1);
    this.#state = new Uint8Array(expectedSegments);
  }

  segment(state: number, fromMs: number, toMs: number): void {
    const last = this.#count - 1;
    if (last < 0) {
      if (state === INACTIVE) return;
    } else if (this.#state[last] === state) {
      this.#endMs = toMs;
      return;
    }
    if (this.#count === this.#state.length) this.#grow();
    this.#state[this.#count] = state;
    this.#boundaryMs[this.#count] = fromMs;
    this.#count++;
    this.#endMs = toMs;
  }

  build(): Timeline {
    let count = this.#count;
    let endMs = this.#endMs;
    if (count > 0 && this.#state[count - 1] === INACTIVE) endMs = this.#boundaryMs[--count]!;
    this.#boundaryMs[count] = endMs;
    return {
      count,
      boundaryMs: this.#boundaryMs.subarray(0, count + 1),
      state: this.#state.subarray(0, count),
    };
  }

  #grow(): void {
    const state = new Uint8Array(2 * this.#state.length + 16);
    const boundaryMs = new Float64Array(state.length + 1);
    state.set(this.#state);
    boundaryMs.set(this.#boundaryMs);
    this.#state = state;
    this.#boundaryMs = boundaryMs;
  }
}
