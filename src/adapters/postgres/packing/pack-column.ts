import { compact, expand } from './compact.ts';
import type { VarintReader, VarintWriter } from './varint.ts';

/**
 * Writes signed integers (up to 2^52 in magnitude), mostly small: all their lowest bytes, then all their next ones, as
 * far as the largest needs. Each plane is deflated by itself: the lowest may be noise, the others are almost empty,
 * and one code table for both would fit neither. Plain loops here and below: an import writes, and a preview of a long
 * history reads, millions of values. Of `rest` nothing is left.
 */
export function writeColumn(out: VarintWriter, rest: Float64Array): void {
  // Zigzag: small magnitudes of either sign need few planes.
  let largest = 0;
  for (let i = 0; i < rest.length; i++) {
    const value = rest[i]!;
    rest[i] = value < 0 ? -2 * value - 1 : 2 * value;
    if (rest[i]! > largest) largest = rest[i]!;
  }
  const planes: Uint8Array[] = [];
  for (; largest > 0; largest = Math.floor(largest / 256)) {
    const plane = new Uint8Array(rest.length);
    for (let i = 0; i < rest.length; i++) {
      const value = rest[i]!;
      const higher = Math.floor(value / 256);
      plane[i] = value - 256 * higher;
      rest[i] = higher;
    }
    planes.push(plane);
  }
  out.unsigned(planes.length);
  for (const plane of planes) {
    const packed = compact(plane, 'noise');
    out.unsigned(packed.length);
    out.bytes(packed);
  }
}

/** The inverse of `writeColumn`: fills `values`. */
export function readColumn(input: VarintReader, values: Float64Array): void {
  const count = values.length;
  const planes = input.unsigned();
  if (planes === 0) {
    values.fill(0);
    return;
  }
  const lowest = readPlane(input, count);
  if (planes <= 2) {
    // Nearly every column of nearly every recording: a gap of some seconds between samples takes two.
    const higher = planes === 1 ? null : readPlane(input, count);
    for (let i = 0; i < count; i++) {
      const value = higher === null ? lowest[i]! : lowest[i]! | (higher[i]! << 8);
      values[i] = (value >> 1) ^ -(value & 1);
    }
    return;
  }
  values.set(lowest);
  for (let plane = 1, scale = 256; plane < planes; plane++, scale *= 256) {
    const bytes = readPlane(input, count);
    for (let i = 0; i < count; i++) values[i]! += bytes[i]! * scale;
  }
  for (let i = 0; i < count; i++) {
    const value = values[i]!;
    const half = Math.floor(value / 2);
    values[i] = value === 2 * half ? half : -half - 1;
  }
}

function readPlane(input: VarintReader, count: number): Uint8Array {
  const bytes = expand(input.bytes(input.unsigned()), count);
  if (bytes.length !== count) throw new RangeError('a packed column has lost some of its values');
  return bytes;
}
