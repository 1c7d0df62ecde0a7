import { VarintReader, VarintWriter } from './varint.ts';

/** Written before every histogram; rows with anything else hold fractions, as timelines once could. */
const WHOLE = 0;
const BPM_VALUES = 256;

/**
 * Running milliseconds (`runningMs`) as the time at each bpm that has any: typically 100 to 300 bytes. Not deflated: a
 * report of a year unpacks hundreds, and starting zlib costs more than all the rest.
 */
export function packHistogram(msUpTo: Float64Array): Uint8Array {
  const out = new VarintWriter();
  out.unsigned(WHOLE);
  let next = 0;
  let sumMs = 0;
  for (let bpm = 0; bpm < msUpTo.length; bpm++) {
    const ms = msUpTo[bpm]! - sumMs;
    if (ms === 0) continue;
    if (!Number.isSafeInteger(ms)) throw new RangeError('a histogram counts whole milliseconds');
    out.unsigned(bpm - next);
    out.unsigned(ms);
    next = bpm + 1;
    sumMs = msUpTo[bpm]!;
  }
  return out.finish();
}

/** The inverse of `packHistogram`: always 256 values. */
export function unpackHistogram(packed: Uint8Array): Float64Array {
  const input = new VarintReader(packed);
  const whole = input.unsigned() === WHOLE;
  const msUpTo = new Float64Array(BPM_VALUES);
  let sumMs = 0;
  let bpm = 0;
  while (!input.exhausted) {
    for (let empty = input.unsigned(); empty > 0; empty--) msUpTo[bpm++] = sumMs;
    msUpTo[bpm++] = sumMs += whole ? input.unsigned() : input.float64();
  }
  return msUpTo.fill(sumMs, bpm);
}
