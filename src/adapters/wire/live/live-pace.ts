/** What is on its way at once is acknowledged within this time (L9). */
const TARGET_MS = 10_000;
const FIRST_BYTES = 1_500;
const LEAST_BYTES = 300;
/** Room for the envelope below the server's limit of 64 KiB. */
const MOST_BYTES = 60_000;

/**
 * How many bytes a client may have on their way, by what its link has acknowledged so far (L9): little at first, twice as
 * much after each full measure that arrived in time, less after one that did not. A slow uplink is not a dead one.
 */
export class LivePace {
  #budget = FIRST_BYTES;

  get budgetBytes(): number {
    return this.#budget;
  }

  /** So many bytes were acknowledged so long after their way was free. */
  acknowledged(bytes: number, tookMs: number): void {
    const affordable = Math.floor((bytes * TARGET_MS) / Math.max(1, tookMs));
    if (tookMs > TARGET_MS) this.#budget = within(affordable);
    else if (bytes >= this.#budget / 2) {
      this.#budget = within(Math.max(this.#budget, Math.min(2 * this.#budget, affordable)));
    }
  }

  /** Nothing more was acknowledged of what was on its way. */
  lost(): void {
    this.#budget = within(Math.floor(this.#budget / 2));
  }
}

function within(bytes: number): number {
  return Math.min(MOST_BYTES, Math.max(LEAST_BYTES, bytes));
}
