import type { Items } from '../../domain/timeline/sample.ts';
import { rrKeyOf } from '../../domain/timeline/rr-key.ts';
import type { LiveItem } from './live-item.ts';

/** The items of a timeline in columns; `items` in the order of L6. */
export function itemColumns(items: readonly LiveItem[]): Items {
  const count = items.length;
  const atMs = new Float64Array(count);
  const code = new Int16Array(count);
  const rrKey = new Uint32Array(count);
  let hasRr = false;
  for (const [i, item] of items.entries()) {
    atMs[i] = item.atMs;
    code[i] = item.code;
    rrKey[i] = rrKeyOf(item.rr);
    hasRr ||= item.rr !== null;
  }
  return hasRr ? { count, atMs, code, rrKey } : { count, atMs, code };
}
