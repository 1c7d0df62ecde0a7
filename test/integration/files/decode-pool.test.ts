import { afterEach, describe, expect, it } from 'vitest';
import { FitWriter } from '../../../fixtures/encode-fit.ts';
import { FIT_CASES } from '../../../fixtures/fit-cases.ts';
import { crc16 } from '../../../src/adapters/files/fit/crc16.ts';
import { createFileDecoder, type FileDecoderOptions } from '../../../src/adapters/files/decode-pool.ts';
import type { FileDecoder } from '../../../src/application/ports/file-decoder.ts';

const NOW_MS = Date.parse('2026-12-01T00:00:00Z');

function fixture(name: string): Uint8Array {
  return FIT_CASES.find((fitCase) => fitCase.name === name)!.build();
}

/** A file of so many bytes that are all records of the given layout, with a right checksum. */
function bombOf(definition: readonly number[], record: readonly number[], dataBytes: number): Uint8Array {
  const start = new FitWriter().raw(...definition).close({ fileCrc: 'none' });
  const bytes = new Uint8Array(start.length + dataBytes + 2);
  bytes.set(start);
  for (let at = start.length; at + record.length <= bytes.length - 2; at += record.length)
    bytes.set(record, at);
  new DataView(bytes.buffer).setUint32(4, bytes.length - 2 - 14, true);
  bytes.set([0, 0], 12);
  new DataView(bytes.buffer).setUint16(bytes.length - 2, crc16(bytes, 0, bytes.length - 2), true);
  return bytes;
}

/** A definition without fields: every byte would be a message. */
const emptyBomb = (dataBytes: number): Uint8Array => bombOf([0x40, 0, 0, 20, 0, 0], [0], dataBytes);
/** Records of one heart rate each: half as many messages as bytes. */
const tinyBomb = (dataBytes: number): Uint8Array =>
  bombOf([0x40, 0, 0, 20, 0, 1, 3, 1, 2], [0, 120], dataBytes);

describe('decoding in worker threads', () => {
  let decoder: (FileDecoder & { close(): Promise<void> }) | null = null;
  const open = (options: Partial<FileDecoderOptions> = {}): FileDecoder => {
    decoder = createFileDecoder({ nowMs: () => NOW_MS, threads: 1, ...options });
    return decoder;
  };

  afterEach(async () => {
    await decoder?.close();
    decoder = null;
  });

  it('bytes go in and columns come out; many files share few threads', async () => {
    const files = open();
    const names = ['walk-35-min', '24-multisport', '17-monitoring-day', '30-text', '34-rr-intervals'];
    const outcomes = await Promise.all(names.map((name) => files.decode(`${name}.fit`, fixture(name))));
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.recordings.length : outcome.code))).toEqual([
      1,
      5,
      1,
      'unknown_format',
      1,
    ]);
    const [walk] = outcomes;
    if (walk?.ok !== true) throw new Error('the walk was refused');
    const { items } = walk.recordings[0]!.recording;
    expect(items.atMs).toBeInstanceOf(Float64Array);
    expect(items.code).toBeInstanceOf(Int16Array);
    expect(items.code[0]).toBeGreaterThan(60);
  });

  it('a file beyond the size limit never reaches a worker', async () => {
    const files = open({ limits: { maxBytes: 1000 } });
    expect(await files.decode('a.fit', new Uint8Array(1001))).toMatchObject({ ok: false, code: 'too_large' });
  });

  it.each([8, 16])('a definition without fields in %d MB is no bomb', async (megabytes) => {
    const files = open();
    expect(await files.decode('bomb.fit', emptyBomb(megabytes * 2 ** 20))).toMatchObject({
      ok: false,
      code: 'no_activity',
    });
  });

  it('more messages than any device writes are refused within the memory of a worker', async () => {
    const files = open();
    expect(await files.decode('bomb.fit', tinyBomb(16 * 2 ** 20))).toMatchObject({
      ok: false,
      code: 'too_many_messages',
    });
  });

  it('a file that takes too much memory loses its worker and is refused; the next file is read', async () => {
    const files = open({ memoryLimitMb: 24, limits: { maxMessages: 1e9 } });
    expect(await files.decode('bomb.fit', tinyBomb(24 * 2 ** 20))).toMatchObject({
      ok: false,
      code: 'too_much_memory',
    });
    expect(await files.decode('walk.fit', fixture('walk-35-min'))).toMatchObject({ ok: true });
  });

  it('a file that takes too long loses its worker and is refused; the next file is read', async () => {
    const files = open({ timeLimitMs: 5_000, memoryLimitMb: 2_000, limits: { maxMessages: 1e9 } });
    expect(await files.decode('bomb.fit', tinyBomb(31 * 2 ** 20))).toMatchObject({
      ok: false,
      code: 'too_slow',
    });
    expect(await files.decode('walk.fit', fixture('walk-35-min'))).toMatchObject({ ok: true });
  });
});
