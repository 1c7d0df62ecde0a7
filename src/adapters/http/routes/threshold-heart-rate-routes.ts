import type { Static } from 'typebox';
import type { NewThresholdHeartRate } from '../../../application/athlete/preview-threshold-heart-rate.ts';
import { presentDatedHeartRate } from '../../wire/api/dated-heart-rate.ts';
import { listOf, localeQuery } from '../../wire/api/schema.ts';
import { newThresholdHeartRate, thresholdHeartRateSchema } from '../../wire/api/threshold-heart-rate.ts';
import { callerOf } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { idParams } from '../params.ts';
import { previewAnswer, sendPreview } from '../present-preview.ts';
import { localeOf, readerOf } from '../reader-locale.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import { sinceGrant } from '../since-grant.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

type Deps = Pick<
  Verbs,
  | 'addThresholdHeartRate'
  | 'listThresholdHeartRates'
  | 'previewThresholdHeartRate'
  | 'readAthlete'
  | 'removeThresholdHeartRate'
>;

export const thresholdHeartRateRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['threshold heart rate'];
    const path = '/athlete/threshold-heart-rates';

    app.get(
      path,
      {
        config: { grant: { anyOf: ['report'], what: 'threshold_heart_rate', bounds: 'none' } },
        schema: { tags, summary: 'Dated values (P2)', response: { 200: listOf(thresholdHeartRateSchema) } },
      },
      async (request) => {
        const caller = callerOf(request);
        const values = sinceGrant(await deps.listThresholdHeartRates(caller), caller);
        return { items: values.map(presentDatedHeartRate) };
      },
    );

    app.post(
      path,
      {
        config: { refusals: ['preview_required', 'preview_outdated'] },
        schema: {
          tags,
          summary: 'Add a dated value; one that changes a finished week needs a preview (P5)',
          body: newThresholdHeartRate,
          response: { 201: thresholdHeartRateSchema },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const previewId = request.body.previewId ?? null;
        const added = await deps.addThresholdHeartRate({
          athleteId,
          value: valueOf(request.body),
          previewId,
        });
        return reply.code(201).send(presentDatedHeartRate(added));
      },
    );

    app.post(
      `${path}/preview`,
      {
        schema: {
          tags,
          summary: 'Which weeks a value would change, and how (P5); changes nothing',
          querystring: localeQuery,
          body: newThresholdHeartRate,
          response: { 200: previewAnswer },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const preview = await deps.previewThresholdHeartRate({ athleteId, value: valueOf(request.body) });
        return sendPreview(reply, preview, await localeOf(deps, request), readerOf(request));
      },
    );

    app.delete(
      `${path}/:id`,
      { schema: { tags, summary: 'Undo a value', params: idParams, response: { 204: NO_CONTENT } } },
      async (request, reply) => {
        await deps.removeThresholdHeartRate({ ...callerOf(request), id: request.params.id });
        return reply.code(204).send(null);
      },
    );
  });

function valueOf({
  bpm,
  source = 'entered',
  validFrom,
  method,
}: Static<typeof newThresholdHeartRate>): NewThresholdHeartRate {
  return { bpm, source, validFrom, method: method ?? null };
}
