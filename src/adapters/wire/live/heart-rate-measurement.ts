import { HIGHEST_BPM, LOWEST_BPM } from '../../../domain/units.ts';

/** The Heart Rate Measurement characteristic `0x2A37` of the Bluetooth Heart Rate Service `0x180D`. */
export interface HeartRateMeasurement {
  readonly ok: true;
  /** bpm as sent, or null when the packet has no value: 0, 255, 65535, or the sensor says it has no contact (Z6). */
  readonly bpm: number | null;
  /** False when `bpm` is outside 30…230 (Z6): to be stored and counted, never to be shown. */
  readonly plausible: boolean;
  /** Null: the sensor does not support contact detection. */
  readonly contact: boolean | null;
  readonly energyKilojoules: number | null;
  /** Intervals between beats, 1/1024 s, oldest first; an interval of 0 is dropped. */
  readonly rr: readonly number[];
  readonly warnings: readonly MeasurementWarning[];
}

export type MeasurementWarning =
  | 'rr_missing'
  | 'rr_odd_tail'
  | 'rr_zero_dropped'
  | 'rr_out_of_range'
  | 'trailing_bytes'
  | 'wide_invalid';

export interface MalformedMeasurement {
  readonly ok: false;
  readonly reason: 'too_short' | 'truncated_value' | 'truncated_energy';
}

const WIDE = 0x01;
const CONTACT = 0x06;
const CONTACT_LOST = 0x04;
const CONTACT_HELD = 0x06;
const ENERGY = 0x08;
const RR = 0x10;

/** 200 ms and 2000 ms in 1/1024 s: 300 and 30 beats a minute. */
const SHORTEST_RR = 205;
const LONGEST_RR = 2048;

/**
 * Decodes one notification. Total: a malformed packet is an outcome, since one bad packet must never end a stream (L10).
 * Flag bits 5–7 are reserved and ignored.
 */
export function decodeHeartRateMeasurement(bytes: Uint8Array): HeartRateMeasurement | MalformedMeasurement {
  if (bytes.length < 2) return { ok: false, reason: 'too_short' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = bytes[0]!;
  const wide = (flags & WIDE) !== 0;
  const warnings: MeasurementWarning[] = [];
  let at = 1;

  if (wide && bytes.length < 3) return { ok: false, reason: 'truncated_value' };
  const raw = wide ? view.getUint16(at, true) : bytes[at]!;
  at += wide ? 2 : 1;
  if (wide && raw === 0xff) warnings.push('wide_invalid');

  let energyKilojoules: number | null = null;
  if ((flags & ENERGY) !== 0) {
    if (bytes.length < at + 2) return { ok: false, reason: 'truncated_energy' };
    energyKilojoules = view.getUint16(at, true);
    at += 2;
  }

  const rr: number[] = [];
  if ((flags & RR) !== 0) {
    if (at === bytes.length) warnings.push('rr_missing');
    for (; at + 2 <= bytes.length; at += 2) {
      const interval = view.getUint16(at, true);
      if (interval === 0) {
        warn(warnings, 'rr_zero_dropped');
        continue;
      }
      if (interval < SHORTEST_RR || interval > LONGEST_RR) warn(warnings, 'rr_out_of_range');
      rr.push(interval);
    }
    if (at < bytes.length) warnings.push('rr_odd_tail');
  } else if (at < bytes.length) {
    warnings.push('trailing_bytes');
  }

  const contactBits = flags & CONTACT;
  const contact = contactBits === CONTACT_HELD ? true : contactBits === CONTACT_LOST ? false : null;
  const noValue = raw === 0 || raw === 0xff || raw === 0xffff || contact === false;
  return {
    ok: true,
    bpm: noValue ? null : raw,
    plausible: !noValue && raw >= LOWEST_BPM && raw <= HIGHEST_BPM,
    contact,
    energyKilojoules,
    rr,
    warnings,
  };
}

function warn(warnings: MeasurementWarning[], warning: MeasurementWarning): void {
  if (!warnings.includes(warning)) warnings.push(warning);
}

/** Encodes what a strap would send: u8 up to 254 bpm, u16 above. RR in 1/1024 s, 0…65535 each. */
export function encodeHeartRateMeasurement(measurement: {
  readonly bpm: number;
  readonly contact?: boolean | null;
  readonly energyKilojoules?: number | null;
  readonly rr?: readonly number[];
}): Uint8Array {
  const { bpm, contact = null, energyKilojoules = null, rr = [] } = measurement;
  const wide = bpm > 0xfe;
  const bytes = new Uint8Array((wide ? 3 : 2) + (energyKilojoules === null ? 0 : 2) + rr.length * 2);
  const view = new DataView(bytes.buffer);
  bytes[0] =
    (wide ? WIDE : 0) |
    (contact === null ? 0 : contact ? CONTACT_HELD : CONTACT_LOST) |
    (energyKilojoules === null ? 0 : ENERGY) |
    (rr.length === 0 ? 0 : RR);
  let at = 1;
  if (wide) view.setUint16(at, bpm, true);
  else view.setUint8(at, bpm);
  at += wide ? 2 : 1;
  if (energyKilojoules !== null) {
    view.setUint16(at, energyKilojoules, true);
    at += 2;
  }
  for (const interval of rr) {
    view.setUint16(at, interval, true);
    at += 2;
  }
  return bytes;
}
