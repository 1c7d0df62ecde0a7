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
  const ticksPerMs = chooseTicks(atMs);
  const out = new VarintWriter();
  out.unsigned(atMs.length);
  out.unsigned(ticksPerMs);
  if (ticksPerMs === EXACT) for (const at of atMs) out.float64(at);
  else writeInstants(out, atMs, ticksPerMs);
  writeColumn(out, differences(items.code.subarray(from, to)));
  return out.finish();
}

/** The inverse of `packSamples`. @throws RangeError for bytes that it did not write. */
export function unpackSamples(packed: Uint8Array): Items {
  const input = new VarintReader(packed);
  const count = input.unsigned();
  const ticksPerMs = input.unsigned();
  const atMs = ticksPerMs === EXACT ? new Float64Array(count) : readInstants(input, count, ticksPerMs);
  if (ticksPerMs === EXACT) for (let i = 0; i < count; i++) atMs[i] = input.float64();
  const steps = scratchOf(count);
  readColumn(input, steps);
  const code = new Int16Array(count);
  for (let i = 0, sum = 0; i < count; i++) code[i] = sum += steps[i]!;
  return { count, atMs, code };
}

function chooseTicks(atMs: Float64Array): number {
  return [MILLISECONDS, MICROSECONDS].find((ticksPerMs) => holdsExactly(atMs, ticksPerMs)) ?? EXACT;
}

function holdsExactly(atMs: Float64Array, ticksPerMs: number): boolean {
  for (let i = 0; i < atMs.length; i++) {
    const ticks = Math.round(atMs[i]! * ticksPerMs);
    if (!Number.isSafeInteger(2 * ticks) || ticks / ticksPerMs !== atMs[i]) return false;
  }
  return true;
}

function writeInstants(out: VarintWriter, atMs: Float64Array, ticksPerMs: number): void {
  const intervals = scratchOf(atMs.length);
  for (let i = 0, before = 0; i < atMs.length; i++) {
    const ticks = Math.round(atMs[i]! * ticksPerMs);
    intervals[i] = ticks - before;
    before = ticks;
  }
  const strays = intervals.subarray(1);
  const usual = medianOf(strays);
  out.signed(intervals[0] ?? 0);
  out.unsigned(usual);
  for (let i = 0; i < strays.length; i++) strays[i]! -= usual;
  writeColumn(out, strays);
}

/** The upper one of two; 0 of none. A watch has the same interval nearly throughout: then nothing is sorted. */
function medianOf(values: Float64Array): number {
  let candidate = 0;
  let lead = 0;
  for (let i = 0; i < values.length; i++) {
    if (lead === 0) candidate = values[i]!;
    lead += values[i] === candidate ? 1 : -1;
  }
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === candidate) count++;
  // What more than half of them are lies in their middle.
  if (2 * count > values.length) return candidate;
  return values.slice().sort()[values.length >> 1] ?? 0;
}

function readInstants(input: VarintReader, count: number, ticksPerMs: number): Float64Array {
  const first = input.signed();
  const usual = input.unsigned();
  const atMs = new Float64Array(count);
  // The strays are read to where the instants they make will be.
  readColumn(input, atMs.subarray(1));
  let ticks = first;
  if (count > 0) atMs[0] = ticks;
  for (let i = 1; i < count; i++) atMs[i] = ticks += usual + atMs[i]!;
  if (ticksPerMs !== MILLISECONDS) for (let i = 0; i < count; i++) atMs[i]! /= ticksPerMs;
  return atMs;
}

let scratch = new Float64Array(0);

/** Room for a column that nobody keeps: an import writes, and a preview of a long history reads, thousands. */
function scratchOf(count: number): Float64Array {
  if (scratch.length < count) scratch = new Float64Array(count);
  return scratch.subarray(0, count);
}

/** Each value less the one before; the first less zero. Until the room is used again. */
function differences(values: Int16Array): Float64Array {
  const steps = scratchOf(values.length);
  for (let i = 0, before = 0; i < values.length; i++) {
    steps[i] = values[i]! - before;
    before = values[i]!;
  }
  return steps;
}
