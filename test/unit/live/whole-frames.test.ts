import fc from 'fast-check';
import * as ws from 'ws';
import { expect, test } from 'vitest';
import { MAX_FRAME_BYTES } from '../../../src/adapters/wire/live/live-protocol.ts';
import { type Receiver, tellWholeFrames } from '../../../src/adapters/live/whole-frames.ts';

/** Exported by the library, and left out by its types. */
const { Receiver: LibraryReceiver } = ws as unknown as {
  Receiver: new (options: object) => Receiver;
};

const TEXT = 1;
const BINARY = 2;

interface Frame {
  readonly first: number;
  readonly masked: boolean;
  readonly mask: readonly number[];
  readonly payload: Buffer;
}

function bytesOf({ first, masked, mask, payload }: Frame): Buffer {
  const { length } = payload;
  const flag = masked ? 0x80 : 0;
  const long = Buffer.alloc(2);
  long.writeUInt16BE(length & 0xffff);
  const header =
    length < 126 ? Buffer.from([first, flag | length]) : Buffer.from([first, flag | 126, ...long]);
  if (!masked) return Buffer.concat([header, payload]);
  return Buffer.concat([header, Buffer.from(mask), payload.map((byte, i) => byte ^ mask[i & 3]!)]);
}

/** Everything that a receiver tells of these reads. */
function toldOf(reads: readonly Buffer[], isOurs: boolean): unknown[] {
  const told: unknown[] = [];
  const receiver = new LibraryReceiver({ isServer: true, maxPayload: MAX_FRAME_BYTES });
  if (isOurs) tellWholeFrames(receiver);
  for (const event of ['message', 'ping', 'pong', 'conclude']) {
    receiver.on(event, (...args: unknown[]) => {
      told.push([event, ...args.map((arg) => (Buffer.isBuffer(arg) ? arg.toString('hex') : arg))]);
    });
  }
  // The library ends there; what it says is the same, and comes in a later turn.
  receiver.on('error', () => undefined);
  for (const read of reads) receiver.write(Buffer.from(read));
  told.push(['errored', receiver.errored?.message ?? null]);
  return told;
}

const payload = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 300 }).map((text) => Buffer.from(text)),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)) },
);
const frame = fc.record({
  first: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(0x80 | TEXT, 0x80 | BINARY) },
    { weight: 1, arbitrary: fc.constantFrom(TEXT, BINARY, 0x80, 0x00, 0x89, 0x8a, 0x88) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }) },
  ),
  masked: fc.oneof(
    { weight: 30, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  mask: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 }),
  payload,
});

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at]
    .map((from, i) => bytes.subarray(from, at[i] ?? bytes.length))
    .filter(({ length }) => length > 0);
}

test('frames that are told whole are those that the library tells, however they are cut, and so are faults', () => {
  fc.assert(
    fc.property(
      fc.array(frame, { minLength: 1, maxLength: 8 }),
      fc.array(fc.nat(4_000), { maxLength: 6 }),
      fc.boolean(),
      (frames, places, isByFrame) => {
        const reads = isByFrame ? frames.map(bytesOf) : cut(Buffer.concat(frames.map(bytesOf)), places);
        expect(toldOf(reads, true)).toEqual(toldOf(reads, false));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a frame above the limit is the library’s to refuse, and one at the limit is told', () => {
  const of = (length: number): Buffer =>
    bytesOf({ first: 0x80 | BINARY, masked: true, mask: [1, 2, 3, 4], payload: Buffer.alloc(length, 7) });
  expect(toldOf([of(65_535)], true)).toEqual(toldOf([of(65_535)], false));
  expect(toldOf([of(65_535)], true)).toHaveLength(2);
});
