const RETRY_MS = 2_000;

/** From a client's `end` until the session is stored and judged. A stream that goes on afterwards may end again. */
export class StreamEnding {
  /** The client's last number, once it has said `end`; null again when it was answered. */
  lastSeq: number | null = null;
  #closing = false;
  #againMs = -Infinity;

  /**
   * Closes the stream when everything up to the last number is committed, once at a time. After a failure it is tried
   * again: nothing is lost, the items are committed and the next attempt builds from them.
   */
  async closeWhenComplete(
    acknowledged: number,
    nowMs: () => number,
    close: () => Promise<void>,
  ): Promise<void> {
    if (this.lastSeq === null || this.#closing) return;
    if (acknowledged < this.lastSeq || nowMs() < this.#againMs) return;
    this.#closing = true;
    try {
      await close();
      this.lastSeq = null;
    } catch (error) {
      this.#againMs = nowMs() + RETRY_MS;
      throw error;
    } finally {
      this.#closing = false;
    }
  }
}
