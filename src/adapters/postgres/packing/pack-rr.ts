import { compact, expand } from './compact.ts';
import { VarintReader, VarintWriter } from './varint.ts';

type Intervals = readonly (readonly number[] | null)[];

/** RR intervals (1/1024 s) per item: how many and which, each as its difference from the one before. */
export function packRr(rr: Intervals): Uint8Array {
  const out = new VarintWriter();
  let last = 0;
  out.unsigned(rr.length);
  for (const intervals of rr) {
    // 0 is "none delivered", which differs from an empty list.
    out.unsigned(intervals === null ? 0 : intervals.length + 1);
    for (const interval of intervals ?? []) {
      out.signed(interval - last);
      last = interval;
    }
  }
  return compact(out.finish());
}

/** The inverse of `packRr`. */
export function unpackRr(packed: Uint8Array): (number[] | null)[] {
  const input = new VarintReader(expand(packed));
  const items = input.unsigned();
  const rr: (number[] | null)[] = [];
  let last = 0;
  for (let i = 0; i < items; i++) {
    const delivered = input.unsigned();
    if (delivered === 0) {
      rr.push(null);
      continue;
    }
    const intervals: number[] = [];
    for (let j = 1; j < delivered; j++) intervals.push((last += input.signed()));
    rr.push(intervals);
  }
  return rr;
}

/** Fingerprints of RR intervals, one 32-bit number an item. */
export function packRrKeys(keys: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(4 * keys.length);
  const view = new DataView(bytes.buffer);
  keys.forEach((key, i) => view.setUint32(4 * i, key, true));
  return compact(bytes);
}

/** The inverse of `packRrKeys`. */
export function unpackRrKeys(packed: Uint8Array): Uint32Array {
  const bytes = expand(packed);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i, true));
}
