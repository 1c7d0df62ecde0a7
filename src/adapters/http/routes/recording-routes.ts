import type { Locale } from '../../../domain/athlete.ts';
import { AppError } from '../../../application/errors.ts';
import type { SetAsideRun } from '../../../application/ports/live-run-store.ts';
import { placement, recordingQuery, setAsideSchema } from '../../wire/api/recording.ts';
import { listOf, localeQuery } from '../../wire/api/schema.ts';
import { renderNote } from '../../wire/messages/render.ts';
import { callerOf } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { idParams } from '../params.ts';
import { localeOf } from '../reader-locale.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

type Deps = Pick<Verbs, 'listSetAside' | 'placeRecording' | 'readAthlete' | 'removeSetAside'>;

export const recordingRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['sessions'];

    app.get(
      '/recordings',
      {
        schema: {
          tags,
          summary: 'What was captured and not counted, with its reason, latest first',
          querystring: recordingQuery,
          response: { 200: listOf(setAsideSchema) },
        },
      },
      async (request) => {
        const locale = await localeOf(deps, request);
        return { items: (await deps.listSetAside(callerOf(request))).map((run) => presentRun(run, locale)) };
      },
    );

    app.post(
      '/recordings/:id/place',
      {
        // The bare word says the same.
        preValidation: (request, _reply, done) => {
          if ((request.body as unknown) === 'as_recorded') request.body = { startedAt: 'as_recorded' };
          done();
        },
        schema: {
          tags,
          summary: 'Put what was set aside in its place, or take that back',
          params: idParams,
          querystring: localeQuery,
          body: placement,
          response: { 200: setAsideSchema },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const { startedAt } = request.body;
        const startedAtMs =
          startedAt === null || startedAt === 'as_recorded' ? startedAt : instantOf(startedAt);
        const run = await deps.placeRecording({ athleteId, id: request.params.id, startedAtMs });
        request.log.info({ recordingId: run.sessionId }, 'a recording was placed');
        return presentRun(run, await localeOf(deps, request));
      },
    );

    app.delete(
      '/recordings/:id',
      {
        config: { refusals: ['invalid_state'] },
        schema: {
          tags,
          summary: 'Delete what of a run was set aside; the rest of the run stays',
          params: idParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        await deps.removeSetAside({ ...callerOf(request), id: request.params.id });
        return reply.code(204).send(null);
      },
    );
  });

function instantOf(text: string): number {
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs))
    throw new AppError('invalid_input', 'There is no such instant.', { field: 'startedAt' });
  return atMs;
}

function presentRun(run: SetAsideRun, locale: Locale) {
  const id = `recording.${run.reason}`;
  return {
    id: run.sessionId,
    state: run.placedShiftMs === null ? ('set_aside' as const) : ('placed' as const),
    sport: run.sport,
    device: run.deviceName,
    simulated: run.simulated,
    items: run.count,
    recordedFrom: new Date(run.fromMs).toISOString(),
    recordedTo: new Date(run.toMs).toISOString(),
    endedAt: new Date(run.closedAtMs).toISOString(),
    reason: { id, text: renderNote({ id, values: { count: run.count } }, locale) },
  };
}
