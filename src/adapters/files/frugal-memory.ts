import { setFlagsFromString } from 'node:v8';
import { collectGarbage } from './collect-garbage.ts';

/** By how much the heap may grow before it is collected again. */
const FRUGAL_PERCENT = 20;
/** Leaves it to V8: up to four times what is in use. */
const USUAL_PERCENT = 0;

let underWay = 0;

/**
 * From here on less memory for more collecting, until the answered function is called: what a long import reads passes by
 * once, yet it outlives the youngest objects, so most of it would stand until the whole heap is looked through. V8 reads this
 * setting at each collection, so one begins it.
 */
export function beginFrugality(): () => void {
  if (underWay++ === 0) {
    setGrowth(FRUGAL_PERCENT);
    collectGarbage();
  }
  return () => {
    if (--underWay === 0) setGrowth(USUAL_PERCENT);
  };
}

function setGrowth(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}
