import { Compile } from 'typebox/compile';
import { type CapturedItem, readItemTuple } from './captured-item.ts';
import type { EndFrame, HelloFrame, PingFrame, SkipFrame } from './live-frames.ts';
import { HIGHEST_SEQUENCE, MAX_BATCH } from './live-protocol.ts';
import { numberIn } from './number-in.ts';
import { endSchema, helloSchema, pingSchema, skipSchema } from './live-schemas.ts';

/** `samples` after reading: item i has number `first + i`. The binary frame reads to the same shape. */
export interface CapturedBatch {
  readonly type: 'samples';
  readonly first: number;
  readonly items: readonly CapturedItem[];
}

export interface FrameRefusal {
  readonly type: 'refused';
  readonly code: 'bad_envelope' | 'bad_field';
  readonly message: string;
  readonly field?: string;
}

export type ReadFrame = HelloFrame | CapturedBatch | SkipFrame | PingFrame | EndFrame | FrameRefusal;

const hello = Compile(helloSchema);
const skip = Compile(skipSchema);
const ping = Compile(pingSchema);
const end = Compile(endSchema);

/**
 * Reads one text frame (L10). Total: whatever the text is, the answer is a frame or a refusal naming the field.
 * `samples` is checked by hand because it is every message of every stream; the others by their schema.
 */
export function parseClientFrame(text: string): ReadFrame {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return { type: 'refused', code: 'bad_envelope', message: 'the frame is not JSON' };
  }
  if (typeof frame !== 'object' || frame === null || Array.isArray(frame)) {
    return { type: 'refused', code: 'bad_envelope', message: 'the frame is not a JSON object' };
  }
  const type = 'type' in frame ? frame.type : undefined;
  switch (type) {
    case 'samples':
      return readSamples(frame);
    case 'ping':
      return read(ping, frame);
    case 'skip': {
      const skipped = read(skip, frame);
      return skipped.type === 'skip' && skipped.to < skipped.from
        ? badField('to', 'must not be less than from')
        : skipped;
    }
    case 'end':
      return read(end, frame);
    case 'hello':
      return read(hello, frame);
    default:
      return badField('type', 'must be one of hello, samples, skip, ping, end');
  }
}

function readSamples(frame: object): CapturedBatch | FrameRefusal {
  // Each property is checked before it is used.
  const said = frame as { first?: unknown; offset?: unknown; items?: unknown };
  const { items } = said;
  const first = numberIn(said.first);
  const offset = numberIn(said.offset);
  if (!Number.isInteger(first) || first < 1) return badField('first', 'must be an integer from 1');
  if (!(Math.abs(offset) <= 8.64e15)) return badField('offset', 'must be a number of milliseconds');
  if (!Array.isArray(items)) return badField('items', 'must be an array');
  if (items.length === 0 || items.length > MAX_BATCH) {
    return badField('items', `must hold 1 to ${MAX_BATCH} items`);
  }
  if (first + items.length - 1 > HIGHEST_SEQUENCE) return badField('first', 'is beyond the last number');
  const read = new Array<CapturedItem>(items.length);
  for (let i = 0; i < items.length; i++) read[i] = readItemTuple(items[i], offset);
  return { type: 'samples', first, items: read };
}

interface FrameSchema<Frame> {
  Check(value: unknown): value is Frame;
  Errors(value: unknown): { instancePath: string; message: string; params: object; keyword: string }[];
}

/** Numbers written as text are read as well, and null as left out: a bridge that writes so loses nothing. */
function read<Frame>(schema: FrameSchema<Frame>, frame: object): Frame | FrameRefusal {
  while (!schema.Check(frame)) {
    const mended = schema
      .Errors(frame)
      .filter(({ instancePath }) => mendAt(frame, instancePath.split('/').slice(1)));
    if (mended.length === 0) return refusal(schema, frame);
  }
  return frame;
}

/** Answers whether there was something to mend. */
function mendAt(frame: object, path: readonly string[]): boolean {
  // What JSON.parse makes.
  let place = frame as Record<string, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string, unknown>;
  const key = path.at(-1);
  if (key === undefined) return false;
  const value = place[key];
  if (value === null) return Reflect.deleteProperty(place, key);
  const number = typeof value === 'string' ? numberIn(value) : NaN;
  if (number === number) place[key] = number;
  return number === number;
}

function badField(field: string, message: string): FrameRefusal {
  return { type: 'refused', code: 'bad_field', field, message: `${field} ${message}` };
}

function refusal(schema: Pick<FrameSchema<unknown>, 'Errors'>, frame: unknown): FrameRefusal {
  const error = schema.Errors(frame)[0];
  const path = error?.instancePath.replace(/^\//, '').replaceAll('/', '.') ?? '';
  const missing =
    error !== undefined &&
    'requiredProperties' in error.params &&
    Array.isArray(error.params.requiredProperties)
      ? String(error.params.requiredProperties[0])
      : '';
  const field = [path, missing].filter((part) => part !== '').join('.');
  return badField(field === '' ? 'type' : field, error?.message ?? 'is not valid');
}
