import { VarintReader, VarintWriter } from './varint.ts';

const WHOLE = 0;
const FRACTIONS = 1;
const BINS = 256;

/**
 * Milliseconds per bpm as the bins that are not empty: typically 100 to 300 bytes. Fractions are kept exactly. Not
 * deflated: a report of a year unpacks hundreds, and starting zlib costs more than all the rest.
 */
export function packHistogram(msPerBpm: Float64Array): Uint8Array {
  const whole = msPerBpm.every((ms) => Number.isSafeInteger(ms) && ms >= 0);
  const out = new VarintWriter();
  out.unsigned(whole ? WHOLE : FRACTIONS);
  let next = 0;
  for (let bpm = 0; bpm < msPerBpm.length; bpm++) {
    const ms = msPerBpm[bpm]!;
    if (ms === 0) continue;
    out.unsigned(bpm - next);
    if (whole) out.unsigned(ms);
    else out.float64(ms);
    next = bpm + 1;
  }
  return out.finish();
}

/** The inverse of `packHistogram`: always 256 bins. */
export function unpackHistogram(packed: Uint8Array): Float64Array {
  const input = new VarintReader(packed);
  const whole = input.unsigned() === WHOLE;
  const msPerBpm = new Float64Array(BINS);
  for (let bpm = 0; !input.exhausted; bpm++) {
    bpm += input.unsigned();
    msPerBpm[bpm] = whole ? input.unsigned() : input.float64();
  }
  return msPerBpm;
}
