import { gzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { FIT_CASES } from '../../../fixtures/fit-cases.ts';
import { DECODE_LIMITS } from '../../../src/adapters/files/decode-limits.ts';
import { createFileDecoder } from '../../../src/adapters/files/decode-pool.ts';
import { sha256Of } from '../../../src/adapters/files/recording-identity.ts';
import { crowd, emptyBomb, tinyBomb } from '../../support/fit-bombs.ts';
import { TIME_ZONES } from '../../unit/files/decode-fixture.ts';

const NOW_MS = Date.parse('2026-12-01T00:00:00Z');

function fixture(name: string): Uint8Array {
  return FIT_CASES.find((fitCase) => fitCase.name === name)!.build();
}

describe('decoding in worker threads', () => {
  const shared = createFileDecoder({ nowMs: () => NOW_MS, threads: 1 });
  afterAll(() => shared.close());

  it('bytes go in and columns come out; many files share few threads', async () => {
    const names = ['walk-35-min', '24-multisport', '17-monitoring-day', '30-text', '34-rr-intervals'];
    const outcomes = await Promise.all(names.map((name) => shared.decode(fixture(name), TIME_ZONES)));
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
    expect(await shared.decode(tooLarge, TIME_ZONES)).toMatchObject({ ok: false, code: 'too_large' });
  });

  it.each([8, 16])('a definition without fields in %d MB is no bomb', async (megabytes) => {
    expect(await shared.decode(emptyBomb(megabytes * 2 ** 20), TIME_ZONES)).toMatchObject({
      ok: false,
      code: 'no_activity',
    });
  });

  it.each([
    ['messages than any device writes', () => tinyBomb(1_100_000)],
    ['sessions than any day has', () => crowd(3_000)],
  ])('more %s are refused', async (_, build) => {
    expect(await shared.decode(build(), TIME_ZONES)).toMatchObject({ ok: false, code: 'too_many_messages' });
  });

  it('the name of a file is the hash of what is in its gzip layer, a damaged one of what came', async () => {
    const run = fixture('21-no-session');
    const packed = gzipSync(run);
    expect(await shared.unpack(packed)).toEqual({
      ok: true,
      bytes: Buffer.from(run),
      gzip: packed,
      sha256: sha256Of(run),
    });
    const cut = packed.slice(0, 50);
    expect(await shared.unpack(cut)).toMatchObject({ ok: false, code: 'unreadable', sha256: sha256Of(cut) });
  });

  it.each([
    ['too_much_memory', { memoryLimitMb: 24 }, () => tinyBomb(4_000_000)],
    ['too_slow', { timeLimitMs: 3_000, memoryLimitMb: 2_000 }, () => crowd(100_000)],
  ] as const)(
    '%s: the file loses its worker and is refused, the next one is read',
    async (code, options, build) => {
      const limits = { maxMessages: 1e9, maxRecordings: 1e9 };
      const files = createFileDecoder({ nowMs: () => NOW_MS, threads: 1, limits, ...options });
      try {
        expect(await files.decode(build(), TIME_ZONES)).toMatchObject({ ok: false, code });
        // On a machine that does ten other things the new worker alone may take as long as a file may.
        await expect
          .poll(() => files.decode(fixture('walk-35-min'), TIME_ZONES), { timeout: 45_000 })
          .toMatchObject({ ok: true });
      } finally {
        await files.close();
      }
    },
  );
});
