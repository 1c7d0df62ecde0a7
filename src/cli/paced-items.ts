import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedItem } from '../domain/simulated-heart/simulate-heart.ts';

/** How often a strap's clock is looked at: short enough for a coach that answers once a second. */
const TICK_MS = 50;

/**
 * Hands out items when their time has come, `speed` times faster than they were captured; one batch per tick. Lazy: a
 * reader that is slow gets larger batches later, never a growing queue.
 */
export async function* pacedItems(
  items: Iterable<SimulatedItem>,
  pace: { startMs: number; speed: number; signal: AbortSignal; nowMs: () => number },
): AsyncGenerator<readonly SimulatedItem[], void> {
  const begunMs = pace.nowMs();
  const iterator = items[Symbol.iterator]();
  let next = iterator.next();
  while (!next.done && !pace.signal.aborted) {
    const reachedMs = pace.startMs + (pace.nowMs() - begunMs) * pace.speed;
    const due: SimulatedItem[] = [];
    while (!next.done && next.value[0] <= reachedMs) {
      due.push(next.value);
      next = iterator.next();
    }
    if (due.length > 0) yield due;
    // An interrupted sleep ends the loop above by its condition.
    if (!next.done) await sleep(TICK_MS, undefined, { signal: pace.signal }).catch(() => undefined);
  }
}
