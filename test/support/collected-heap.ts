import { collectGarbage } from '../../src/adapters/files/collect-garbage.ts';

/** What this process still holds after a collection: what may be garbage says nothing about growth. */
export function collectedHeapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
