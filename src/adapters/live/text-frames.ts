const FINAL_TEXT = 0x81;
const LENGTH_IN_2_BYTES = 126;
const LENGTH_IN_8_BYTES = 127;

/**
 * Text messages as a server puts them on the wire (RFC 6455: whole and unmasked), one after the other in one buffer. The
 * library writes each header and each payload by itself; an acknowledgement and a coach frame a second to every stream
 * made that a tenth of the server's work.
 */
export function textFrames(texts: readonly string[]): Buffer {
  let size = 0;
  for (const text of texts) {
    const length = Buffer.byteLength(text);
    size += headerSize(length) + length;
  }
  const frames = Buffer.allocUnsafe(size);
  let at = 0;
  for (const text of texts) {
    const start = at + headerSize(Buffer.byteLength(text));
    const length = frames.write(text, start);
    writeHeader(frames, at, length);
    at = start + length;
  }
  return frames;
}

function headerSize(length: number): number {
  return length < LENGTH_IN_2_BYTES ? 2 : length <= 0xffff ? 4 : 10;
}

function writeHeader(frames: Buffer, at: number, length: number): void {
  frames[at] = FINAL_TEXT;
  if (length < LENGTH_IN_2_BYTES) {
    frames[at + 1] = length;
  } else if (length <= 0xffff) {
    frames[at + 1] = LENGTH_IN_2_BYTES;
    frames.writeUInt16BE(length, at + 2);
  } else {
    frames[at + 1] = LENGTH_IN_8_BYTES;
    frames.writeBigUInt64BE(BigInt(length), at + 2);
  }
}
