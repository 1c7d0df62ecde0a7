const FINAL_TEXT = '\x81';
const LENGTH_IN_2_BYTES = 126;
const LENGTH_IN_8_BYTES = 127;
const HIGHEST_OF_2_BYTES = 0xffff;

/**
 * Text messages of ASCII alone, as a server puts them on the wire (RFC 6455: whole and unmasked), one after the other as
 * one string with a letter for each byte: to be written as `latin1`. The library writes each header and each payload by
 * itself; an acknowledgement and a coach frame a second to every stream made that a tenth of the server's work, and a
 * buffer to put them together in another twentieth.
 */
export function textFrames(texts: readonly string[]): string {
  let frames = '';
  for (const text of texts) frames += FINAL_TEXT + lengthOf(text.length) + text;
  return frames;
}

function lengthOf(bytes: number): string {
  if (bytes < LENGTH_IN_2_BYTES) return String.fromCharCode(bytes);
  if (bytes <= HIGHEST_OF_2_BYTES) return String.fromCharCode(LENGTH_IN_2_BYTES, bytes >> 8, bytes & 0xff);
  const header = Buffer.alloc(9);
  header[0] = LENGTH_IN_8_BYTES;
  header.writeBigUInt64BE(BigInt(bytes), 1);
  return header.toString('latin1');
}
