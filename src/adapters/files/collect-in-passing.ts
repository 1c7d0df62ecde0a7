import { collectGarbage } from './collect-garbage.ts';

/** So many that a piece under way is met once: what is met twice is young no more. */
const COLLECT_EVERY_BYTES = 2 ** 20;

/**
 * Passes pieces of bytes on and collects what those before have left. V8 lets 64 MiB of buffers stand, as it counts them apart
 * from its heap, and malloc keeps what they took among others that stay.
 */
export async function* collectInPassing(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let passedBytes = 0;
  for await (const piece of pieces) {
    yield piece;
    passedBytes += piece.length;
    if (passedBytes < COLLECT_EVERY_BYTES) continue;
    passedBytes = 0;
    collectGarbage('young');
  }
}
