import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Transactions } from '../ports/stores.ts';
import type { ImportJob } from '../ports/import-job-store.ts';
import type { ReadImportJob } from './read-import-job.ts';

export interface CancelImportJobDeps {
  readonly transactions: Transactions;
  readonly readImportJob: ReadImportJob;
  readonly clock: Clock;
}

export type CancelImportJob = (input: { athleteId: string; id: string }) => Promise<ImportJob>;

/** Stops a job. What it has imported stays; `undoImportJob` takes that back. Cancelling twice changes nothing. */
export function cancelImportJob(deps: CancelImportJobDeps): CancelImportJob {
  return async ({ athleteId, id }) => {
    // Under the athlete's lock: nothing is stored after it.
    await deps.transactions.forAthlete(athleteId, ({ importJobs }) =>
      importJobs.end(athleteId, id, {
        from: ['queued', 'running'],
        to: 'cancelled',
        atMs: deps.clock.nowMs(),
      }),
    );
    const job = await deps.readImportJob({ athleteId, id });
    if (job.state !== 'cancelled') {
      throw new AppError('invalid_state', 'The import has already ended: it can be undone.');
    }
    return job;
  };
}
