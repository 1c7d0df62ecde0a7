/** A turn of the event loop that long work may take before others get theirs. */
const TURN_MS = 4;

/**
 * Lets others run as soon as this turn has lasted long, and costs next to nothing before: long work asks after each
 * small piece, whatever the machine makes of it. `nowMs` is monotonic; `yieldTurn` resolves in a later turn.
 */
export function createTurns(nowMs: () => number, yieldTurn: () => Promise<unknown>): () => Promise<void> {
  let beganMs = -Infinity;
  return async () => {
    if (nowMs() - beganMs < TURN_MS) return;
    await yieldTurn();
    beganMs = nowMs();
  };
}
