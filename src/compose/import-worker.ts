import type { LiveLog } from '../adapters/live/live-log.ts';
import type { RunImportJob } from '../application/jobs/run-import-job.ts';
import { SECOND_MS } from '../domain/units.ts';
import { repeatWork, type RepeatedWork } from './repeat-work.ts';

/** Runs import jobs, one at a time, for as long as the process lives; more processes run more of them at a time. */
export function startImportWorker(runImportJob: RunImportJob, log: Pick<LiveLog, 'error'>): RepeatedWork {
  return repeatWork({
    work: runImportJob,
    // How soon a job whose runner died is found; a new one is told.
    everyMs: SECOND_MS,
    onError: (error) => log.error({ err: error }, 'an import job stopped; another runner will take it over'),
  });
}
