import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/** Collects the memory of this thread now, which waits for it: tens of milliseconds for a hundred megabytes. */
export function collectGarbage(): void {
  if (collect === undefined) {
    // It is there in contexts that are made after this.
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
