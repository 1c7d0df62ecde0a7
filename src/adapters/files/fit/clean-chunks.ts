import { crc16 } from './crc16.ts';
import { readDefinition, type Definition, type WantedFields } from './definition.ts';
import type { FitPart } from './frame-parts.ts';

/**
 * The raw reader keeps an object per field, so it is fed a quarter of a megabyte at a time: memory stays flat for any
 * file. Each chunk is a small sound FIT file of its own.
 */
const CHUNK_BYTES = 256 * 1024;
/** For definitions that a chunk repeats. */
const SPARE_BYTES = 1_024;
const HEADER_BYTES = 14;
const TIMESTAMP_BYTES = 4;
const CRC_BYTES = 2;

export interface WalkEnd {
  /** Where reading stopped; less than the part's `dataEnd` when what follows is no whole record. */
  readonly readTo: number;
  /** The budget ran out: the file has more messages than any device writes. */
  readonly exhausted: boolean;
}

/** How many messages may still be read; shared by all parts of a file. */
export interface MessageBudget {
  messagesLeft: number;
}

/**
 * Walks the records of a part up to the last whole one and hands on the wanted fields as sound FIT files: right
 * header and CRC, compressed timestamps written out, definitions repaired where the strict reader would refuse them.
 * No value is changed and no record is made up. Messages without any field are skipped, so a definition of size 0
 * cannot turn every byte into a message.
 */
export function walkCleanChunks(
  bytes: Uint8Array,
  part: FitPart,
  wanted: WantedFields,
  budget: MessageBudget,
  takeChunk: (chunk: Uint8Array) => void,
): WalkEnd {
  const definitions: (Definition | undefined)[] = [];
  const chunk = new ChunkWriter(takeChunk, part.dataEnd - part.dataStart);
  let lastTimestamp: number | null = null;
  let at = part.dataStart;
  while (at < part.dataEnd) {
    const header = bytes[at]!;
    const compressed = (header & 0x80) !== 0;
    if (!compressed && (header & 0x40) !== 0) {
      const parsed = readDefinition(bytes, at, part.dataEnd, wanted);
      if (parsed === null) break;
      definitions[header & 0x0f] = parsed.definition;
      at = parsed.next;
      continue;
    }
    if (!compressed && (header & 0x30) !== 0) break;
    const local = compressed ? (header >> 5) & 3 : header & 0x0f;
    const definition = definitions[local];
    if (definition === undefined) break;
    const from = at + 1;
    const to = from + definition.recordBytes;
    if (to > part.dataEnd) break;
    at = to;
    let timestamp: number | null = null;
    if (definition.timestampOffset >= 0) {
      timestamp = readTimestamp(bytes, from + definition.timestampOffset, definition.littleEndian);
    } else if (compressed && lastTimestamp !== null) {
      timestamp = lastTimestamp + (((header & 31) - (lastTimestamp & 31)) & 31);
    }
    if (timestamp !== null) lastTimestamp = timestamp;
    if (!definition.selected || definition.recordBytes === 0) continue;
    if (budget.messagesLeft-- <= 0) return { readTo: at, exhausted: true };
    const addTimestamp = compressed && definition.timestampOffset < 0 ? timestamp : null;
    chunk.write(local, definition, addTimestamp, bytes, from);
  }
  chunk.flush();
  return { readTo: at, exhausted: false };
}

/** Timestamp of a record, or null for the invalid value. */
function readTimestamp(bytes: Uint8Array, at: number, littleEndian: boolean): number | null {
  const [a, b, c, d] = [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!];
  const value =
    (littleEndian ? a | (b << 8) | (c << 16) | (d << 24) : d | (c << 8) | (b << 16) | (a << 24)) >>> 0;
  return value === 0xffffffff ? null : value;
}

/** Collects records into one FIT file after another. */
class ChunkWriter {
  readonly #take: (chunk: Uint8Array) => void;
  #buffer: Uint8Array<ArrayBuffer>;
  #at = HEADER_BYTES;
  /** Which definition the chunk holds per local number, and whether with a timestamp put first. */
  #written: ({ definition: Definition; timed: boolean } | undefined)[] = [];

  constructor(take: (chunk: Uint8Array) => void, dataBytes: number) {
    this.#take = take;
    this.#buffer = new Uint8Array(Math.min(CHUNK_BYTES, dataBytes + SPARE_BYTES));
  }

  write(
    local: number,
    definition: Definition,
    timestamp: number | null,
    bytes: Uint8Array,
    from: number,
  ): void {
    const timed = timestamp !== null;
    const head = timed ? definition.timedHead : definition.head;
    const needed = 1 + head.length + 1 + TIMESTAMP_BYTES + definition.recordBytes + CRC_BYTES;
    if (this.#at + needed > this.#buffer.length) {
      this.flush();
      if (this.#at + needed > this.#buffer.length)
        this.#buffer = new Uint8Array(this.#at + needed + SPARE_BYTES);
    }
    const buffer = this.#buffer;
    const written = this.#written[local];
    if (written?.definition !== definition || written.timed !== timed) {
      buffer[this.#at++] = 0x40 | (definition.hasDeveloperFields ? 0x20 : 0) | local;
      buffer.set(head, this.#at);
      this.#at += head.length;
      this.#written[local] = { definition, timed };
    }
    buffer[this.#at++] = local;
    if (timed) {
      new DataView(buffer.buffer).setUint32(this.#at, timestamp, definition.littleEndian);
      this.#at += TIMESTAMP_BYTES;
    }
    const { pieces } = definition;
    for (let piece = 0; piece < pieces.length; piece += 2) {
      const start = from + pieces[piece]!;
      const end = start + pieces[piece + 1]!;
      for (let at = start; at < end; at++) buffer[this.#at++] = bytes[at]!;
    }
  }

  flush(): void {
    if (this.#at === HEADER_BYTES) return;
    const buffer = this.#buffer;
    const view = new DataView(buffer.buffer);
    buffer.set([HEADER_BYTES, 0x20, 0, 0, 0, 0, 0, 0, 0x2e, 0x46, 0x49, 0x54, 0, 0]);
    view.setUint32(4, this.#at - HEADER_BYTES, true);
    view.setUint16(this.#at, crc16(buffer, 0, this.#at), true);
    this.#take(buffer.subarray(0, this.#at + CRC_BYTES));
    this.#at = HEADER_BYTES;
    this.#written = [];
  }
}
