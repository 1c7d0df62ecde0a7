import type { Items } from '../../domain/sample.ts';
import { compact, expand } from './compact.ts';
import { VarintReader, VarintWriter } from './varint.ts';

/** How finely a chunk counts time: the coarsest grid that holds every instant of it exactly. */
const MILLISECONDS = 1;
const MICROSECONDS = 1_000;
const EXACT = 0;

/**
 * Instants and codes of the items `from`…`to` (exclusive) in one byte string, exactly as they are.
 *
 * Two columns one after the other, because neighbours in a column are alike: how much each interval differs from the
 * usual one, and how much each code differs from the one before; then deflated. A heart at 1 Hz takes about half a
 * byte an item, a jittered live stream about one and a half.
 */
export function packSamples(items: Items, from: number, to: number): Uint8Array {
  const { atMs, code } = items;
  const grid = chooseGrid(atMs, from, to);
  const out = new VarintWriter();
  out.unsigned(to - from);
  out.unsigned(grid);
  if (grid === EXACT) for (let i = from; i < to; i++) out.float64(atMs[i]!);
  else writeInstants(out, atMs, { from, to, grid });
  for (let i = from; i < to; i++) out.signed(code[i]! - (i > from ? code[i - 1]! : 0));
  return compact(out.finish());
}

/** The inverse of `packSamples`. */
export function unpackSamples(packed: Uint8Array): Items {
  const input = new VarintReader(expand(packed));
  const count = input.unsigned();
  const grid = input.unsigned();
  const atMs = new Float64Array(count);
  const code = new Int16Array(count);
  if (grid === EXACT) for (let i = 0; i < count; i++) atMs[i] = input.float64();
  else readInstants(input, atMs, grid);
  let last = 0;
  for (let i = 0; i < count; i++) code[i] = last += input.signed();
  return { count, atMs, code };
}

function chooseGrid(atMs: Float64Array, from: number, to: number): number {
  for (const grid of [MILLISECONDS, MICROSECONDS]) {
    let fits = true;
    for (let i = from; i < to && fits; i++) {
      const ticks = Math.round(atMs[i]! * grid);
      fits = Number.isSafeInteger(ticks) && ticks / grid === atMs[i];
    }
    if (fits) return grid;
  }
  return EXACT;
}

function writeInstants(
  out: VarintWriter,
  atMs: Float64Array,
  { from, to, grid }: { from: number; to: number; grid: number },
): void {
  if (to === from) return;
  const ticksOf = (i: number): number => Math.round(atMs[i]! * grid);
  const intervals = new Float64Array(to - from - 1);
  for (let i = 0; i < intervals.length; i++) intervals[i] = ticksOf(from + i + 1) - ticksOf(from + i);
  const usual = intervals.length === 0 ? 0 : intervals.slice().sort()[intervals.length >> 1]!;
  out.signed(ticksOf(from));
  out.unsigned(usual);
  for (const interval of intervals) out.signed(interval - usual);
}

function readInstants(input: VarintReader, atMs: Float64Array, grid: number): void {
  if (atMs.length === 0) return;
  let ticks = input.signed();
  const usual = input.unsigned();
  atMs[0] = ticks / grid;
  for (let i = 1; i < atMs.length; i++) {
    ticks += usual + input.signed();
    atMs[i] = ticks / grid;
  }
}
