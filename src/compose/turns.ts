/** A turn of the event loop that long work may take before others get theirs. */
const TURN_MS = 2;

/**
 * Lets others run as soon as this turn has lasted long, and costs next to nothing before: long work asks after each
 * small piece, whatever the machine makes of it. Of several who ask, one goes on in each turn, so that others never wait
 * for all of them. `nowMs` is monotonic; `yieldTurn` resolves in a later turn.
 */
export function createTurns(nowMs: () => number, yieldTurn: () => Promise<unknown>): () => Promise<void> {
  let beganMs = -Infinity;
  let turns: Promise<unknown> = Promise.resolve();
  return async () => {
    if (nowMs() - beganMs < TURN_MS) return;
    const own = turns.then(yieldTurn);
    turns = own;
    await own;
    beganMs = nowMs();
  };
}
