import {
  excuseBody,
  excuseSchema,
  restingHeartRateBody,
  restingHeartRateSchema,
} from '../../wire/api/calendar.ts';
import { listOf, localeQuery } from '../../wire/api/schema.ts';
import { callerOf } from '../access.ts';
import { dateParams, weekParams } from '../params.ts';
import { NO_CONTENT } from '../no-content.ts';
import { previewAnswer, sendPreview } from '../present-preview.ts';
import { localeOf, readerOf } from '../reader-locale.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

type Deps = Pick<
  Verbs,
  | 'enterRestingHeartRate'
  | 'excuseWeek'
  | 'previewRestingHeartRate'
  | 'readAthlete'
  | 'readRestingHeartRate'
  | 'readRestingInForce'
  | 'removeRestingHeartRate'
  | 'withdrawExcuse'
>;

/** What an athlete says of a week or a date. */
export const calendarRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['calendar'];

    app.put(
      '/athlete/excused-weeks/:isoWeek',
      {
        config: { grant: { anyOf: ['prescribe'], what: 'excused_week', bounds: 'week' } },
        schema: {
          tags,
          summary: 'Illness or holiday: freezes the streaks (T11)',
          params: weekParams,
          body: excuseBody,
          response: { 200: excuseSchema },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const week = request.params.isoWeek;
        const reason = request.body?.reason ?? null;
        await deps.excuseWeek({ athleteId, week, reason });
        return { week, reason };
      },
    );

    app.delete(
      '/athlete/excused-weeks/:isoWeek',
      {
        config: { grant: { anyOf: ['prescribe'], what: 'excused_week', bounds: 'week' } },
        schema: {
          tags,
          summary: 'The week counts again',
          params: weekParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        await deps.withdrawExcuse({ ...callerOf(request), week: request.params.isoWeek });
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/athlete/resting-heart-rates',
      {
        schema: {
          tags,
          summary: 'What bands of the reserve are measured by today (P2): one, or none while none is known',
          response: { 200: listOf(restingHeartRateSchema) },
        },
      },
      async (request) => {
        const inForce = await deps.readRestingInForce(callerOf(request));
        return { items: inForce === null ? [] : [inForce] };
      },
    );

    app.get(
      '/athlete/resting-heart-rates/:date',
      {
        config: { grant: { anyOf: ['report'], what: 'resting_heart_rate', bounds: 'date' } },
        schema: {
          tags,
          summary: 'The best value known of a date (R)',
          params: dateParams,
          response: { 200: restingHeartRateSchema },
        },
      },
      async (request) => deps.readRestingHeartRate({ ...callerOf(request), date: request.params.date }),
    );

    app.put(
      '/athlete/resting-heart-rates/:date',
      {
        config: { refusals: ['preview_required', 'preview_outdated'] },
        schema: {
          tags,
          summary:
            'A value you measured; what a device says stands before it (R). Where it is a basis of bands, one that changes a finished week needs a preview (P5)',
          params: dateParams,
          body: restingHeartRateBody,
          response: { 200: restingHeartRateSchema },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const { date } = request.params;
        const { bpm, previewId = null } = request.body;
        await deps.enterRestingHeartRate({ athleteId, value: { date, bpm }, previewId });
        return { date, bpm, source: 'entered' as const };
      },
    );

    app.post(
      '/athlete/resting-heart-rates/:date/preview',
      {
        schema: {
          tags,
          summary: 'Which weeks a value would change, and how (P5); changes nothing',
          params: dateParams,
          querystring: localeQuery,
          body: restingHeartRateBody,
          response: { 200: previewAnswer },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const value = { date: request.params.date, bpm: request.body.bpm };
        const preview = await deps.previewRestingHeartRate({ athleteId, value });
        return sendPreview(reply, preview, await localeOf(deps, request), readerOf(request));
      },
    );

    app.delete(
      '/athlete/resting-heart-rates/:date',
      {
        schema: {
          tags,
          summary: 'Undo a value that was entered',
          params: dateParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        await deps.removeRestingHeartRate({ ...callerOf(request), date: request.params.date });
        return reply.code(204).send(null);
      },
    );
  });
