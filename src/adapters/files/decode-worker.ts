import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { DecodeOutcome } from '../../application/ports/file-decoder.ts';
import { decodeFile } from './decode-file.ts';
import type { DecodeOptions } from './decode-options.ts';

export interface DecodeTask extends DecodeOptions {
  readonly bytes: Uint8Array;
}

/** Entry of a worker thread: bytes in, columns out; both change hands without a copy. */
export default function decodeTask(task: DecodeTask): DecodeOutcome {
  const outcome = decodeFile(task.bytes, task);
  if (!outcome.ok) return outcome;
  const buffers = outcome.recordings.flatMap(({ recording: { items } }) => [
    items.atMs.buffer,
    items.code.buffer,
    ...(items.rrKey === undefined ? [] : [items.rrKey.buffer]),
  ]);
  return transferring(outcome, buffers);
}

/** Piscina posts the listed buffers along with the value instead of copying them. */
function transferring(value: DecodeOutcome, buffers: readonly ArrayBufferLike[]): DecodeOutcome {
  // The wrapper is unwrapped on the way out: the caller of the pool receives `value`.
  return move({ [transferableSymbol]: buffers, [valueSymbol]: value }) as unknown as DecodeOutcome;
}
