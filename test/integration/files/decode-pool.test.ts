import { gzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { fitTime } from '../../../fixtures/activity-writer.ts';
import { FitWriter } from '../../../fixtures/encode-fit.ts';
import { FIT_CASES } from '../../../fixtures/fit-cases.ts';
import { crc16 } from '../../../src/adapters/files/fit/crc16.ts';
import { DECODE_LIMITS } from '../../../src/adapters/files/decode-limits.ts';
import { createFileDecoder } from '../../../src/adapters/files/decode-pool.ts';
import { sha256Of } from '../../../src/adapters/files/recording-identity.ts';

const NOW_MS = Date.parse('2026-12-01T00:00:00Z');

function fixture(name: string): Uint8Array {
  return FIT_CASES.find((fitCase) => fitCase.name === name)!.build();
}

/** A file that begins like `start` and goes on with `count` messages, each like the last one; the checksum is right. */
function bombOf(
  start: FitWriter,
  message: readonly number[],
  count: number,
  vary: (view: DataView, at: number, index: number) => void = () => undefined,
): Uint8Array {
  const head = start.close({ fileCrc: 'none' });
  const bytes = new Uint8Array(head.length + count * message.length + 2);
  const view = new DataView(bytes.buffer);
  bytes.set(head);
  for (let index = 0, at = head.length; index < count; index++, at += message.length) {
    bytes.set(message, at);
    vary(view, at, index);
  }
  view.setUint32(4, bytes.length - 2 - 14, true);
  bytes.set([0, 0], 12);
  view.setUint16(bytes.length - 2, crc16(bytes, 0, bytes.length - 2), true);
  return bytes;
}

/** A definition without fields: every byte would be a message. */
const emptyBomb = (bytes: number): Uint8Array =>
  bombOf(new FitWriter().raw(0x40, 0, 0, 20, 0, 0), Array<number>(1024).fill(0), bytes / 1024);
/** Records of one heart rate each: half as many messages as bytes. */
const tinyBomb = (messages: number): Uint8Array =>
  bombOf(new FitWriter().raw(0x40, 0, 0, 20, 0, 1, 3, 1, 2), [0, 120], messages);
/** Sessions and laps, a pair a second, that all ask for each other: what grows by the square. */
function crowd(count: number): Uint8Array {
  const first = fitTime('2024-01-01T00:00:00Z');
  const start = new FitWriter()
    .raw(0x40, 0, 0, 18, 0, 2, 2, 4, 0x86, 8, 4, 0x86)
    .raw(0x41, 0, 0, 19, 0, 2, 2, 4, 0x86, 7, 4, 0x86);
  const pair = [0, 0, 0, 0, 0, 232, 3, 0, 0, 1, 0, 0, 0, 0, 232, 3, 0, 0];
  return bombOf(start, pair, count, (view, at, index) => {
    view.setUint32(at + 1, first + index, true);
    view.setUint32(at + 10, first + index, true);
  });
}

describe('decoding in worker threads', () => {
  const shared = createFileDecoder({ nowMs: () => NOW_MS, threads: 1 });
  afterAll(() => shared.close());

  it('bytes go in and columns come out; many files share few threads', async () => {
    const names = ['walk-35-min', '24-multisport', '17-monitoring-day', '30-text', '34-rr-intervals'];
    const outcomes = await Promise.all(names.map((name) => shared.decode(`${name}.fit`, fixture(name))));
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
    const tooLarge = new Uint8Array(DECODE_LIMITS.maxBytes + 1);
    expect(await shared.decode('a.fit', tooLarge)).toMatchObject({ ok: false, code: 'too_large' });
  });

  it.each([8, 16])('a definition without fields in %d MB is no bomb', async (megabytes) => {
    expect(await shared.decode('bomb.fit', emptyBomb(megabytes * 2 ** 20))).toMatchObject({
      ok: false,
      code: 'no_activity',
    });
  });

  it.each([
    ['messages than any device writes', () => tinyBomb(1_100_000)],
    ['sessions than any day has', () => crowd(3_000)],
  ])('more %s are refused', async (_, build) => {
    expect(await shared.decode('bomb.fit', build())).toMatchObject({ ok: false, code: 'too_many_messages' });
  });

  it('the name of a file is the hash of what is in its gzip layer, a damaged one of what came', async () => {
    const run = fixture('21-no-session');
    const packed = gzipSync(run);
    expect(await shared.unpack(packed)).toEqual({ ok: true, bytes: Buffer.from(run), sha256: sha256Of(run) });
    const cut = packed.slice(0, 50);
    expect(await shared.unpack(cut)).toMatchObject({ ok: false, code: 'unreadable', sha256: sha256Of(cut) });
  });

  it.each([
    ['too_much_memory', { memoryLimitMb: 24 }, () => tinyBomb(4_000_000)],
    ['too_slow', { timeLimitMs: 5_000, memoryLimitMb: 2_000 }, () => crowd(100_000)],
  ] as const)(
    '%s: the file loses its worker and is refused, the next one is read',
    async (code, options, build) => {
      const limits = { maxMessages: 1e9, maxRecordings: 1e9 };
      const files = createFileDecoder({ nowMs: () => NOW_MS, threads: 1, limits, ...options });
      try {
        expect(await files.decode('bomb.fit', build())).toMatchObject({ ok: false, code });
        expect(await files.decode('walk.fit', fixture('walk-35-min'))).toMatchObject({ ok: true });
      } finally {
        await files.close();
      }
    },
  );
});
