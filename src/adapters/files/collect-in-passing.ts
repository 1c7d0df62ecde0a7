import { collectGarbage } from './collect-garbage.ts';
import { beginFrugality } from './frugal-memory.ts';

/** So many that a piece under way is met once: what is met twice is young no more. */
const COLLECT_EVERY_BYTES = 2 ** 20;
/** From here on an archive is large: what is met twice all the same would add up. */
const LARGE_BYTES = 16 * 2 ** 20;

/**
 * Passes pieces of bytes on and collects what those before have left. V8 lets 64 MiB of buffers stand, as it counts them apart
 * from its heap, and malloc keeps what they took among others that stay.
 */
export async function* collectInPassing(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let passedBytes = 0;
  let collectedBytes = 0;
  let endFrugality = (): void => undefined;
  try {
    for await (const piece of pieces) {
      yield piece;
      const isLarge = passedBytes >= LARGE_BYTES;
      passedBytes += piece.length;
      if (!isLarge && passedBytes >= LARGE_BYTES) endFrugality = beginFrugality();
      if (passedBytes - collectedBytes < COLLECT_EVERY_BYTES) continue;
      collectedBytes = passedBytes;
      collectGarbage('young');
    }
  } finally {
    endFrugality();
  }
}
