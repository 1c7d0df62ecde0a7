import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: NodeJS.GCFunction | undefined;

/**
 * Collects the memory of this thread now, which waits for it: tens of milliseconds for a hundred megabytes, and about one for
 * what is `young`, made since the last time.
 */
export function collectGarbage(extent: 'all' | 'young' = 'all'): void {
  if (collect === undefined) {
    // It is there in contexts that are made after this.
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as NodeJS.GCFunction;
  }
  collect(extent === 'young');
}
