import { encodeRawSamples } from './binary-samples-frame.ts';
import type { BufferedSession, CapturedEntry } from './live-buffer.ts';
import { LivePace } from './live-pace.ts';
import type { LiveItemTuple, SamplesFrame, SkipFrame } from './live-frames.ts';
import { MAX_BATCH, MAX_IN_FLIGHT } from './live-protocol.ts';

/** What may be sent next: a text frame or the bytes of a binary one. */
export type Outgoing = SamplesFrame | SkipFrame | Uint8Array<ArrayBuffer>;

const FRAME_BYTES = 60;
const PACKET_HEADER_BYTES = 5;

/** A batch that is sent and not acknowledged. */
interface Underway {
  readonly lastSeq: number;
  readonly bytes: number;
  readonly sentMs: number;
}

/**
 * What a client has captured and the server has not acknowledged: the numbers, what is sent next within the credit (L8),
 * and the pace of the link (L9), and what an acknowledgement lets go. Knows no socket and no clock.
 */
export class LiveOutbox {
  #nextSeq = 1;
  #acknowledged = 0;
  #durableSeq = 0;
  /** Kept and not acknowledged, ascending. */
  #entries: CapturedEntry[] = [];
  /** The next number to send on this connection. */
  #sendFrom = 1;
  readonly #inFlight: Underway[] = [];
  readonly #pace = new LivePace();
  #heardMs = 0;

  restore({ lastSeq, acknowledged, entries }: BufferedSession): void {
    this.#nextSeq = lastSeq + 1;
    this.#durableSeq = lastSeq;
    this.#acknowledged = acknowledged;
    this.#entries = [...entries];
  }

  /** Highest number given. */
  get lastSeq(): number {
    return this.#nextSeq - 1;
  }

  /** Captured and not acknowledged. */
  get unsentCount(): number {
    return this.lastSeq - this.#acknowledged;
  }

  get waitsForAck(): boolean {
    return this.#inFlight.length > 0;
  }

  /** Everything captured has been sent on this connection. */
  get allSent(): boolean {
    return this.#sendFrom > this.lastSeq;
  }

  nextSeq(): number {
    return this.#nextSeq++;
  }

  /** All that a storage must keep now. */
  get kept(): Pick<BufferedSession, 'lastSeq' | 'acknowledged' | 'entries'> {
    return { lastSeq: this.lastSeq, acknowledged: this.#acknowledged, entries: [...this.#entries] };
  }

  /** The entry is kept: from now on it may be sent. */
  add(entry: CapturedEntry): void {
    this.#entries.push(entry);
    this.#durableSeq = entry.seq;
  }

  /** A new connection, on which the server has everything up to `acknowledged`; the rest is sent again (L2). */
  restart(acknowledged: number): void {
    if (this.#inFlight.length > 0) this.#pace.lost();
    this.#inFlight.length = 0;
    this.#sendFrom = acknowledged + 1;
  }

  /** Everything up to `seq` is stored; answers whether that is news. */
  acknowledge(seq: number, nowMs: number): boolean {
    const first = this.#inFlight[0];
    let bytes = 0;
    while (this.#inFlight.length > 0 && this.#inFlight[0]!.lastSeq <= seq) {
      bytes += this.#inFlight.shift()!.bytes;
    }
    if (first !== undefined && bytes > 0) {
      this.#pace.acknowledged(bytes, nowMs - Math.max(first.sentMs, this.#heardMs));
      this.#heardMs = nowMs;
    }
    if (seq <= this.#acknowledged) return false;
    this.#acknowledged = seq;
    const kept = this.#entries.findIndex((entry) => entry.seq > seq);
    this.#entries.splice(0, kept === -1 ? this.#entries.length : kept);
    return true;
  }

  /**
   * The next thing to send, or null: nothing is waiting, the credit is used up, or the offset of its clock segment is not
   * known yet. A number that is kept nowhere any more is skipped (L2).
   */
  take(offsetOf: (segment: number) => number | null, nowMs: number): Outgoing | null {
    const index = this.#entries.findIndex((entry) => entry.seq >= this.#sendFrom);
    const next = this.#entries[index];
    const lostUntil = next === undefined ? this.#durableSeq : next.seq - 1;
    if (this.#sendFrom <= lostUntil) {
      const from = this.#sendFrom;
      this.#sendFrom = lostUntil + 1;
      return { type: 'skip', from, to: lostUntil, reason: 'not kept by the client' };
    }
    if (next === undefined || this.#inFlight.length >= MAX_IN_FLIGHT) return null;
    const offset = offsetOf(next.segment);
    if (offset === null) return null;
    const budget = this.#pace.budgetBytes;
    const room = budget - this.#inFlight.reduce((sum, { bytes }) => sum + bytes, 0);
    // A sliver now would only cost another envelope: soon there is room for more.
    if (this.#inFlight.length > 0 && room < budget / MAX_IN_FLIGHT) return null;
    const { batch, bytes } = this.#batchFrom(index, room);
    const lastSeq = batch.at(-1)!.seq;
    this.#sendFrom = lastSeq + 1;
    this.#inFlight.push({ lastSeq, bytes, sentMs: nowMs });
    return toFrame(batch, offset);
  }

  /** Consecutive numbers of one clock segment and one kind, as many as there is room for; at least one. */
  #batchFrom(index: number, room: number): { batch: CapturedEntry[]; bytes: number } {
    const first = this.#entries[index]!;
    const batch = [first];
    let bytes = FRAME_BYTES + sizeOf(first);
    for (let i = index + 1; i < this.#entries.length && batch.length < MAX_BATCH; i++) {
      const entry = this.#entries[i]!;
      const size = sizeOf(entry);
      const joins =
        entry.seq === first.seq + batch.length &&
        entry.segment === first.segment &&
        (entry.packet === null) === (first.packet === null) &&
        // The binary frame counts on from its first item.
        (entry.packet === null || entry.wall >= first.wall);
      if (!joins || bytes + size > room) break;
      batch.push(entry);
      bytes += size;
    }
    return { batch, bytes };
  }
}

function toFrame(batch: readonly CapturedEntry[], offset: number): Outgoing {
  const first = batch[0]!;
  if (first.packet === null) {
    return { type: 'samples', first: first.seq, offset, items: batch.map(toTuple) };
  }
  return encodeRawSamples({
    first: first.seq,
    monoMs: first.mono,
    wallMs: first.wall,
    offsetMs: offset,
    packets: batch.map(({ wall, packet }) => ({
      afterMs: Math.round(wall - first.wall),
      bytes: packet ?? new Uint8Array(),
    })),
  });
}

function toTuple({ mono, wall, value, rr, contact }: CapturedEntry): LiveItemTuple {
  if (contact !== null) return [mono, wall, value, rr, contact];
  return rr === null ? [mono, wall, value] : [mono, wall, value, rr];
}

/** About what the entry takes in a frame; more rather than less. */
function sizeOf({ rr, packet }: CapturedEntry): number {
  if (packet !== null) return packet.length + PACKET_HEADER_BYTES;
  return 60 + 6 * (rr?.length ?? 0);
}
