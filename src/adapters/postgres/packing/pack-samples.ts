import type { Items } from '../../../domain/timeline/sample.ts';
import { readColumn, writeColumn } from './pack-column.ts';
import { VarintReader, VarintWriter } from './varint.ts';

/** How finely a chunk counts time, in ticks a millisecond: the coarsest that holds every instant of it exactly. */
const MILLISECONDS = 1;
const MICROSECONDS = 1_000;
const EXACT = 0;

/**
 * Instants and codes of the items `from`…`to` (exclusive) in one byte string, exactly as they are.
 *
 * Two columns: how far each interval is from the usual one, and how far each code is from the one before. A watch at
 * 1 Hz takes about a third of a byte an item, a live stream with jittered instants one to one and a half.
 */
export function packSamples(items: Items, from: number, to: number): Uint8Array {
  const atMs = items.atMs.subarray(from, to);
  const code = Float64Array.from(items.code.subarray(from, to));
  const ticksPerMs = chooseTicks(atMs);
  const out = new VarintWriter();
  out.unsigned(atMs.length);
  out.unsigned(ticksPerMs);
  if (ticksPerMs === EXACT) for (const at of atMs) out.float64(at);
  else writeInstants(out, atMs, ticksPerMs);
  writeColumn(out, differences(code));
  return out.finish();
}

/** The inverse of `packSamples`. @throws RangeError for bytes that it did not write. */
export function unpackSamples(packed: Uint8Array): Items {
  const input = new VarintReader(packed);
  const count = input.unsigned();
  const ticksPerMs = input.unsigned();
  const atMs = ticksPerMs === EXACT ? new Float64Array(count) : readInstants(input, count, ticksPerMs);
  if (ticksPerMs === EXACT) for (let i = 0; i < count; i++) atMs[i] = input.float64();
  const steps = readColumn(input, count);
  const code = new Int16Array(count);
  for (let i = 0, sum = 0; i < count; i++) code[i] = sum += steps[i]!;
  return { count, atMs, code };
}

function chooseTicks(atMs: Float64Array): number {
  const fits = (ticksPerMs: number): boolean =>
    atMs.every((at) => {
      const ticks = Math.round(at * ticksPerMs);
      return Number.isSafeInteger(2 * ticks) && ticks / ticksPerMs === at;
    });
  return [MILLISECONDS, MICROSECONDS].find(fits) ?? EXACT;
}

function writeInstants(out: VarintWriter, atMs: Float64Array, ticksPerMs: number): void {
  const intervals = differences(atMs.map((at) => Math.round(at * ticksPerMs)));
  const usual = intervals.length > 1 ? intervals.slice(1).sort()[(intervals.length - 1) >> 1]! : 0;
  out.signed(intervals[0] ?? 0);
  out.unsigned(usual);
  writeColumn(
    out,
    intervals.subarray(1).map((interval) => interval - usual),
  );
}

function readInstants(input: VarintReader, count: number, ticksPerMs: number): Float64Array {
  const first = input.signed();
  const usual = input.unsigned();
  const strays = readColumn(input, Math.max(0, count - 1));
  const atMs = new Float64Array(count);
  for (let i = 0, ticks = first; i < count; i++) {
    atMs[i] = ticks / ticksPerMs;
    ticks += usual + strays[i]!;
  }
  return atMs;
}

/** Each value less the one before; the first less zero. */
function differences(values: Float64Array): Float64Array {
  return values.map((value, i) => value - (i === 0 ? 0 : values[i - 1]!));
}
