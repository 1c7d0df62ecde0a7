import { describe, expect, it } from 'vitest';
import { decodeFile } from '../../../src/adapters/files/decode-file.ts';
import { DECODE_LIMITS } from '../../../src/adapters/files/decode-limits.ts';
import { NOW_MS, TIME_ZONES } from './decode-fixture.ts';

const FACTS = {
  id: '01935c8e-0000-7000-8000-00000000000a',
  kind: 'live',
  sport: 'running',
  subSport: null,
  startMs: 1_795_332_000_000.5,
  endMs: 1_795_332_003_000,
  contentHash: 'ab',
  simulated: false,
  multisportId: null,
  utcOffsetMinutes: null,
  device: { name: 'Bælte' },
  sets: [],
};
const RECORDING = {
  format: 'zone-coach.recording.v1',
  facts: FACTS,
  atMs: [1_795_332_000_000.5, 1_795_332_001_000, 1_795_332_002_000],
  code: [120, -1, 121],
  rrKey: [1, 0, 4_294_967_295],
  rr: [[500, 510], null, []],
};

const decode = (value: unknown) =>
  decodeFile(new TextEncoder().encode(JSON.stringify(value)), {
    limits: DECODE_LIMITS,
    nowMs: NOW_MS,
    timeZones: TIME_ZONES,
  });

describe('a live recording of an export', () => {
  it('is read exactly as it was written', () => {
    expect(decode(RECORDING)).toEqual({
      ok: true,
      recordings: [
        {
          recording: {
            facts: FACTS,
            items: {
              count: 3,
              atMs: Float64Array.from(RECORDING.atMs),
              code: Int16Array.of(120, -1, 121),
              rrKey: Uint32Array.of(1, 0, 4_294_967_295),
            },
          },
          extra: { rr: RECORDING.rr },
        },
      ],
      restingHeartRates: [],
      partial: false,
      warnings: [],
    });
  });

  it('of an earlier version is read without the fact that nothing reads any more', () => {
    expect(decode({ ...RECORDING, facts: { ...FACTS, deliversRr: true } })).toEqual(decode(RECORDING));
  });

  it.each<[string, object]>([
    ['a column is shorter', { code: [120, 121] }],
    ['RR is shorter', { rr: [null] }],
    ['time runs backwards', { atMs: RECORDING.atMs.toReversed() }],
    ['nothing was recorded', { atMs: [], code: [], rrKey: null, rr: null }],
    ['a value is null', { code: [120, null, 121] }],
    ['a value is a text', { code: [120, '121', 121] }],
    ['a value is beyond its column', { code: [120, 40_000, 121] }],
    ['an instant is no time', { atMs: [-1, 1, 2] }],
    ['it has an unknown field', { note: 'hello' }],
    ['its facts have an unknown field', { facts: { ...FACTS, note: 'hello' } }],
    ['a fact is missing', { facts: { ...FACTS, startMs: undefined } }],
    ['it says it is a file', { facts: { ...FACTS, kind: 'file' } }],
    ['its id is none', { facts: { ...FACTS, id: '../../etc' } }],
    ['it ends before it starts', { facts: { ...FACTS, endMs: 1 } }],
    ['it is of a later version', { format: 'zone-coach.recording.v2' }],
  ])('is refused when %s', (_, changes) => {
    expect(decode({ ...RECORDING, ...changes })).toMatchObject({ ok: false, code: 'unreadable' });
  });

  it('is refused when it is cut', () => {
    const bytes = new TextEncoder().encode(JSON.stringify(RECORDING)).subarray(0, 300);
    expect(decodeFile(bytes, { limits: DECODE_LIMITS, nowMs: NOW_MS, timeZones: TIME_ZONES })).toMatchObject({
      ok: false,
      code: 'unreadable',
    });
  });

  it('a profile alone is refused with a word about its archive', () => {
    expect(decode({ format: 'zone-coach.export.v1' })).toMatchObject({ ok: false, code: 'archive' });
  });
});
