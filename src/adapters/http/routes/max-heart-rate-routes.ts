import type { Static } from 'typebox';
import { AppError } from '../../../application/errors.ts';
import type { NewMaxHeartRate } from '../../../application/athlete/preview-max-heart-rate.ts';
import {
  coachSuggestionSchema,
  maxHeartRateSchema,
  newCoachSuggestion,
  newMaxHeartRate,
  presentCoachSuggestion,
  suggestionSchema,
} from '../../wire/api/max-heart-rate.ts';
import { presentDatedHeartRate } from '../../wire/api/dated-heart-rate.ts';
import { listOf, localeQuery } from '../../wire/api/schema.ts';
import { callerOf } from '../access.ts';
import { idParams } from '../params.ts';
import { previewAnswer, sendPreview } from '../present-preview.ts';
import { localeOf, readerOf } from '../reader-locale.ts';
import { NO_CONTENT } from '../no-content.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import { sinceGrant } from '../since-grant.ts';

type Deps = Pick<
  Verbs,
  | 'addCoachSuggestion'
  | 'addMaxHeartRate'
  | 'listCoachSuggestions'
  | 'listMaxHeartRates'
  | 'previewMaxHeartRate'
  | 'readAthlete'
  | 'removeCoachSuggestion'
  | 'removeMaxHeartRate'
  | 'suggestMaxHeartRate'
>;

/** Who sees weeks or prescribes may suggest, and changes nothing by it (C6). */
const SUGGESTING = { anyOf: ['report', 'prescribe'], bounds: 'none' } as const;

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
      async (request) => {
        const caller = callerOf(request);
        const values = sinceGrant(await deps.listMaxHeartRates(caller), caller);
        return { items: values.map(presentDatedHeartRate) };
      },
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
        const { previewId = null, suggestionId = null } = request.body;
        const value = valueOf(request.body);
        const added = await deps.addMaxHeartRate({ athleteId, value, previewId, suggestionId });
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
          response: { 200: previewAnswer },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const preview = await deps.previewMaxHeartRate({ athleteId, value: valueOf(request.body) });
        return sendPreview(reply, preview, await localeOf(deps, request), readerOf(request));
      },
    );

    app.get(
      '/athlete/max-heart-rates/suggestions',
      {
        config: { grant: { ...SUGGESTING, what: 'max_heart_rate' } },
        schema: {
          tags,
          summary:
            'Observed maxima above the value in force (M4) and what coaches suggest (C6); a coach sees their clinic’s, with the answers',
          response: { 200: listOf(suggestionSchema) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const observed = caller.grant === null ? await deps.suggestMaxHeartRate(caller) : [];
        const suggested = await deps.listCoachSuggestions(caller);
        return {
          items: [...observed.map((each) => ({ ...each })), ...suggested.map(presentCoachSuggestion)],
        };
      },
    );

    app.post(
      '/athlete/max-heart-rates/suggestions',
      {
        config: { grant: { ...SUGGESTING, what: 'max_heart_rate_suggested' } },
        schema: {
          tags,
          summary: 'Suggests a value to the athlete, who confirms or declines it (C6); by a coach',
          body: newCoachSuggestion,
          response: { 201: coachSuggestionSchema },
        },
      },
      async (request, reply) => {
        const { athleteId, grant } = callerOf(request);
        if (grant === null) throw new AppError('not_allowed', 'Suggestions are made by coaches.');
        const { bpm, validFrom, method = null, reason = null } = request.body;
        const value = { bpm, validFrom, method, reason };
        const suggestion = await deps.addCoachSuggestion({ athleteId, grant, value });
        return reply.code(201).send(presentCoachSuggestion(suggestion));
      },
    );

    app.delete(
      '/athlete/max-heart-rates/suggestions/:id',
      {
        config: { grant: { ...SUGGESTING, what: 'max_heart_rate_suggested' } },
        schema: {
          tags,
          summary: 'The athlete declines it; the coach who made it takes it back',
          params: idParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        const { athleteId, grant } = callerOf(request);
        await deps.removeCoachSuggestion({ athleteId, grant, id: request.params.id });
        return reply.code(204).send(null);
      },
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
