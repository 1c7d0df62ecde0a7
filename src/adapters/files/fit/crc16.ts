/** What a byte contributes to the CRC that is followed by no other, by one, by two, by three. */
const LAST = Uint16Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xa001 : value >>> 1;
  return value;
});
const SECOND_LAST = followed(LAST);
const THIRD_LAST = followed(SECOND_LAST);
const FOURTH_LAST = followed(THIRD_LAST);

function followed(contributions: Uint16Array): Uint16Array {
  return contributions.map((value) => (value >>> 8) ^ LAST[value & 0xff]!);
}

/**
 * The CRC of the FIT protocol of `bytes[from, to)`: 16 bits, polynomial 0xA001 reflected, start value 0. Four bytes at a
 * time: one by one, each would wait for the one before.
 */
export function crc16(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let crc = 0;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    crc =
      FOURTH_LAST[(crc & 0xff) ^ bytes[at]!]! ^
      THIRD_LAST[(crc >>> 8) ^ bytes[at + 1]!]! ^
      SECOND_LAST[bytes[at + 2]!]! ^
      LAST[bytes[at + 3]!]!;
  }
  for (; at < to; at++) crc = (crc >>> 8) ^ LAST[(crc & 0xff) ^ bytes[at]!]!;
  return crc;
}
