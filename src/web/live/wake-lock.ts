const ASK_AGAIN_MS = 15_000;
const RELEASED_MS = 500;

const isVisible = (): boolean => document.visibilityState === 'visible';

/**
 * Keeps the screen on while `wanted` is true. The browser drops the lock whenever the page is hidden, and whenever it
 * likes: it is asked for again. `refused` is told when the screen may go dark all the same.
 */
export class WakeLock {
  readonly #refused: () => void;
  #wanted = false;
  readonly #isWanted = (): boolean => this.#wanted;
  #asking = false;
  #lock: WakeLockSentinel | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(refused: () => void = () => undefined) {
    this.#refused = refused;
    document.addEventListener('visibilitychange', () => void this.#hold());
  }

  want(wanted: boolean): void {
    this.#wanted = wanted;
    clearTimeout(this.#timer);
    if (wanted) void this.#hold();
    else void this.#lock?.release();
  }

  async #hold(): Promise<void> {
    if (!this.#wanted || this.#asking || !isVisible()) return;
    if (this.#lock !== null && !this.#lock.released) return;
    this.#asking = true;
    clearTimeout(this.#timer);
    try {
      this.#lock = await navigator.wakeLock.request('screen');
      this.#lock.addEventListener('release', () => this.#later(RELEASED_MS), { once: true });
      // Others may have let it go while it was asked for.
      if (!this.#isWanted()) await this.#lock.release();
    } catch {
      // Battery saver, or no such thing here: the run goes on, and what a sleeping page misses is a gap.
      if (isVisible()) this.#refused();
      this.#later(ASK_AGAIN_MS);
    } finally {
      this.#asking = false;
    }
  }

  #later(waitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#hold(), waitMs);
  }
}
