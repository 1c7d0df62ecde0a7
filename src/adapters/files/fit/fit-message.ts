import { BaseType, widthOf, type FieldLayout, type MessageLayout } from './message-layout.ts';

const UTF8 = new TextDecoder();
const EMPTY: MessageLayout = {
  globalNumber: -1,
  littleEndian: true,
  bytes: 0,
  timestampOffset: -1,
  fields: [],
  developerFields: [],
};

/**
 * One message of a file, read in place. The walk moves one and the same over the file, because a day holds hundreds of
 * thousands: whoever keeps something of it reads it out.
 */
export class FitMessage {
  readonly #view: DataView;
  #layout: MessageLayout = EMPTY;
  #at = 0;
  /** Its time in FIT seconds: field 253, or the compressed one of its header; null where it has none. */
  timestamp: number | null = null;

  /** `view` spans the whole file. */
  constructor(view: DataView) {
    this.#view = view;
  }

  /** Moves on to the message whose fields begin at `at`; all of its bytes must be there. */
  moveTo(layout: MessageLayout, at: number, timestamp: number | null): void {
    this.#layout = layout;
    this.#at = at;
    this.timestamp = timestamp;
  }

  get globalNumber(): number {
    return this.#layout.globalNumber;
  }

  /** First value of a numeric field, unscaled; null when the field is absent or holds the type's invalid value. */
  numberAt(fieldNumber: number): number | null {
    const field = this.#layout.fields[fieldNumber];
    return field === undefined ? null : this.#firstOf(field, field.type);
  }

  /** All values of a numeric array field, null for each invalid one. Empty when absent or not numeric. */
  numbersAt(fieldNumber: number): (number | null)[] {
    const field = this.#layout.fields[fieldNumber];
    const width = field === undefined ? undefined : numericWidth(field.type);
    const values: (number | null)[] = [];
    if (field === undefined || width === undefined) return values;
    for (let at = 0; at + width <= field.size; at += width)
      values.push(this.#read(this.#at + field.offset + at, field.type));
    return values;
  }

  /** Text up to the first NUL, or null when absent, empty or no string. */
  textAt(fieldNumber: number): string | null {
    const field = this.#layout.fields[fieldNumber];
    if (field?.type !== BaseType.string) return null;
    const bytes = this.#bytesOf(field);
    const end = bytes.indexOf(0);
    const text = UTF8.decode(end < 0 ? bytes : bytes.subarray(0, end)).trim();
    return text === '' ? null : text;
  }

  /** The bytes of a field, where they are; undefined when it is absent. */
  bytesAt(fieldNumber: number): Uint8Array | undefined {
    const field = this.#layout.fields[fieldNumber];
    return field === undefined ? undefined : this.#bytesOf(field);
  }

  /** First value of the first developer field that `typeOf` knows, read as the type it says; null without any. */
  developerNumber(typeOf: (dataIndex: number, fieldNumber: number) => number | undefined): number | null {
    for (const field of this.#layout.developerFields) {
      const type = typeOf(field.dataIndex, field.number);
      if (type !== undefined) return this.#firstOf(field, type);
    }
    return null;
  }

  #firstOf({ offset, size }: FieldLayout, type: number): number | null {
    const width = numericWidth(type);
    return width === undefined || width > size ? null : this.#read(this.#at + offset, type);
  }

  #bytesOf({ offset, size }: FieldLayout): Uint8Array {
    const { buffer, byteOffset } = this.#view;
    return new Uint8Array(buffer, byteOffset + this.#at + offset, size);
  }

  #read(at: number, type: number): number | null {
    const view = this.#view;
    const { littleEndian } = this.#layout;
    switch (type) {
      case BaseType.sint8:
        return unless(view.getInt8(at), 0x7f);
      case BaseType.sint16:
        return unless(view.getInt16(at, littleEndian), 0x7fff);
      case BaseType.uint16:
        return unless(view.getUint16(at, littleEndian), 0xffff);
      case BaseType.sint32:
        return unless(view.getInt32(at, littleEndian), 0x7fffffff);
      case BaseType.uint32:
        return unless(view.getUint32(at, littleEndian), 0xffffffff);
      case BaseType.float32:
        return finite(view.getFloat32(at, littleEndian));
      case BaseType.float64:
        return finite(view.getFloat64(at, littleEndian));
      case BaseType.uint8z:
        return unless(view.getUint8(at), 0);
      case BaseType.uint16z:
        return unless(view.getUint16(at, littleEndian), 0);
      case BaseType.uint32z:
        return unless(view.getUint32(at, littleEndian), 0);
      default:
        return unless(view.getUint8(at), 0xff);
    }
  }
}

/** Numbers of 64 bits do not occur in what we read. */
function numericWidth(type: number): number | undefined {
  return type === BaseType.string || type > BaseType.byte ? undefined : widthOf(type);
}

function unless(value: number, invalid: number): number | null {
  return value === invalid ? null : value;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
