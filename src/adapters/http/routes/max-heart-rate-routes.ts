import type { Static } from 'typebox';
import type { NewMaxHeartRate } from '../../../application/athlete/preview-max-heart-rate.ts';
import { maxHeartRateSchema, newMaxHeartRate, suggestionSchema } from '../../wire/api/max-heart-rate.ts';
import { presentDatedHeartRate } from '../../wire/api/dated-heart-rate.ts';
import { previewSchema } from '../../wire/api/preview.ts';
import { listOf, localeQuery } from '../../wire/api/schema.ts';
import { callerOf } from '../access.ts';
import { idParams } from '../params.ts';
import { presentPreview } from '../present-preview.ts';
import { localeOf } from '../reader-locale.ts';
import { NO_CONTENT } from '../no-content.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

type Deps = Pick<
  Verbs,
  | 'addMaxHeartRate'
  | 'listMaxHeartRates'
  | 'previewMaxHeartRate'
  | 'readAthlete'
  | 'removeMaxHeartRate'
  | 'suggestMaxHeartRate'
>;

export const maxHeartRateRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['max heart rate'];

    app.get(
      '/athlete/max-heart-rates',
      {
        config: { grant: { anyOf: ['report'], what: 'max_heart_rate', bounds: 'none' } },
        schema: {
          tags,
          summary: 'Dated values (M1)',
          response: { 200: listOf(maxHeartRateSchema) },
        },
      },
      async (request) => ({
        items: (await deps.listMaxHeartRates(callerOf(request))).map(presentDatedHeartRate),
      }),
    );

    app.post(
      '/athlete/max-heart-rates',
      {
        config: { refusals: ['preview_required', 'preview_outdated'] },
        schema: {
          tags,
          summary: 'Add a dated value; one that changes a finished week needs a preview (M3)',
          body: newMaxHeartRate,
          response: { 201: maxHeartRateSchema },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const previewId = request.body.previewId ?? null;
        const added = await deps.addMaxHeartRate({ athleteId, value: valueOf(request.body), previewId });
        return reply.code(201).send(presentDatedHeartRate(added));
      },
    );

    app.post(
      '/athlete/max-heart-rates/preview',
      {
        schema: {
          tags,
          summary: 'Which weeks a value would change, and how (M3); changes nothing',
          querystring: localeQuery,
          body: newMaxHeartRate,
          response: { 200: previewSchema },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const preview = await deps.previewMaxHeartRate({ athleteId, value: valueOf(request.body) });
        return presentPreview(preview, await localeOf(deps, request));
      },
    );

    app.get(
      '/athlete/max-heart-rates/suggestions',
      {
        schema: {
          tags,
          summary: 'Observed maxima above the value in force (M4)',
          response: { 200: listOf(suggestionSchema) },
        },
      },
      async (request) => ({
        items: (await deps.suggestMaxHeartRate(callerOf(request))).map((each) => ({ ...each })),
      }),
    );

    app.delete(
      '/athlete/max-heart-rates/:id',
      {
        schema: {
          tags,
          summary: 'Undo a value (M3)',
          params: idParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        await deps.removeMaxHeartRate({ ...callerOf(request), id: request.params.id });
        return reply.code(204).send(null);
      },
    );
  });

function valueOf({ bpm, source, validFrom, method }: Static<typeof newMaxHeartRate>): NewMaxHeartRate {
  return { bpm, source, validFrom, method: method ?? null };
}
