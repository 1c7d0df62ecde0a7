import { crc16 } from './crc16.ts';

/**
 * Why a part is not what its writer meant it to be:
 * `checksum` the bytes differ from what was written · `unclosed` the header never got its size ·
 * `size` the header's size is wrong · `truncated` bytes are missing at the end.
 */
export type PartDamage = 'checksum' | 'unclosed' | 'size' | 'truncated';

/** One FIT file inside the bytes: records lie in [dataStart, dataEnd). */
export interface FitPart {
  readonly start: number;
  readonly dataStart: number;
  readonly dataEnd: number;
  readonly damage: PartDamage | null;
}

export interface FramedParts {
  readonly parts: readonly FitPart[];
  /** Bytes that belong to no part and are not zero padding. */
  readonly strayBytes: number;
}

const SMALLEST_HEADER_BYTES = 12;
const CRC_BYTES = 2;

/** True where a FIT header stands: a size of at least 12 and `.FIT` at offset 8. */
export function isFitHeader(bytes: Uint8Array, at: number): boolean {
  return (
    at + SMALLEST_HEADER_BYTES <= bytes.length &&
    bytes[at]! >= SMALLEST_HEADER_BYTES &&
    bytes[at + 8] === 0x2e &&
    bytes[at + 9] === 0x46 &&
    bytes[at + 10] === 0x49 &&
    bytes[at + 11] === 0x54
  );
}

/**
 * Splits chained files by header + data size + 2. A size that leads nowhere is not believed: the part then reaches
 * to the next header, or to the end. The header's own CRC is not looked at: the file CRC covers the header.
 */
export function frameParts(bytes: Uint8Array): FramedParts {
  const parts: FitPart[] = [];
  let strayBytes = 0;
  let at = 0;
  while (at < bytes.length) {
    if (!isFitHeader(bytes, at)) {
      const next = nextHeader(bytes, at + 1);
      strayBytes += countNonZero(bytes, at, next);
      at = next;
      continue;
    }
    const { part, next } = framePart(bytes, at);
    parts.push(part);
    at = next;
  }
  return { parts, strayBytes };
}

function framePart(bytes: Uint8Array, start: number): { part: FitPart; next: number } {
  const dataStart = Math.min(start + bytes[start]!, bytes.length);
  const dataSize = uint32(bytes, start + 4);
  const declaredEnd = dataStart + dataSize;
  const next = declaredEnd + CRC_BYTES;
  if (next <= bytes.length && (dataSize > 0 || bytes.length === next || isFitHeader(bytes, next))) {
    if (crc16(bytes, start, declaredEnd) === uint16(bytes, declaredEnd)) {
      return { part: { start, dataStart, dataEnd: declaredEnd, damage: null }, next };
    }
    if (next === bytes.length || isFitHeader(bytes, next)) {
      return { part: { start, dataStart, dataEnd: declaredEnd, damage: 'checksum' }, next };
    }
  }
  const end = nextHeader(bytes, dataStart);
  if (dataSize === 0) return { part: { start, dataStart, dataEnd: end, damage: 'unclosed' }, next: end };
  if (next > bytes.length && end === bytes.length) {
    // Only the checksum may be missing; its bytes are then no records.
    const dataEnd = Math.min(end, declaredEnd);
    return { part: { start, dataStart, dataEnd, damage: 'truncated' }, next: end };
  }
  // The last two bytes are the checksum of a file whose size is wrong: no record may be read from them.
  return {
    part: { start, dataStart, dataEnd: Math.max(dataStart, end - CRC_BYTES), damage: 'size' },
    next: end,
  };
}

function nextHeader(bytes: Uint8Array, from: number): number {
  for (let dot = bytes.indexOf(0x2e, from + 8); dot >= 0; dot = bytes.indexOf(0x2e, dot + 1)) {
    const size = bytes[dot - 8];
    if ((size === 12 || size === 14) && isFitHeader(bytes, dot - 8)) return dot - 8;
  }
  return bytes.length;
}

function countNonZero(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index++) if (bytes[index] !== 0) count++;
  return count;
}

function uint16(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8);
}

function uint32(bytes: Uint8Array, at: number): number {
  return (uint16(bytes, at) | (uint16(bytes, at + 2) << 16)) >>> 0;
}
