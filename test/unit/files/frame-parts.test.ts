import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc16 } from '../../../src/adapters/files/fit/crc16.ts';
import { frameParts } from '../../../src/adapters/files/fit/frame-parts.ts';

/** A FIT file of 12-byte header around literal data. */
function fitFile(data: readonly number[], size = data.length): number[] {
  const body = [12, 0x10, 0, 0, size, 0, 0, 0, 0x2e, 0x46, 0x49, 0x54, ...data];
  const crc = crc16(Uint8Array.from(body));
  return [...body, crc & 0xff, crc >> 8];
}

describe('framing', () => {
  it('the checksum is the one of the protocol', () => {
    expect(crc16(new TextEncoder().encode('123456789'))).toBe(0xbb3d);
  });

  it('the checksum of any part of a file is the one that its bits give one by one', () => {
    const bitByBit = (bytes: Uint8Array): number =>
      bytes.reduce((crc, byte) => {
        let value = crc ^ byte;
        for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xa001 : value >>> 1;
        return value;
      }, 0);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(8), fc.nat(40), (bytes, from, to) => {
        expect(crc16(bytes, from, Math.min(to, bytes.length))).toBe(
          bitByBit(bytes.subarray(from, Math.max(from, to))),
        );
      }),
    );
  });

  it('chained files are split by header, size and checksum', () => {
    const bytes = Uint8Array.from([...fitFile([1, 2, 3]), ...fitFile([4])]);
    expect(frameParts(bytes)).toEqual({
      parts: [
        { start: 0, dataStart: 12, dataEnd: 15, damage: null },
        { start: 17, dataStart: 29, dataEnd: 30, damage: null },
      ],
      strayBytes: 0,
    });
  });

  it('zero padding between and after files is nothing lost', () => {
    const bytes = Uint8Array.from([...fitFile([1]), 0, 0, 0, ...fitFile([2]), 0, 0]);
    expect(frameParts(bytes)).toMatchObject({ parts: [{ damage: null }, { damage: null }], strayBytes: 0 });
  });

  it('bytes of no file are counted', () => {
    expect(frameParts(Uint8Array.from([...fitFile([1]), 7, 0, 7]))).toMatchObject({ strayBytes: 2 });
  });

  it('a size that reaches beyond the end is a truncated file', () => {
    const bytes = Uint8Array.from(fitFile([1, 2, 3, 4]).slice(0, 14));
    expect(frameParts(bytes).parts).toEqual([{ start: 0, dataStart: 12, dataEnd: 14, damage: 'truncated' }]);
  });

  it('a file that was never closed reaches to the next header', () => {
    const open = fitFile([1, 2, 3], 0).slice(0, -2);
    expect(frameParts(Uint8Array.from([...open, ...fitFile([9])])).parts).toEqual([
      { start: 0, dataStart: 12, dataEnd: 15, damage: 'unclosed' },
      { start: 15, dataStart: 27, dataEnd: 28, damage: null },
    ]);
  });

  it('a file without data is a file without damage', () => {
    expect(frameParts(Uint8Array.from(fitFile([]))).parts).toEqual([
      { start: 0, dataStart: 12, dataEnd: 12, damage: null },
    ]);
  });

  it('any bytes at all are framed within their bounds', () => {
    const pieces = fc.oneof(
      fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 20 }),
      fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 20 }).map((data) => fitFile(data)),
      fc
        .tuple(fc.array(fc.nat(255), { maxLength: 20 }), fc.nat(255))
        .map(([data, size]) => fitFile(data, size)),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 5 }), (all) => {
        const bytes = Uint8Array.from(all.flat());
        let end = 0;
        for (const part of frameParts(bytes).parts) {
          expect(part.start).toBeGreaterThanOrEqual(end);
          expect(part.dataStart).toBeGreaterThan(part.start);
          expect(part.dataEnd).toBeGreaterThanOrEqual(part.dataStart);
          expect(part.dataEnd).toBeLessThanOrEqual(bytes.length);
          end = part.dataEnd;
        }
      }),
    );
  });
});
