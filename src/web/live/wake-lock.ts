/** Keeps the screen on while `wanted` is true. The browser drops the lock whenever the page is hidden: ask again. */
export class WakeLock {
  #wanted = false;
  #lock: WakeLockSentinel | null = null;

  constructor() {
    document.addEventListener('visibilitychange', () => void this.#hold());
  }

  want(wanted: boolean): void {
    this.#wanted = wanted;
    if (wanted) void this.#hold();
    else void this.#lock?.release();
  }

  async #hold(): Promise<void> {
    if (!this.#wanted || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    if (this.#lock !== null && !this.#lock.released) return;
    // Refused in battery saver: the run goes on, the screen may sleep, and the gap is caught up.
    this.#lock = await navigator.wakeLock.request('screen').catch(() => null);
  }
}
