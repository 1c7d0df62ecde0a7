import { getFitBaseTypeId, type FitRawField, type FitRawMessage } from 'fit-file-parser/raw';

interface RawBytes {
  readonly size: number;
  readonly bytes: Uint8Array;
}

const STRING = 7;
const WIDTHS: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 1,
  3: 2,
  4: 2,
  5: 4,
  6: 4,
  8: 4,
  9: 8,
  10: 1,
  11: 2,
  12: 4,
  13: 1,
};

/** The field with this number, or undefined. */
export function fieldOf(message: FitRawMessage, fieldNumber: number): FitRawField | undefined {
  for (const field of message.fields) if (field.fieldNumber === fieldNumber) return field;
  return undefined;
}

/** First value of a numeric field, unscaled; null when the field is absent or holds the type's invalid value. */
export function numberAt(message: FitRawMessage, fieldNumber: number): number | null {
  const field = fieldOf(message, fieldNumber);
  return field === undefined ? null : numberOf(field, field.baseType, message.littleEndian);
}

/** First value of raw bytes read as `baseType`, or null for the type's invalid value. */
export function numberOf(raw: RawBytes, baseType: number, littleEndian: boolean): number | null {
  if (baseType === 2 && raw.size === 1) return raw.bytes[0] === 0xff ? null : raw.bytes[0]!;
  return numbersOf(raw, baseType, littleEndian)[0] ?? null;
}

/** All values of a numeric array field, null for each invalid one. Empty when absent or not numeric. */
export function numbersAt(message: FitRawMessage, fieldNumber: number): (number | null)[] {
  const field = fieldOf(message, fieldNumber);
  return field === undefined ? [] : numbersOf(field, field.baseType, message.littleEndian);
}

function numbersOf(raw: RawBytes, baseType: number, littleEndian: boolean): (number | null)[] {
  const type = getFitBaseTypeId(baseType);
  const width = type === null ? undefined : WIDTHS[type];
  if (type === null || width === undefined) return [];
  const view = new DataView(raw.bytes.buffer, raw.bytes.byteOffset, raw.bytes.byteLength);
  const values: (number | null)[] = [];
  for (let at = 0; at + width <= raw.bytes.byteLength; at += width)
    values.push(read(view, at, type, littleEndian));
  return values;
}

function read(view: DataView, at: number, type: number, littleEndian: boolean): number | null {
  switch (type) {
    case 1:
      return unless(view.getInt8(at), 0x7f);
    case 3:
      return unless(view.getInt16(at, littleEndian), 0x7fff);
    case 4:
      return unless(view.getUint16(at, littleEndian), 0xffff);
    case 5:
      return unless(view.getInt32(at, littleEndian), 0x7fffffff);
    case 6:
      return unless(view.getUint32(at, littleEndian), 0xffffffff);
    case 8:
      return finite(view.getFloat32(at, littleEndian));
    case 9:
      return finite(view.getFloat64(at, littleEndian));
    case 10:
      return unless(view.getUint8(at), 0);
    case 11:
      return unless(view.getUint16(at, littleEndian), 0);
    case 12:
      return unless(view.getUint32(at, littleEndian), 0);
    default:
      return unless(view.getUint8(at), 0xff);
  }
}

function unless(value: number, invalid: number): number | null {
  return value === invalid ? null : value;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

const UTF8 = new TextDecoder();

/** Text up to the first NUL, or null when absent, empty or no string. */
export function stringAt(message: FitRawMessage, fieldNumber: number): string | null {
  const field = fieldOf(message, fieldNumber);
  if (field === undefined || getFitBaseTypeId(field.baseType) !== STRING) return null;
  const end = field.bytes.indexOf(0);
  const text = UTF8.decode(end < 0 ? field.bytes : field.bytes.subarray(0, end)).trim();
  return text === '' ? null : text;
}
