import { type CapturedItem, instantOf, readPacketItem } from './captured-item.ts';
import { HIGHEST_SEQUENCE, MAX_BATCH } from './live-protocol.ts';
import type { CapturedBatch, FrameRefusal } from './parse-client-frame.ts';

/**
 * Raw GATT relay, little-endian: `u8 0x01 · u32 first · f64 mono · f64 wall · f64 offset · u16 n ·
 * n × (u32 dt_ms after the header's instant · u8 length · length bytes of 0x2A37)`.
 */
export interface RawSamples {
  readonly first: number;
  readonly monoMs: number;
  readonly wallMs: number;
  readonly offsetMs: number;
  readonly packets: readonly { readonly afterMs: number; readonly bytes: Uint8Array }[];
}

const KIND_RAW_SAMPLES = 0x01;
const HEADER_BYTES = 31;
const PACKET_HEADER_BYTES = 5;

/** Packets longer than 255 bytes or more than MAX_BATCH of them cannot be said in this form: a caller's mistake. */
export function encodeRawSamples(samples: RawSamples): Uint8Array<ArrayBuffer> {
  const size = samples.packets.reduce(
    (sum, packet) => sum + PACKET_HEADER_BYTES + packet.bytes.length,
    HEADER_BYTES,
  );
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, KIND_RAW_SAMPLES);
  view.setUint32(1, samples.first, true);
  view.setFloat64(5, samples.monoMs, true);
  view.setFloat64(13, samples.wallMs, true);
  view.setFloat64(21, samples.offsetMs, true);
  view.setUint16(29, samples.packets.length, true);
  let at = HEADER_BYTES;
  for (const packet of samples.packets) {
    view.setUint32(at, packet.afterMs, true);
    view.setUint8(at + 4, packet.bytes.length);
    bytes.set(packet.bytes, at + PACKET_HEADER_BYTES);
    at += PACKET_HEADER_BYTES + packet.bytes.length;
  }
  return bytes;
}

/**
 * Reads one binary frame into the same shape as a text `samples`. A malformed 0x2A37 packet is an invalid item under its
 * number; only a broken envelope is refused, naming the field (L10).
 */
export function parseRawSamples(bytes: Uint8Array): CapturedBatch | FrameRefusal {
  if (bytes.length === 0 || bytes[0] !== KIND_RAW_SAMPLES) {
    return refuse('bad_envelope', 'kind', 'kind must be 0x01');
  }
  if (bytes.length < HEADER_BYTES) return refuse('bad_envelope', 'header', 'header is cut short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = view.getUint32(1, true);
  const mono = view.getFloat64(5, true);
  const wall = view.getFloat64(13, true);
  const offset = view.getFloat64(21, true);
  const n = view.getUint16(29, true);
  if (first < 1) return refuse('bad_field', 'first', 'first must be an integer from 1');
  if (!Number.isFinite(mono)) return refuse('bad_field', 'mono', 'mono must be a finite number');
  if (!Number.isFinite(wall)) return refuse('bad_field', 'wall', 'wall must be a finite number');
  if (!Number.isFinite(offset)) return refuse('bad_field', 'offset', 'offset must be a finite number');
  if (n < 1 || n > MAX_BATCH) return refuse('bad_field', 'n', `n must be 1 to ${MAX_BATCH}`);
  if (first + n - 1 > HIGHEST_SEQUENCE)
    return refuse('bad_field', 'first', 'first is beyond the last number');

  const items = new Array<CapturedItem>(n);
  let at = HEADER_BYTES;
  for (let i = 0; i < n; i++) {
    if (at + PACKET_HEADER_BYTES > bytes.length)
      return refuse('bad_envelope', 'packets', 'packets are cut short');
    const afterMs = view.getUint32(at, true);
    const end = at + PACKET_HEADER_BYTES + view.getUint8(at + 4);
    if (end > bytes.length) return refuse('bad_envelope', 'packets', 'packets are cut short');
    items[i] = readPacketItem(
      bytes.subarray(at + PACKET_HEADER_BYTES, end),
      instantOf(wall + afterMs, offset),
    );
    at = end;
  }
  if (at !== bytes.length) return refuse('bad_envelope', 'packets', 'bytes follow the last packet');
  return { type: 'samples', first, items };
}

function refuse(code: FrameRefusal['code'], field: string, message: string): FrameRefusal {
  return { type: 'refused', code, field, message };
}
