import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { Type } from 'typebox';
import { importJobSchema, presentImportJob } from '../../wire/api/job.ts';
import { listOf } from '../../wire/api/schema.ts';
import { callerOf } from '../access.ts';
import { idParams } from '../params.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

type JobRoutesDeps = Pick<Verbs, 'readImportJob' | 'listImportJobs' | 'cancelImportJob' | 'undoImportJob'>;

/** The job may run in another process, so its progress is read where every process finds it. */
const POLL_MS = 500;
/** Proxies close a connection on which nothing is said. */
const SILENCE_MS = 15_000;

export const jobRoutes = (deps: JobRoutesDeps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['uploads'];
    const oneJob = { 200: importJobSchema };
    const closing = new AbortController();
    app.addHook('preClose', (done) => {
      closing.abort();
      done();
    });

    app.get(
      '/uploads/jobs',
      {
        schema: {
          tags,
          summary: 'The latest imports of large archives, newest first',
          response: { 200: listOf(importJobSchema) },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        return { items: (await deps.listImportJobs({ athleteId })).map(presentImportJob) };
      },
    );

    app.get(
      '/uploads/jobs/:id',
      { schema: { tags, summary: 'How far an import is', params: idParams, response: oneJob } },
      async (request) =>
        presentImportJob(await deps.readImportJob({ ...callerOf(request), id: request.params.id })),
    );

    app.get(
      '/uploads/jobs/:id/events',
      {
        schema: {
          tags,
          summary: 'The job as a server-sent `progress` event whenever it changes, until it has ended',
          params: idParams,
          response: {
            200: {
              description: 'Events',
              content: { 'text/event-stream': { schema: Type.Unsafe<Readable>({ type: 'string' }) } },
            },
          },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const input = { athleteId, id: request.params.id };
        // Refused before the stream begins.
        await deps.readImportJob(input);
        return reply
          .type('text/event-stream')
          .header('cache-control', 'no-store')
          .header('x-accel-buffering', 'no')
          .send(Readable.from(progressEvents(deps, input, closing.signal)));
      },
    );

    app.delete(
      '/uploads/jobs/:id',
      {
        config: { refusals: ['invalid_state'] },
        schema: {
          tags,
          summary: 'Stop an import; what it has imported stays until it is undone',
          params: idParams,
          response: oneJob,
        },
      },
      async (request) =>
        presentImportJob(await deps.cancelImportJob({ ...callerOf(request), id: request.params.id })),
    );

    app.post(
      '/uploads/jobs/:id/undo',
      {
        schema: {
          tags,
          summary: 'Undo a whole import: everything it brought goes',
          params: idParams,
          response: oneJob,
        },
      },
      async (request) =>
        presentImportJob(await deps.undoImportJob({ ...callerOf(request), id: request.params.id })),
    );
  });

async function* progressEvents(
  { readImportJob }: Pick<JobRoutesDeps, 'readImportJob'>,
  input: { athleteId: string; id: string },
  signal: AbortSignal,
): AsyncGenerator<string> {
  let told = '';
  let silentMs = 0;
  while (!signal.aborted) {
    const job = presentImportJob(await readImportJob(input));
    const event = `event: progress\ndata: ${JSON.stringify(job)}\n\n`;
    if (event !== told) {
      yield event;
      told = event;
      silentMs = 0;
    } else if (silentMs >= SILENCE_MS) {
      yield ': waiting\n\n';
      silentMs = 0;
    }
    if (job.state !== 'queued' && job.state !== 'running') return;
    // Rejects when the server closes; then the stream has ended.
    await setTimeout(POLL_MS, undefined, { signal }).catch(() => undefined);
    silentMs += POLL_MS;
  }
}
