import { setFlagsFromString } from 'node:v8';

/** By how much the heap may grow before it is collected again. */
const FRUGAL_PERCENT = 20;
/** Leaves it to V8: up to four times what is in use. */
const USUAL_PERCENT = 0;

let underWay = 0;

/**
 * Runs `work` in less memory for more collecting: what an import reads passes by once, yet it outlives the youngest objects,
 * so most of it would stand until the whole heap is looked through. V8 reads this setting at each collection.
 */
export async function inFrugalMemory<T>(work: () => Promise<T>): Promise<T> {
  if (underWay++ === 0) setGrowth(FRUGAL_PERCENT);
  try {
    return await work();
  } finally {
    if (--underWay === 0) setGrowth(USUAL_PERCENT);
  }
}

function setGrowth(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}
