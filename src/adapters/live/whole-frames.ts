import { isAscii, isUtf8 } from 'node:buffer';
import { Writable } from 'node:stream';
import { MAX_FRAME_BYTES } from '../wire/live/live-protocol.ts';

/** The library's reader of frames, which it keeps to itself: a stream that bytes are written to. */
export interface Receiver extends Writable {
  /** Zero between two frames. */
  readonly _state: number;
  readonly _bufferedBytes: number;
  /** Zero where no message waits for its next fragment. */
  readonly _fragmented: number;
}

const FINAL_TEXT = 0x81;
const FINAL_BINARY = 0x82;
const MASKED = 0x80;
const LENGTH_IN_2_BYTES = 126;
const MASK_BYTES = 4;
const SHORT_HEADER_BYTES = 6;
const LONG_HEADER_BYTES = 8;

/**
 * Has frames that lie whole in what was read told at once, as nearly all of a phone do. The library passes each through a
 * stream of its own, with a view of every part of the header and a turn of the queue behind it: a twentieth of the
 * server's work. Whatever is not plain is left to it, and so are all faults.
 */
export function tellWholeFrames(receiver: Receiver): void {
  receiver.write = write;
}

function write(this: Receiver, chunk: Buffer): boolean {
  let at = 0;
  while (at < chunk.length && isBetweenFrames(this)) {
    const next = tellFrame(this, chunk, at);
    if (next === at) break;
    at = next;
  }
  if (at === 0) return Writable.prototype.write.call(this, chunk, 'binary');
  return at === chunk.length || Writable.prototype.write.call(this, chunk.subarray(at), 'binary');
}

function isBetweenFrames({ _state, _bufferedBytes, _fragmented, writable }: Receiver): boolean {
  return _state === 0 && _bufferedBytes === 0 && _fragmented === 0 && writable;
}

/** Answers where the next frame begins: `at` itself where this one is for the library. */
function tellFrame(receiver: Receiver, chunk: Buffer, at: number): number {
  const left = chunk.length - at;
  const isBinary = chunk[at] === FINAL_BINARY;
  if (left < SHORT_HEADER_BYTES || !(isBinary || chunk[at] === FINAL_TEXT)) return at;
  const said = chunk[at + 1]! - MASKED;
  if (said < 1 || said > LENGTH_IN_2_BYTES) return at;
  const isShort = said < LENGTH_IN_2_BYTES;
  const length = isShort ? said : chunk.readUInt16BE(at + 2);
  const start = at + (isShort ? SHORT_HEADER_BYTES : LONG_HEADER_BYTES);
  const end = start + length;
  if (length === 0 || length > MAX_FRAME_BYTES || end > chunk.length) return at;
  const payload = chunk.subarray(start, end);
  unmask(payload, chunk, start - MASK_BYTES);
  if (!isBinary && !isAscii(payload) && !isUtf8(payload)) {
    // As it came: the library says what is wrong with it.
    unmask(payload, chunk, start - MASK_BYTES);
    return at;
  }
  receiver.emit('message', payload, isBinary);
  return end;
}

function unmask(payload: Buffer, chunk: Buffer, maskAt: number): void {
  const mask = [chunk[maskAt]!, chunk[maskAt + 1]!, chunk[maskAt + 2]!, chunk[maskAt + 3]!] as const;
  for (let i = 0; i < payload.length; i++) payload[i]! ^= mask[i & 3]!;
}
