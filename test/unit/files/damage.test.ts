import { describe, expect, it } from 'vitest';
import { ActivityWriter, fitTime } from '../../../fixtures/activity-writer.ts';
import { FitWriter } from '../../../fixtures/encode-fit.ts';
import { heartTrace } from '../../../fixtures/heart.ts';
import { DECODE_LIMITS } from '../../../src/adapters/files/decode-limits.ts';
import { decodeFit } from '../../../src/adapters/files/fit/decode-fit.ts';
import { decodeBytes, decoded, fixtureBytes, NOW_MS, valuesOf } from './decode-fixture.ts';

describe('damaged FIT files', () => {
  const whole = (seed: number): number[] => heartTrace([{ seconds: 120, bpm: 128 }], seed);

  it('case 26: a truncated file keeps every whole record and makes up none', () => {
    const outcome = decoded('26-truncated');
    const values = valuesOf(outcome.recordings[0]!.recording);
    expect(values).toEqual(whole(261).slice(0, values.length));
    expect(values).toHaveLength(88);
    expect(outcome).toMatchObject({ partial: true, warnings: [{ code: 'truncated' }] });
  });

  it.each([
    ['26-truncated-in-definition', 262, 'truncated'],
    ['26-never-closed', 263, 'unclosed'],
    ['26-size-too-small', 264, 'size'],
    ['27-bad-crc', 27, 'checksum'],
  ])('case 26 and 27: %s keeps all its records and says what is wrong', (name, seed, code) => {
    const outcome = decoded(name);
    expect(valuesOf(outcome.recordings[0]!.recording)).toEqual(whole(seed));
    expect(outcome).toMatchObject({ partial: true, warnings: [{ code }] });
  });

  it('case 26: whatever length a file is cut to, its values are a beginning of the whole', () => {
    const bytes = fixtureBytes('20-start-without-stop');
    const all = valuesOf(decoded('20-start-without-stop').recordings[0]!.recording);
    for (let length = 0; length < bytes.length; length++) {
      const outcome = decodeBytes(bytes.slice(0, length));
      if (!outcome.ok) continue;
      expect(outcome.partial).toBe(true);
      const values = valuesOf(outcome.recordings[0]!.recording);
      expect(values).toEqual(all.slice(0, values.length));
    }
  });

  it.each([
    ['30-empty', 'empty'],
    ['30-resource-fork', 'unknown_format'],
    ['30-text', 'unknown_format'],
  ])('case 30: %s is refused as %s', (name, code) => {
    expect(decodeBytes(fixtureBytes(name))).toMatchObject({ ok: false, code });
  });

  it('a record of an unknown local number ends the part: nothing after it is guessed', () => {
    const start = fitTime('2026-11-11T06:00:00Z');
    const writer = new ActivityWriter().fileId({ created: start }).trace(start, [120, 121]);
    writer.fit.raw(0x09);
    const outcome = decodeBytes(writer.trace(start + 2, [122, 123]).close());
    expect(outcome).toMatchObject({ ok: true, partial: true, warnings: [{ code: 'corrupt' }] });
    if (outcome.ok) expect(valuesOf(outcome.recordings[0]!.recording)).toEqual([120, 121]);
  });

  it('a field of no size, a field given twice and a size that fits no type do not cost the record', () => {
    const start = fitTime('2026-11-11T06:00:00Z');
    const fit = new FitWriter().message(0, [
      [0, 'enum', 4],
      [4, 'uint32', start],
    ]);
    // 253 uint32, 3 uint8, 3 again, 4 of size 0, 5 as uint32 of 3 bytes
    fit.raw(0x42, 0, 0, 20, 0, 5, 253, 4, 0x86, 3, 1, 2, 3, 1, 2, 4, 0, 0x84, 5, 3, 0x86);
    for (let second = 0; second < 3; second++) {
      const at = start + second;
      fit.raw(0x02, at & 0xff, (at >> 8) & 0xff, (at >> 16) & 0xff, at >>> 24, 120 + second, 99, 1, 2, 3);
    }
    const outcome = decodeBytes(fit.close());
    expect(outcome).toMatchObject({ ok: true, partial: false });
    if (outcome.ok) expect(valuesOf(outcome.recordings[0]!.recording)).toEqual([120, 121, 122]);
  });

  it('a definition without fields does not turn every byte into a message', () => {
    const fit = new FitWriter().raw(0x40, 0, 0, 20, 0, 0);
    const bytes = fit.raw(...Array<number>(50_000).fill(0)).close();
    expect(decodeFit(bytes, { limits: { ...DECODE_LIMITS, maxMessages: 10 }, nowMs: NOW_MS })).toMatchObject({
      ok: false,
      code: 'no_activity',
    });
  });

  it('a file of more messages than any device writes is refused', () => {
    const outcome = decodeFit(fixtureBytes('run-4x4'), {
      limits: { ...DECODE_LIMITS, maxMessages: 1000 },
      nowMs: NOW_MS,
    });
    expect(outcome).toMatchObject({ ok: false, code: 'too_many_messages' });
  });
});
