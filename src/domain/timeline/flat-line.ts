const FLAT_MS = 300_000;
/** A pause between samples longer than this begins a new stretch: nothing was seen to stay the same. */
const STRETCH_GAP_MS = 10_000;

/**
 * The flat line of a live source that delivers RR intervals (Z7): a heart that shows one bpm and one RR pattern for
 * more than 300 s is a frozen sensor. Without RR in the last 300 s a constant bpm is data.
 */
export class FlatLine {
  #bpm = 0;
  #rrKey = 0;
  #sinceMs = 0;
  #lastMs = -Infinity;
  #rrMs = -Infinity;

  /** Until when this accepted sample may be believed; Infinity where the rule is not armed. No consequence. */
  believedUntilMs(atMs: number, bpm: number, rrKey: number): number {
    if (rrKey === 0 && atMs - this.#rrMs > FLAT_MS) return Infinity;
    return (this.#continues(atMs, bpm, rrKey) ? this.#sinceMs : atMs) + FLAT_MS;
  }

  /** The same, and remembers the sample. */
  take(atMs: number, bpm: number, rrKey: number): number {
    const untilMs = this.believedUntilMs(atMs, bpm, rrKey);
    if (!this.#continues(atMs, bpm, rrKey)) {
      this.#sinceMs = atMs;
      this.#rrKey = 0;
    }
    this.#bpm = bpm;
    this.#lastMs = atMs;
    if (rrKey !== 0) {
      this.#rrKey = rrKey;
      this.#rrMs = atMs;
    }
    return untilMs;
  }

  #continues(atMs: number, bpm: number, rrKey: number): boolean {
    if (bpm !== this.#bpm || atMs - this.#lastMs > STRETCH_GAP_MS) return false;
    return rrKey === 0 || this.#rrKey === 0 || rrKey === this.#rrKey;
  }
}
