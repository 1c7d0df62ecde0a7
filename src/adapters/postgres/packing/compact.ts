import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';

const PLAIN = 0;
const DEFLATED = 1;

/**
 * One leading byte says whether the rest is deflated: done only where it helps, so tiny chunks never grow. Of `noise`
 * only runs repeat: looking for longer repetitions in it finds nothing and takes ten times as long.
 */
export function compact(bytes: Uint8Array, content: 'text' | 'noise' = 'text'): Uint8Array {
  const deflated = deflateRawSync(bytes, content === 'noise' ? { strategy: constants.Z_RLE } : { level: 9 });
  const [kind, body] = deflated.length < bytes.length ? [DEFLATED, deflated] : [PLAIN, bytes];
  const packed = new Uint8Array(body.length + 1);
  packed[0] = kind;
  packed.set(body, 1);
  return packed;
}

/** The inverse of `compact`. @throws RangeError for a kind that this version does not know. */
export function expand(packed: Uint8Array): Uint8Array {
  const body = packed.subarray(1);
  if (packed[0] === PLAIN) return body;
  if (packed[0] === DEFLATED) return inflateRawSync(body);
  throw new RangeError('a packed column begins with an unknown kind');
}
