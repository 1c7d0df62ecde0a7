/** A definition message: how the records of one local number are laid out. */
export interface Definition {
  readonly littleEndian: boolean;
  readonly selected: boolean;
  /** Bytes of a record after its header byte, developer fields included. */
  readonly recordBytes: number;
  /** Where field 253 lies in a record, when it is a full timestamp; else -1. */
  readonly timestampOffset: number;
  readonly hasDeveloperFields: boolean;
  /** Where the wanted fields lie in a record: offset and length, in turn. */
  readonly pieces: readonly number[];
  /** The definition of the wanted fields as the strict reader takes it, without its header byte. */
  readonly head: Uint8Array;
  /** The same with a full timestamp (253) as first field, for records with a compressed one. */
  readonly timedHead: Uint8Array;
}

const TIMESTAMP_FIELD = 253;
const UINT32 = 0x86;
const BYTE = 0x0d;
/** Width of each base type by its number (0 enum … 16 uint64z). */
const WIDTHS = [1, 1, 1, 2, 2, 4, 4, 1, 4, 8, 1, 2, 4, 1, 8, 8, 8];
const STRING = 7;

/** Which fields of which messages are read, by their global numbers; developer fields come along with their message. */
export type WantedFields = ReadonlyMap<number, ReadonlySet<number>>;

/**
 * Reads the definition whose header byte is at `at`. Null when it is cut off or not one.
 *
 * Only wanted fields stay: the strict reader makes two objects of each. Repairs are of form alone: fields of size 0
 * go, of a field given twice the first counts, a size that is no multiple of its type becomes bytes (as the protocol
 * says).
 */
export function readDefinition(
  bytes: Uint8Array,
  at: number,
  end: number,
  wanted: WantedFields,
): { definition: Definition; next: number } | null {
  const hasDeveloperFields = (bytes[at]! & 0x20) !== 0;
  let next = at + 6;
  if (next > end) return null;
  const architecture = bytes[at + 2]!;
  if (architecture > 1) return null;
  const littleEndian = architecture === 0;
  const [first, second] = [bytes[at + 3]!, bytes[at + 4]!];
  const wantedFields = wanted.get(littleEndian ? first | (second << 8) : (first << 8) | second);
  const fieldCount = bytes[at + 5]!;
  const fieldsAt = next;
  next += fieldCount * 3;
  const developerCount = hasDeveloperFields && next < end ? bytes[next]! : 0;
  const developerAt = next + 1;
  if (hasDeveloperFields) next = developerAt + developerCount * 3;
  if (next > end) return null;

  const layout = new Layout();
  let timestampOffset = -1;
  const fields: number[] = [];
  const taken = new Set<number>();
  for (let field = fieldsAt; field < fieldsAt + fieldCount * 3; field += 3) {
    const [number, size, baseType] = [bytes[field]!, bytes[field + 1]!, bytes[field + 2]!];
    if (size === 0) continue;
    // A timestamp of another type tells no time.
    const isSound = number !== TIMESTAMP_FIELD || (size === 4 && (baseType & 0x1f) === 6);
    const isFirst = isSound && !taken.has(number);
    if (isFirst && number === TIMESTAMP_FIELD) timestampOffset = layout.recordBytes;
    if (isFirst) taken.add(number);
    const isWanted = isFirst && wantedFields?.has(number) === true;
    layout.add(size, isWanted);
    if (isWanted) fields.push(number, size, soundType(baseType, size));
  }
  const developerFields: number[] = [];
  const takenKeys = new Set<number>();
  for (let field = developerAt; field < developerAt + developerCount * 3; field += 3) {
    const [number, size, dataIndex] = [bytes[field]!, bytes[field + 1]!, bytes[field + 2]!];
    if (size === 0) continue;
    const key = (dataIndex << 8) | number;
    const isWanted = wantedFields !== undefined && !takenKeys.has(key);
    takenKeys.add(key);
    layout.add(size, isWanted);
    if (isWanted) developerFields.push(number, size, dataIndex);
  }
  const head = (...timed: readonly number[]): Uint8Array =>
    Uint8Array.from([
      0,
      architecture,
      first,
      second,
      (timed.length + fields.length) / 3,
      ...timed,
      ...fields,
      ...(hasDeveloperFields ? [developerFields.length / 3, ...developerFields] : []),
    ]);
  return {
    definition: {
      littleEndian,
      selected: wantedFields !== undefined,
      recordBytes: layout.recordBytes,
      timestampOffset,
      hasDeveloperFields,
      pieces: layout.pieces,
      head: head(),
      timedHead: head(TIMESTAMP_FIELD, 4, UINT32),
    },
    next,
  };
}

/** Adds up a record's fields and the stretches of it that are wanted. */
class Layout {
  recordBytes = 0;
  readonly pieces: number[] = [];

  add(size: number, isWanted: boolean): void {
    if (isWanted) {
      const last = this.pieces.length - 2;
      const continues = last >= 0 && this.pieces[last]! + this.pieces[last + 1]! === this.recordBytes;
      if (continues) this.pieces[last + 1]! += size;
      else this.pieces.push(this.recordBytes, size);
    }
    this.recordBytes += size;
  }
}

function soundType(baseType: number, size: number): number {
  const id = baseType & 0x1f;
  const width = baseType & 0x60 ? undefined : WIDTHS[id];
  return width === undefined || (id !== STRING && size % width !== 0) ? BYTE : baseType;
}
