import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores, Transactions } from '../ports/stores.ts';
import type { EvaluateSession } from '../ports/evaluate-session.ts';
import { removeUploads } from '../uploads/remove-uploads.ts';
import type { ImportJob } from '../ports/import-job-store.ts';
import type { ReadImportJob } from './read-import-job.ts';

export interface UndoImportJobDeps {
  readonly stores: Pick<Stores, 'athletes'>;
  readonly transactions: Transactions;
  readonly evaluate: EvaluateSession;
  readonly readImportJob: ReadImportJob;
  readonly clock: Clock;
}

export type UndoImportJob = (input: { athleteId: string; id: string }) => Promise<ImportJob>;

/** Uploads taken back in one transaction: others wait for it. */
const BATCH = 25;

/**
 * Takes back every upload that a job brought; a running one is stopped first. What it found as a duplicate was here
 * before and stays, and so does what an export's profile filled in. Interrupted, it goes on when asked again.
 */
export function undoImportJob(deps: UndoImportJobDeps): UndoImportJob {
  return async ({ athleteId, id }) => {
    await deps.readImportJob({ athleteId, id });
    const athlete = await deps.stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    // Under the athlete's lock, so that no entry of it can be stored afterwards.
    await deps.transactions.forAthlete(athleteId, (stores) =>
      stores.importJobs.end(athleteId, id, {
        from: ['queued', 'running', 'done', 'cancelled', 'failed'],
        to: 'undone',
        atMs: deps.clock.nowMs(),
      }),
    );
    for (let more = true; more;) {
      more = await deps.transactions.forAthlete(athleteId, async (stores) => {
        const uploads = await stores.uploads.list(athleteId, { limit: BATCH, before: null, jobId: id });
        await removeUploads(
          { stores, evaluate: deps.evaluate },
          athlete,
          uploads.map((upload) => upload.id),
        );
        return uploads.length === BATCH;
      });
    }
    return deps.readImportJob({ athleteId, id });
  };
}
