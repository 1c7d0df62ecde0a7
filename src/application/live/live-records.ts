import type { LiveItem, LiveSkip } from './live-item.ts';

/**
 * The bytes of a live batch: records that say everything of themselves, so a batch is any records in a row and batches
 * are joined by joining bytes. Little-endian.
 *
 * Item: `u8 flags · u32 seq · [u48 instant ms] · i16 code · [u8 n · n × u16 rr] · [u48 origin]`. Skip: `u8 flags · u32 from · u32 to`.
 * Conflicts: `u8 flags · u32 count` (L2: a different payload under a known number is counted, not kept). Received:
 * `u8 flags · u48 instant ms`: when the records after it arrived, where batches were joined into an archive.
 */
const KIND = 0x03;
const ITEM = 0x00;
const SKIP = 0x01;
const CONFLICTS = 0x02;
const RECEIVED = 0x03;
const HAS_INSTANT = 0x04;
const HAS_RR = 0x08;
const CONTACT_KNOWN = 0x10;
const CONTACT_HELD = 0x20;
const QUARANTINED = 0x40;
const HAS_ORIGIN = 0x80;

const UINT32 = 0x1_0000_0000;

/** An append-only byte buffer that grows by doubling. */
export class RecordWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView<ArrayBuffer>;
  #length = 0;

  constructor(initialBytes = 64) {
    this.#bytes = new Uint8Array(initialBytes);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get length(): number {
    return this.#length;
  }

  /** A view of what was written so far; valid until the next write. */
  written(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  item(
    seq: number,
    atMs: number,
    code: number,
    rr: readonly number[] | null,
    contact: boolean | null,
    quarantined: boolean,
    origin?: number,
  ): void {
    const rrCount = rr === null ? 0 : Math.min(rr.length, 255);
    this.#reserve(20 + rrCount * 2);
    const view = this.#view;
    let at = this.#length;
    const hasInstant = atMs === atMs;
    view.setUint8(
      at,
      ITEM |
        (hasInstant ? HAS_INSTANT : 0) |
        (rrCount > 0 ? HAS_RR : 0) |
        (contact === null ? 0 : contact ? CONTACT_KNOWN | CONTACT_HELD : CONTACT_KNOWN) |
        (quarantined ? QUARANTINED : 0) |
        (origin === undefined ? 0 : HAS_ORIGIN),
    );
    view.setUint32(at + 1, seq, true);
    at += 5;
    if (hasInstant) {
      writeU48(view, at, atMs);
      at += 6;
    }
    view.setInt16(at, code, true);
    at += 2;
    if (rr !== null && rrCount > 0) {
      view.setUint8(at++, rrCount);
      for (let i = 0; i < rrCount; i++, at += 2) view.setUint16(at, rr[i]!, true);
    }
    if (origin !== undefined) {
      writeU48(view, at, origin);
      at += 6;
    }
    this.#length = at;
  }

  skip(from: number, to: number): void {
    this.#reserve(9);
    this.#view.setUint8(this.#length, SKIP);
    this.#view.setUint32(this.#length + 1, from, true);
    this.#view.setUint32(this.#length + 5, to, true);
    this.#length += 9;
  }

  conflicts(count: number): void {
    this.#reserve(5);
    this.#view.setUint8(this.#length, CONFLICTS);
    this.#view.setUint32(this.#length + 1, count, true);
    this.#length += 5;
  }

  received(atMs: number): void {
    this.#reserve(7);
    this.#view.setUint8(this.#length, RECEIVED);
    writeU48(this.#view, this.#length + 1, atMs);
    this.#length += 7;
  }

  /** Records that another writer wrote. */
  append(records: Uint8Array): void {
    this.#reserve(records.length);
    this.#bytes.set(records, this.#length);
    this.#length += records.length;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + bytes));
    grown.set(this.written());
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

export interface RecordSink {
  item(item: LiveItem): void;
  skip(skip: LiveSkip): void;
  conflicts(count: number): void;
  received?(atMs: number): void;
}

function writeU48(view: DataView, at: number, value: number): void {
  view.setUint32(at, value % UINT32, true);
  view.setUint16(at + 4, Math.floor(value / UINT32), true);
}

function readU48(view: DataView, at: number): number {
  return view.getUint16(at + 4, true) * UINT32 + view.getUint32(at, true);
}

/**
 * Reads records in the order they were written.
 *
 * @throws RangeError when the bytes end inside a record: a stored batch is never cut, so this is a broken assumption.
 */
export function readRecords(bytes: Uint8Array, sink: RecordSink): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    const flags = view.getUint8(at);
    if ((flags & KIND) === RECEIVED) {
      sink.received?.(readU48(view, at + 1));
      at += 7;
      continue;
    }
    const first = view.getUint32(at + 1, true);
    at += 5;
    if ((flags & KIND) === SKIP) {
      sink.skip({ from: first, to: view.getUint32(at, true) });
      at += 4;
      continue;
    }
    if ((flags & KIND) === CONFLICTS) {
      sink.conflicts(first);
      continue;
    }
    let atMs = NaN;
    if ((flags & HAS_INSTANT) !== 0) {
      atMs = readU48(view, at);
      at += 6;
    }
    const code = view.getInt16(at, true);
    at += 2;
    let rr: number[] | null = null;
    if ((flags & HAS_RR) !== 0) {
      const count = view.getUint8(at++);
      rr = new Array<number>(count);
      for (let i = 0; i < count; i++, at += 2) rr[i] = view.getUint16(at, true);
    }
    let origin: number | undefined;
    if ((flags & HAS_ORIGIN) !== 0) {
      origin = readU48(view, at);
      at += 6;
    }
    sink.item({
      seq: first,
      atMs,
      code,
      rr,
      contact: (flags & CONTACT_KNOWN) === 0 ? null : (flags & CONTACT_HELD) !== 0,
      quarantined: (flags & QUARANTINED) !== 0,
      origin,
    });
  }
}
