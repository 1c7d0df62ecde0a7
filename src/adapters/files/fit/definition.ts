/** A definition message: how the records of one local number are laid out. */
export interface Definition {
  readonly littleEndian: boolean;
  readonly selected: boolean;
  /** Bytes of a record after its header byte, developer fields included. */
  readonly recordBytes: number;
  /** Where field 253 lies in a record, when it is a full timestamp; else -1. */
  readonly timestampOffset: number;
  readonly hasDeveloperFields: boolean;
  /** The definition as the strict reader takes it, without its header byte. */
  readonly head: Uint8Array;
  /** The same with a full timestamp (253) as first field, for records with a compressed one; null when it is full. */
  readonly timedHead: Uint8Array | null;
}

const TIMESTAMP_FIELD = 253;
const UINT32 = 0x86;
const BYTE = 0x0d;
/** Width of each base type by its number (0 enum … 16 uint64z). */
const WIDTHS = [1, 1, 1, 2, 2, 4, 4, 1, 4, 8, 1, 2, 4, 1, 8, 8, 8];
const STRING = 7;

/**
 * Reads the definition whose header byte is at `at`. Null when it is cut off or not one.
 *
 * Repairs of form only, each leaving the layout of the records as it is: fields of size 0 go, a size that is no
 * multiple of its type becomes bytes (as the protocol says), a repeated field number gets a free one.
 */
export function readDefinition(
  bytes: Uint8Array,
  at: number,
  end: number,
  selected: ReadonlySet<number>,
): { definition: Definition; next: number } | null {
  const hasDeveloperFields = (bytes[at]! & 0x20) !== 0;
  let next = at + 6;
  if (next > end) return null;
  const architecture = bytes[at + 2]!;
  if (architecture > 1) return null;
  const littleEndian = architecture === 0;
  const globalNumber = littleEndian
    ? bytes[at + 3]! | (bytes[at + 4]! << 8)
    : (bytes[at + 3]! << 8) | bytes[at + 4]!;
  const fieldCount = bytes[at + 5]!;
  const fieldsAt = next;
  next += fieldCount * 3;
  const developerCount = hasDeveloperFields && next < end ? bytes[next]! : 0;
  const developerAt = next + 1;
  if (hasDeveloperFields) next = developerAt + developerCount * 3;
  if (next > end) return null;

  let recordBytes = 0;
  let timestampOffset = -1;
  const fields: number[] = [];
  const usedNumbers = new Set<number>();
  for (let index = 0; index < fieldCount; index++) {
    const field = fieldsAt + index * 3;
    const size = bytes[field + 1]!;
    if (size === 0) continue;
    const baseType = bytes[field + 2]!;
    const isTimestamp =
      bytes[field] === TIMESTAMP_FIELD && size === 4 && (baseType & 0x1f) === 6 && timestampOffset < 0;
    if (isTimestamp) timestampOffset = recordBytes;
    const number = isTimestamp ? TIMESTAMP_FIELD : freeNumber(usedNumbers, bytes[field]!);
    fields.push(number, size, soundType(baseType, size));
    recordBytes += size;
  }
  const developerFields: number[] = [];
  const usedKeys = new Set<string>();
  for (let index = 0; index < developerCount; index++) {
    const field = developerAt + index * 3;
    const size = bytes[field + 1]!;
    if (size === 0) continue;
    const dataIndex = bytes[field + 2]!;
    let number = bytes[field]!;
    while (usedKeys.has(`${dataIndex}:${number}`)) number = (number + 255) & 0xff;
    usedKeys.add(`${dataIndex}:${number}`);
    developerFields.push(number, size, dataIndex);
    recordBytes += size;
  }
  const head = (timed: readonly number[]): Uint8Array =>
    Uint8Array.from([
      0,
      architecture,
      bytes[at + 3]!,
      bytes[at + 4]!,
      (timed.length + fields.length) / 3,
      ...timed,
      ...fields,
      ...(hasDeveloperFields ? [developerFields.length / 3, ...developerFields] : []),
    ]);
  return {
    definition: {
      littleEndian,
      selected: selected.has(globalNumber),
      recordBytes,
      timestampOffset,
      hasDeveloperFields,
      head: head([]),
      timedHead: fields.length / 3 < 255 ? head([TIMESTAMP_FIELD, 4, UINT32]) : null,
    },
    next,
  };
}

function freeNumber(used: Set<number>, wanted: number): number {
  let number = wanted;
  // 253 stays the timestamp's; of the 255 other numbers one is always free.
  while (used.has(number) || number === TIMESTAMP_FIELD) number = (number + 255) & 0xff;
  used.add(number);
  return number;
}

function soundType(baseType: number, size: number): number {
  const id = baseType & 0x1f;
  const width = baseType & 0x60 ? undefined : WIDTHS[id];
  return width === undefined || (id !== STRING && size % width !== 0) ? BYTE : baseType;
}
