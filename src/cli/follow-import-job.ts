import { setTimeout } from 'node:timers/promises';
import type { ImportJob } from '../application/ports/import-job-store.ts';
import type { CliContext, CliService } from './cli-context.ts';
import type { Progress } from './progress.ts';

const LOOK_EVERY_MS = 200;

/**
 * Sees a job to its end, and the progress with it: runs it here, or watches a server that took it first and takes it
 * over should that one die. Interrupted, it cancels the job: what was imported stays.
 */
export async function followImportJob(
  context: Pick<CliContext, 'signal'>,
  { verbs }: Pick<CliService, 'verbs'>,
  athleteId: string,
  queued: ImportJob,
  progress: Progress,
): Promise<ImportJob> {
  const { id } = queued;
  const stop = new AbortController();
  let running: Promise<unknown> | null = null;
  let { done, total } = queued;
  try {
    for (;;) {
      // One that fails is tried again, like those of a server: by then it passes over what it failed on.
      running ??= verbs
        .runImportJob(stop.signal)
        .catch(() => false)
        .finally(() => {
          running = null;
        });
      await setTimeout(LOOK_EVERY_MS);
      const job = await verbs.readImportJob({ athleteId, id });
      progress.grow(job.total - total);
      progress.step(job.done - done);
      progress.scan(job.scan);
      ({ done, total } = job);
      if (job.state !== 'queued' && job.state !== 'running') return job;
      if (context.signal.aborted) return await verbs.cancelImportJob({ athleteId, id });
    }
  } finally {
    stop.abort();
    await running;
  }
}
