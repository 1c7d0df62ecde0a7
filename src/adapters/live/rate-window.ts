const WINDOW_MS = 60_000;

/** Counts events in consecutive minutes: at most twice the limit in any minute, for the price of two numbers. */
export class RateWindow {
  #startMs = -Infinity;
  #count = 0;

  /** Adds `count` and answers whether this minute is within `limit`. */
  allows(count: number, limit: number, nowMs: number): boolean {
    if (nowMs - this.#startMs >= WINDOW_MS) {
      this.#startMs = nowMs;
      this.#count = 0;
    }
    this.#count += count;
    return this.#count <= limit;
  }
}
