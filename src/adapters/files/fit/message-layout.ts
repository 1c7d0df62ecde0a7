/** Where one field lies in a message, and how to read it. */
export interface FieldLayout {
  /** From the message's first byte after its header. */
  readonly offset: number;
  readonly size: number;
  /** Number of a base type (0 enum … 16 uint64z); of a developer field the message that describes it says it. */
  readonly type: number;
}

export interface DeveloperFieldLayout extends FieldLayout {
  readonly dataIndex: number;
  readonly number: number;
}

/** A definition message: how the messages of one local number are laid out. */
export interface MessageLayout {
  readonly globalNumber: number;
  readonly littleEndian: boolean;
  /** Bytes of a message after its header byte, developer fields included. */
  readonly bytes: number;
  /** Where field 253 lies, when it is a full timestamp; else -1. */
  readonly timestampOffset: number;
  /** By field number. */
  readonly fields: readonly (FieldLayout | undefined)[];
  readonly developerFields: readonly DeveloperFieldLayout[];
}

/** Base types by their numbers. */
export const BaseType = {
  sint8: 1,
  sint16: 3,
  uint16: 4,
  sint32: 5,
  uint32: 6,
  string: 7,
  float32: 8,
  float64: 9,
  uint8z: 10,
  uint16z: 11,
  uint32z: 12,
  byte: 13,
} as const;

const TIMESTAMP_FIELD = 253;
/** Width of each base type by its number (0 enum … 16 uint64z). */
const WIDTHS = [1, 1, 1, 2, 2, 4, 4, 1, 4, 8, 1, 2, 4, 1, 8, 8, 8];
const FIELD_BYTES = 3;

/** Width of a base type in bytes; undefined for none. */
export function widthOf(type: number): number | undefined {
  return WIDTHS[type];
}

/**
 * Reads the definition whose header byte is at `at`. Null when it is cut off before `end` or not one.
 *
 * Devices write definitions that a strict reader refuses; none of them costs a value: fields of size 0 say nothing, of
 * a field given twice the first counts, and a size that is no multiple of its type makes it bytes (as the protocol says).
 */
export function readLayout(
  bytes: Uint8Array,
  at: number,
  end: number,
): { layout: MessageLayout; next: number } | null {
  const fieldsAt = at + 6;
  if (fieldsAt > end) return null;
  const architecture = bytes[at + 2]!;
  if (architecture > 1) return null;
  const littleEndian = architecture === 0;
  const [first, second] = [bytes[at + 3]!, bytes[at + 4]!];
  const fieldsEnd = fieldsAt + bytes[at + 5]! * FIELD_BYTES;
  const hasDeveloperFields = (bytes[at]! & 0x20) !== 0;
  const developerAt = hasDeveloperFields ? fieldsEnd + 1 : fieldsEnd;
  const developerCount = hasDeveloperFields && fieldsEnd < end ? bytes[fieldsEnd]! : 0;
  const next = developerAt + developerCount * FIELD_BYTES;
  if (next > end) return null;

  let offset = 0;
  const fields: (FieldLayout | undefined)[] = [];
  for (let field = fieldsAt; field < fieldsEnd; field += FIELD_BYTES) {
    const [number, size, baseType] = [bytes[field]!, bytes[field + 1]!, bytes[field + 2]!];
    const type = soundType(baseType, size);
    // A timestamp of another type tells no time.
    const isSound = number !== TIMESTAMP_FIELD || (size === 4 && type === BaseType.uint32);
    if (size > 0 && isSound) fields[number] ??= { offset, size, type };
    offset += size;
  }
  const developerFields: DeveloperFieldLayout[] = [];
  for (let field = developerAt; field < next; field += FIELD_BYTES) {
    const [number, size, dataIndex] = [bytes[field]!, bytes[field + 1]!, bytes[field + 2]!];
    if (size > 0) developerFields.push({ dataIndex, number, offset, size, type: BaseType.byte });
    offset += size;
  }
  return {
    layout: {
      globalNumber: littleEndian ? first | (second << 8) : (first << 8) | second,
      littleEndian,
      bytes: offset,
      timestampOffset: fields[TIMESTAMP_FIELD]?.offset ?? -1,
      fields,
      developerFields,
    },
    next,
  };
}

function soundType(baseType: number, size: number): number {
  const type = baseType & 0x1f;
  const width = baseType & 0x60 ? undefined : WIDTHS[type];
  return width === undefined || size % width !== 0 ? BaseType.byte : type;
}
