import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { AppleAnswer, AppleExport } from './apple-worker.ts';
import { beginFrugality } from './frugal-memory.ts';
import { workerEntry } from './worker-entry.ts';

const MEMORY_LIMIT_MB = 256;
/** What it reads passes by at once: a larger nursery only fills. */
const YOUNG_GENERATION_MB = 6;

/**
 * How far the list of an Apple Health export is read, and then what it brings: the workouts as files of their own, in order
 * of time, and the heart rate beside them by months. Gigabytes stream through a worker thread of bounded memory, so live
 * streams are served meanwhile. Throws when the entry is damaged or passes the bound.
 */
export async function* appleActivities(source: AppleExport): AsyncGenerator<NonNullable<AppleAnswer>> {
  const pool = new Piscina<AppleExport & { port: MessageChannel['port2'] }, void>({
    ...workerEntry('apple-worker'),
    maxThreads: 1,
    resourceLimits: {
      maxOldGenerationSizeMb: MEMORY_LIMIT_MB,
      maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
    },
  });
  const endFrugality = beginFrugality();
  const { port1, port2 } = new MessageChannel();
  const failed = new Promise<never>((_resolve, reject) => {
    pool.run({ ...source, port: port2 }, { transferList: [port2] }).catch(reject);
  });
  // Whoever stops early does not wait for the rest.
  failed.catch(() => undefined);
  try {
    for (;;) {
      port1.postMessage('next');
      // The other side sends only these.
      const [answer] = (await Promise.race([once(port1, 'message'), failed])) as [AppleAnswer];
      if (answer === null) return;
      yield answer;
    }
  } finally {
    port1.close();
    endFrugality();
    await pool.destroy();
  }
}
