import { setTimeout } from 'node:timers/promises';
import type { RunImportJob } from '../application/jobs/run-import-job.ts';
import type { LiveLog } from '../adapters/live/live-log.ts';

/** How soon a new job, or one whose runner died, is found. */
const LOOK_EVERY_MS = 1_000;

/** Runs import jobs, one at a time, for as long as the process lives; more processes run more of them at a time. */
export function startImportWorker(
  runImportJob: RunImportJob,
  log: Pick<LiveLog, 'error'>,
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      const worked = await runImportJob(signal).catch((error: unknown) => {
        log.error({ err: error }, 'an import job stopped; another runner will take it over');
        return false;
      });
      if (!worked) await setTimeout(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const ended = work();
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
