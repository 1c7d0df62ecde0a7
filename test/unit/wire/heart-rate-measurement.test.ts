import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeHeartRateMeasurement,
  encodeHeartRateMeasurement,
} from '../../../src/adapters/wire/live/heart-rate-measurement.ts';

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(' '), (pair) => Number.parseInt(pair, 16));
}

function decoded(hex: string) {
  const result = decodeHeartRateMeasurement(bytes(hex));
  if (!result.ok) throw new Error(result.reason);
  return result;
}

interface Expected {
  readonly bpm: number | null;
  readonly plausible?: boolean;
  readonly contact?: boolean | null;
  readonly energyKilojoules?: number | null;
  readonly rr?: readonly number[];
  readonly warnings?: readonly string[];
}

const VECTORS: readonly (readonly [hex: string, says: string, expected: Expected])[] = [
  ['00 48', '72', { bpm: 72 }],
  ['00 00', 'no value', { bpm: null }],
  ['01 48 00', '72 as u16', { bpm: 72 }],
  ['01 2C 01', '300, invalid', { bpm: 300, plausible: false }],
  ['02 3C', '60, contact unsupported', { bpm: 60 }],
  ['04 43', 'no value: no contact', { bpm: null, contact: false }],
  ['06 43', '67 in contact', { bpm: 67, contact: true }],
  ['16 48 00 04', '72, one RR', { bpm: 72, contact: true, rr: [1024] }],
  ['16 8C B6 01 B0 01', '140, two RR', { bpm: 140, contact: true, rr: [438, 432] }],
  ['10 44 72 03 8A 03', '68, two RR, contact unsupported', { bpm: 68, rr: [882, 906] }],
  ['08 43 D0 07', '67, 2000 kJ', { bpm: 67, energyKilojoules: 2000 }],
  ['18 43 D0 07 72 03', '67, 2000 kJ, one RR', { bpm: 67, energyKilojoules: 2000, rr: [882] }],
  ['09 2C 01 D0 07', '300 with energy, invalid', { bpm: 300, plausible: false, energyKilojoules: 2000 }],
  [
    '1F B4 00 10 27 55 01 56 01 55 01',
    '180 as u16 in contact, 10000 kJ, three RR',
    { bpm: 180, contact: true, energyKilojoules: 10000, rr: [341, 342, 341] },
  ],
  ['10 5A', '90, RR flag without RR', { bpm: 90, warnings: ['rr_missing'] }],
  [
    '10 78 00 02 00 02 00 02 00 02 00 02 00 02 00 02 00 02 00 02',
    '120, nine RR',
    { bpm: 120, rr: [512, 512, 512, 512, 512, 512, 512, 512, 512] },
  ],
  ['14 00', 'no value, RR flag', { bpm: null, contact: false, warnings: ['rr_missing'] }],
  ['16 00', 'no value although in contact', { bpm: null, contact: true, warnings: ['rr_missing'] }],
  ['E0 48', '72, reserved bits ignored', { bpm: 72 }],
  ['06 FF', 'no value', { bpm: null, contact: true }],
  ['01 FF FF', 'no value as u16', { bpm: null }],
  ['10 48 00 00', '72, RR 0 dropped', { bpm: 72, rr: [], warnings: ['rr_zero_dropped'] }],
  ['10 48 FF FF', '72, RR out of range flagged', { bpm: 72, rr: [65535], warnings: ['rr_out_of_range'] }],
  ['10 43 72', '67, odd RR tail', { bpm: 67, rr: [], warnings: ['rr_odd_tail'] }],
  ['00 48 99', '72, trailing byte', { bpm: 72, warnings: ['trailing_bytes'] }],
  ['01 FF 00', 'no value: 255 as u16', { bpm: null, warnings: ['wide_invalid'] }],
];

test.each(VECTORS)('0x2A37: %s is %s', (hex, _says, expected) => {
  const {
    bpm,
    plausible = bpm !== null,
    contact = null,
    energyKilojoules = null,
    rr = [],
    warnings = [],
  } = expected;
  expect(decoded(hex)).toEqual({ ok: true, bpm, plausible, contact, energyKilojoules, rr, warnings });
});

test.each([
  ['', 'too_short'],
  ['00', 'too_short'],
  ['01 48', 'truncated_value'],
  ['08 43 D0', 'truncated_energy'],
  ['18 43', 'truncated_energy'],
])('0x2A37: "%s" is malformed: %s', (hex, reason) => {
  expect(decodeHeartRateMeasurement(hex === '' ? new Uint8Array() : bytes(hex))).toEqual({
    ok: false,
    reason,
  });
});

test('0x2A37: a view into a larger buffer is read from its own offset', () => {
  const whole = bytes('FF FF 16 48 00 04 FF');
  expect(decodeHeartRateMeasurement(whole.subarray(2, 6))).toMatchObject({ bpm: 72, rr: [1024] });
});

test('0x2A37: any bytes are decoded or refused, never thrown at (L10)', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (packet) => {
      const result = decodeHeartRateMeasurement(packet);
      if (!result.ok) return;
      expect(result.bpm === null || Number.isInteger(result.bpm)).toBe(true);
      for (const interval of result.rr) expect(interval).toBeGreaterThan(0);
    }),
  );
});

test('0x2A37: what is encoded is decoded again', () => {
  const measurement = fc.record({
    bpm: fc.integer({ min: 30, max: 230 }),
    contact: fc.constantFrom(null, true),
    energyKilojoules: fc.option(fc.integer({ min: 0, max: 0xffff }), { nil: null }),
    rr: fc.array(fc.integer({ min: 205, max: 2048 }), { maxLength: 9 }),
  });
  fc.assert(
    fc.property(measurement, (sent) => {
      expect(decodeHeartRateMeasurement(encodeHeartRateMeasurement(sent))).toMatchObject(sent);
    }),
  );
});
