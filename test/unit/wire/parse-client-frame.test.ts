import fc from 'fast-check';
import { expect, test } from 'vitest';
import { INVALID, NO_VALUE, PAUSE, RESUME } from '../../../src/domain/timeline/sample.ts';
import { encodeRawSamples, parseRawSamples } from '../../../src/adapters/wire/live/binary-samples-frame.ts';
import { parseClientFrame } from '../../../src/adapters/wire/live/parse-client-frame.ts';

const SESSION = '01999999-9999-7999-8999-999999999999';
const HELLO = {
  type: 'hello',
  protocol: 1,
  session: SESSION,
  lastSeq: 0,
  clock: { mono: 12.5, wall: 1_795_332_000_000 },
};

function parsed(frame: unknown) {
  return parseClientFrame(JSON.stringify(frame));
}

function sample(...item: unknown[]) {
  const frame = parsed({ type: 'samples', first: 7, offset: -42, items: [item] });
  if (frame.type !== 'samples') throw new Error(frame.type);
  return frame.items[0]!;
}

test('the example of the protocol is read as it is meant', () => {
  const frame = parseClientFrame(
    '{"type":"samples","first":1,"offset":-42,"items":[[1000,1795332000001,128],' +
      '[2003,1795332001003,129,[476,480],true],[3001,1795332002001,"pause"]]}',
  );
  expect(frame).toEqual({
    type: 'samples',
    first: 1,
    items: [
      { atMs: 1795331999959, code: 128, rr: null, contact: null },
      { atMs: 1795332000961, code: 129, rr: [476, 480], contact: true },
      { atMs: 1795332001959, code: PAUSE, rr: null, contact: null },
    ],
  });
});

test.each([
  ['a bpm', [1, 1000, 128], { code: 128 }],
  ['a fractional bpm, rounded', [1, 1000, 128.4], { code: 128 }],
  ['null: no value', [1, 1000, null], { code: NO_VALUE }],
  ['0: no value', [1, 1000, 0], { code: NO_VALUE }],
  ['65535: no value', [1, 1000, 65535], { code: NO_VALUE }],
  ['contact lost: no value', [1, 1000, 70, null, false], { code: NO_VALUE, contact: false }],
  ['resume', [1, 1000, 'resume'], { code: RESUME }],
  ['a word', [1, 1000, 'fast'], { code: INVALID }],
  ['a negative bpm', [1, 1000, -3], { code: INVALID }],
  ['an object', [1, 1000, {}], { code: INVALID }],
  ['no value at all', [1, 1000], { code: INVALID }],
  ['mono that is no number', ['x', 1000, 70], { code: INVALID, atMs: 958 }],
  ['wall that is no number', [1, null, 70], { code: INVALID, atMs: NaN }],
  ['an instant beyond the calendar', [1, 1e300, 70], { code: INVALID, atMs: NaN }],
  ['rr that is no array: the bpm stays', [1, 1000, 70, 'x'], { code: 70, rr: null }],
  ['rr out of 16 bits: the bpm stays', [1, 1000, 70, [70_000]], { code: 70, rr: null }],
  ['contact that is no boolean: the bpm stays', [1, 1000, 70, null, 1], { code: 70, contact: null }],
  // Table of public reports, I: refused where reading was easy.
  ['a bpm as text', [1, 1000, '128'], { code: 128 }],
  ['a bpm as text with a decimal comma', [1, 1000, ' 128,4 '], { code: 128 }],
  ['65535 as text: no value', [1, 1000, '65535'], { code: NO_VALUE }],
  ['a negative bpm as text', [1, 1000, '-3'], { code: INVALID }],
  ['clocks as text', ['1', '1000', 70], { code: 70, atMs: 958 }],
  ['rr and contact as text', [1, 1000, 70, ['800', 801], 'true'], { rr: [800, 801], contact: true }],
  ['contact lost as text: no value', [1, 1000, 70, null, 'false'], { code: NO_VALUE, contact: false }],
  ['an empty text as bpm', [1, 1000, ''], { code: INVALID }],
])('L10: an item with %s', (_what, item, expected) => {
  expect(sample(...item)).toMatchObject(expected);
});

test('L10: an item that is no array is an invalid item under its number', () => {
  const frame = parsed({ type: 'samples', first: 1, offset: 0, items: [null, [1, 1000, 70]] });
  expect(frame).toMatchObject({ type: 'samples', items: [{ code: INVALID, atMs: NaN }, { code: 70 }] });
});

test.each([
  ['no JSON', 'nonsense', 'bad_envelope', undefined],
  ['a JSON array', '[]', 'bad_envelope', undefined],
  ['null', 'null', 'bad_envelope', undefined],
  ['no type', '{}', 'bad_field', 'type'],
  ['an unknown type', '{"type":"sample"}', 'bad_field', 'type'],
  ['samples without first', '{"type":"samples","offset":0,"items":[[1,2,3]]}', 'bad_field', 'first'],
  ['samples from 0', '{"type":"samples","first":0,"offset":0,"items":[[1,2,3]]}', 'bad_field', 'first'],
  ['samples from 1.5', '{"type":"samples","first":1.5,"offset":0,"items":[[1,2,3]]}', 'bad_field', 'first'],
  [
    'samples beyond u32',
    '{"type":"samples","first":4294967296,"offset":0,"items":[[1,2,3]]}',
    'bad_field',
    'first',
  ],
  ['samples without offset', '{"type":"samples","first":1,"items":[[1,2,3]]}', 'bad_field', 'offset'],
  [
    'samples with null offset',
    '{"type":"samples","first":1,"offset":null,"items":[[1,2,3]]}',
    'bad_field',
    'offset',
  ],
  ['samples without items', '{"type":"samples","first":1,"offset":0}', 'bad_field', 'items'],
  ['samples of nothing', '{"type":"samples","first":1,"offset":0,"items":[]}', 'bad_field', 'items'],
  ['a skip backwards', '{"type":"skip","from":5,"to":4,"reason":"x"}', 'bad_field', 'to'],
  ['a skip without reason', '{"type":"skip","from":5,"to":6}', 'bad_field', 'reason'],
  ['a ping without mono', '{"type":"ping","id":1,"wall":2}', 'bad_field', 'mono'],
  ['an end without lastSeq', '{"type":"end"}', 'bad_field', 'lastSeq'],
  ['an end before 0', '{"type":"end","lastSeq":-1}', 'bad_field', 'lastSeq'],
])('L10: %s is refused by the name of the field', (_what, text, code, field) => {
  expect(parseClientFrame(text)).toMatchObject(
    field === undefined ? { type: 'refused', code } : { type: 'refused', code, field },
  );
});

test.each([
  ['protocol', { protocol: 2 }],
  ['session', { session: 'mine' }],
  ['lastSeq', { lastSeq: 'none' }],
  ['clock.wall', { clock: { mono: 1 } }],
  ['clock', { clock: null }],
  ['token', { token: 7 }],
  ['device.kind', { device: { kind: 'toaster' } }],
  ['intent', { intent: 'fun' }],
  ['intent', { intent: 'target:' }],
  ['intent', { intent: 'target:"' }],
  ['locale', { locale: 7 }],
  ['simulated.timeScale', { simulated: { timeScale: 0 } }],
  ['simulated.timeScale', { simulated: { timeScale: null } }],
])('hello with a bad %s is refused by that name', (field, change) => {
  expect(parsed({ ...HELLO, ...change })).toMatchObject({ type: 'refused', code: 'bad_field', field });
});

test('hello is read whole, and what a newer client adds is no fault', () => {
  const full = {
    ...HELLO,
    token: 'zc_x',
    device: { name: 'H10', kind: 'strap' },
    sport: 'running',
    intent: 'interval_4x4',
    locale: 'da',
    simulated: { timeScale: 60 },
    battery: 80,
  };
  expect(parsed(full)).toEqual(full);
});

test('I: numbers written as text are read in every frame, and null as left out', () => {
  const asText = {
    ...{ ...HELLO, protocol: '1', lastSeq: '3', clock: { mono: '12.5', wall: '1795332000000' } },
    simulated: { timeScale: '60' },
    device: { name: '10' },
  };
  expect(parsed(asText)).toEqual({
    ...{ ...HELLO, lastSeq: 3 },
    simulated: { timeScale: 60 },
    device: { name: '10' },
  });
  const asNull = { token: null, sport: null, intent: null, locale: null, simulated: null };
  expect(parsed({ ...HELLO, ...asNull, device: { name: null, kind: 'strap' } })).toEqual({
    ...HELLO,
    device: { kind: 'strap' },
  });
  expect(parsed({ type: 'samples', first: '7', offset: '-42', items: [[1, 1000, 128]] })).toMatchObject({
    first: 7,
    items: [{ code: 128, atMs: 958 }],
  });
  expect(parsed({ type: 'ping', id: '1', mono: '2', wall: '3' })).toEqual({
    type: 'ping',
    id: 1,
    mono: 2,
    wall: 3,
  });
  expect(parsed({ type: 'skip', from: '5', to: '6', reason: '7' })).toEqual({
    type: 'skip',
    from: 5,
    to: 6,
    reason: '7',
  });
  expect(parsed({ type: 'end', lastSeq: '9' })).toEqual({ type: 'end', lastSeq: 9 });
});

test('P: a run may be for any target of a prescription', () => {
  expect(parsed({ ...HELLO, intent: 'target:brisk_walk-2' })).toMatchObject({
    intent: 'target:brisk_walk-2',
  });
});

test('the binary frame is read from literal bytes', () => {
  const frame = Uint8Array.from([
    ...[0x01, 0x2a, 0, 0, 0],
    ...[0, 0, 0, 0, 0, 0x40, 0x8f, 0x40],
    ...[0, 0, 0, 0, 0, 0x88, 0xc3, 0x40],
    ...[0, 0, 0, 0, 0, 0, 0x24, 0xc0],
    ...[2, 0],
    ...[0, 0, 0, 0, 4, 0x16, 0x48, 0x00, 0x04],
    ...[0xe8, 0x03, 0, 0, 1, 0x00],
  ]);
  expect(parseRawSamples(frame)).toEqual({
    type: 'samples',
    first: 42,
    items: [
      { atMs: 9990, code: 72, rr: [1024], contact: true },
      { atMs: 10990, code: INVALID, rr: null, contact: null },
    ],
  });
});

const rawSamples = fc.record({
  first: fc.integer({ min: 1, max: 1_000_000 }),
  monoMs: fc.integer({ min: 0, max: 1e9 }),
  wallMs: fc.integer({ min: 1e12, max: 2e12 }),
  offsetMs: fc.integer({ min: -1e6, max: 1e6 }),
  packets: fc.array(
    fc.record({
      afterMs: fc.integer({ min: 0, max: 1e6 }),
      bytes: fc.integer({ min: 30, max: 230 }).map((bpm) => Uint8Array.of(0, bpm)),
    }),
    { minLength: 1, maxLength: 20 },
  ),
});

test('what a binary frame says is what was put into it', () => {
  fc.assert(
    fc.property(rawSamples, (sent) => {
      expect(parseRawSamples(encodeRawSamples(sent))).toEqual({
        type: 'samples',
        first: sent.first,
        items: sent.packets.map(({ afterMs, bytes }) => ({
          atMs: sent.wallMs + afterMs + sent.offsetMs,
          code: bytes[1],
          rr: null,
          contact: null,
        })),
      });
    }),
  );
});

test('L10: a binary frame that is cut anywhere is refused by the name of the field', () => {
  fc.assert(
    fc.property(rawSamples, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (sent, part) => {
      const frame = encodeRawSamples(sent);
      const cut = parseRawSamples(frame.subarray(0, Math.floor(frame.length * part)));
      expect(cut).toMatchObject({ type: 'refused', field: expect.any(String) as string });
    }),
  );
});

test('L10: any text and any bytes are read or refused, never thrown at', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.object().map((value) => JSON.stringify(value)),
      ),
      (text) => {
        expect(parseClientFrame(text).type).toBeTypeOf('string');
      },
    ),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      expect(parseRawSamples(Uint8Array.of(1, ...noise)).type).toBeTypeOf('string');
    }),
  );
});
