import type { Items } from './sample.ts';

/**
 * Items in the order of (instant, sequence), never of arrival (Z9). The rows given stand in the order of their
 * sequence numbers; equal instants keep it. Items already in order are returned as they are.
 */
export function sortItems(items: Items): Items {
  if (isSorted(items)) return items;
  const { count, atMs, code, rrKey } = items;
  const order = Uint32Array.from({ length: count }, (_, row) => row);
  order.sort((a, b) => atMs[a]! - atMs[b]! || a - b);
  const sorted = { count, atMs: new Float64Array(count), code: new Int16Array(count) };
  const sortedRrKey = rrKey && new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    const from = order[row]!;
    sorted.atMs[row] = atMs[from]!;
    sorted.code[row] = code[from]!;
    if (sortedRrKey) sortedRrKey[row] = rrKey[from]!;
  }
  return sortedRrKey ? { ...sorted, rrKey: sortedRrKey } : sorted;
}

function isSorted({ count, atMs }: Items): boolean {
  for (let row = 1; row < count; row++) if (atMs[row]! < atMs[row - 1]!) return false;
  return true;
}
