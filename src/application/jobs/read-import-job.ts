import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';
import type { ImportJob } from '../ports/import-job-store.ts';

export interface ReadImportJobDeps {
  readonly stores: Pick<Stores, 'importJobs'>;
}

export type ReadImportJob = (input: { athleteId: string; id: string }) => Promise<ImportJob>;
export type ListImportJobs = (input: { athleteId: string }) => Promise<ImportJob[]>;

/** Jobs that are shown; older ones are found by their id. */
const MOST_LISTED = 100;

/** A job and how far it is. */
export function readImportJob({ stores }: ReadImportJobDeps): ReadImportJob {
  return async ({ athleteId, id }) => {
    const job = await stores.importJobs.find(athleteId, id);
    if (job === null) throw new AppError('not_found', 'There is no such import job.');
    return job;
  };
}

/** The latest jobs, newest first. */
export function listImportJobs({ stores }: ReadImportJobDeps): ListImportJobs {
  return ({ athleteId }) => stores.importJobs.list(athleteId, MOST_LISTED);
}
