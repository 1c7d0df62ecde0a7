import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DECODE_LIMITS } from '../../../src/adapters/files/decode-limits.ts';
import { decodeFile } from '../../../src/adapters/files/decode-file.ts';
import { unpackGzip } from '../../../src/adapters/files/gzip.ts';
import { sniff } from '../../../src/adapters/files/sniff.ts';
import { fixtureBytes, NOW_MS, TIME_ZONES } from './decode-fixture.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('what a file is', () => {
  it.each([
    ['nothing', new Uint8Array(), 'empty'],
    ['a FIT file', fixtureBytes('23-no-records'), 'fit'],
    ['gzip', Uint8Array.from([0x1f, 0x8b, 8]), 'gzip'],
    ['zip', Uint8Array.from([0x50, 0x4b, 3, 4]), 'zip'],
    ['an empty zip', Uint8Array.from([0x50, 0x4b, 5, 6]), 'zip'],
    ['GPX with a byte-order mark', text('\ufeff<?xml version="1.0"?>\n<gpx version="1.1">'), 'gpx'],
    ['TCX behind a comment that names gpx', text('<!-- <gpx> --><TrainingCenterDatabase x="y">'), 'tcx'],
    ['TCX in UTF-16', new Uint8Array(Buffer.from('\ufeff<TrainingCenterDatabase>', 'utf16le')), 'tcx'],
    ['HTML', text('<!doctype html><html>'), 'unknown'],
    ['text', fixtureBytes('30-text'), 'unknown'],
  ])('%s is told by its content', (_, bytes, format) => {
    const sniffed = sniff(bytes);
    expect(typeof sniffed === 'string' ? sniffed : sniffed.id).toBe(format);
  });
});

describe('gzip', () => {
  it('a gzipped file names the same recordings as the file itself', async () => {
    const bytes = fixtureBytes('walk-35-min');
    const options = { limits: DECODE_LIMITS, nowMs: NOW_MS, timeZones: TIME_ZONES };
    const unpacked = await unpackGzip(gzipSync(bytes), 2 ** 20);
    expect(unpacked.ok && decodeFile(unpacked.bytes, options)).toEqual(decodeFile(bytes, options));
  });

  it('what would grow beyond the limit is refused', async () => {
    expect(await unpackGzip(gzipSync(new Uint8Array(2 ** 20)), 2 ** 16)).toMatchObject({
      ok: false,
      code: 'too_large',
    });
  });

  it('a damaged gzip file is refused', async () => {
    const bytes = gzipSync(fixtureBytes('walk-35-min')).subarray(0, 500);
    expect(await unpackGzip(bytes, 2 ** 20)).toMatchObject({ ok: false, code: 'unreadable' });
  });

  it('a second layer is not taken off', async () => {
    const unpacked = await unpackGzip(gzipSync(gzipSync(text('x'))), 2 ** 20);
    const options = { limits: DECODE_LIMITS, nowMs: NOW_MS, timeZones: TIME_ZONES };
    expect(unpacked.ok && decodeFile(unpacked.bytes, options)).toMatchObject({
      ok: false,
      message: expect.stringContaining('compressed twice') as string,
    });
  });
});
