import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';

const PLAIN = 0;
const DEFLATED = 1;
/** The least that zlib takes for its output. */
const LEAST_CHUNK = constants.Z_MIN_CHUNK;

/**
 * One leading byte says whether the rest is deflated: done only where it helps, so tiny chunks never grow. Of `noise`
 * only runs repeat: looking for longer repetitions in it finds nothing and takes ten times as long.
 */
export function compact(bytes: Uint8Array, content: 'text' | 'noise' = 'text'): Uint8Array {
  // More than what went in is not taken: no more room is set aside.
  const chunkSize = Math.max(LEAST_CHUNK, bytes.length);
  const how = content === 'noise' ? { strategy: constants.Z_RLE } : { level: 9 };
  const deflated = deflateRawSync(bytes, { ...how, chunkSize });
  const [kind, body] = deflated.length < bytes.length ? [DEFLATED, deflated] : [PLAIN, bytes];
  const packed = new Uint8Array(body.length + 1);
  packed[0] = kind;
  packed.set(body, 1);
  return packed;
}

/**
 * The inverse of `compact`. Where it is known how many bytes come out, no more is set aside for them: seven times as much
 * otherwise for a column of samples, to be collected again. @throws RangeError for a kind that this version does not know.
 */
export function expand(packed: Uint8Array, length?: number): Uint8Array {
  const body = packed.subarray(1);
  if (packed[0] === PLAIN) return body;
  if (packed[0] === DEFLATED) {
    // With one byte of room left zlib sees at once that nothing follows.
    return inflateRawSync(body, length === undefined ? {} : { chunkSize: Math.max(LEAST_CHUNK, length + 1) });
  }
  throw new RangeError('a packed column begins with an unknown kind');
}
