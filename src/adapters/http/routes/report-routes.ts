import { Type } from 'typebox';
import { presentExplanation } from '../../wire/api/present-explanation.ts';
import { presentWeekReport } from '../../wire/api/present-week-report.ts';
import { receiptSchema } from '../../wire/api/receipt.ts';
import { localeQuery } from '../../wire/api/schema.ts';
import { explainQuery, explanationSchema, weekReportSchema, weeksQuery } from '../../wire/api/week-report.ts';
import { weeksCsv } from '../../wire/api/weeks-csv.ts';
import { callerOf } from '../access.ts';
import { weekParams } from '../params.ts';
import { localeOf, readerOf } from '../reader-locale.ts';
import { firstDayOf } from '../since-grant.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

type Deps = Pick<Verbs, 'explainTarget' | 'issueReceipt' | 'readAthlete' | 'reportWeek' | 'reportWeeks'>;

export const reportRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['reports'];

    app.get(
      '/reports/weeks/:isoWeek',
      {
        config: { grant: { anyOf: ['report'], what: 'week', bounds: 'week' } },
        schema: {
          tags,
          summary: 'The compliance report of one week',
          params: weekParams,
          querystring: localeQuery,
          response: { 200: weekReportSchema },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const { athleteId } = caller;
        const since = firstDayOf(caller);
        const locale = await localeOf(deps, request);
        const report = await deps.reportWeek({ athleteId, since, week: request.params.isoWeek });
        return presentWeekReport(report, locale, readerOf(request));
      },
    );

    app.get(
      '/reports/weeks/:isoWeek/explain',
      {
        config: { grant: { anyOf: ['report'], what: 'week', bounds: 'week' } },
        schema: {
          tags,
          summary: 'Every credit and refusal of one target, with rule and numbers (T12)',
          params: weekParams,
          querystring: explainQuery,
          response: { 200: explanationSchema },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const { athleteId } = caller;
        const since = firstDayOf(caller);
        const locale = await localeOf(deps, request);
        const { target } = request.query;
        const week = request.params.isoWeek;
        const { report, explanation } = await deps.explainTarget({ athleteId, since, week, target });
        return presentExplanation(report, explanation, locale, readerOf(request));
      },
    );

    app.get(
      '/reports/weeks/:isoWeek.signed.json',
      {
        config: { grant: { anyOf: ['report'], what: 'week', bounds: 'week' } },
        schema: {
          tags,
          summary:
            'One week, signed by this installation, with hashes of its evidence; `zone-coach verify` checks it',
          params: weekParams,
          response: {
            200: {
              description: 'The signed report',
              content: { 'application/json': { schema: Type.Unsafe<string>(receiptSchema) } },
            },
          },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { athleteId } = caller;
        const since = firstDayOf(caller);
        const week = request.params.isoWeek;
        const receipt = await deps.issueReceipt({ athleteId, since, week });
        return (
          reply
            .header('content-disposition', `attachment; filename="${week}.signed.json"`)
            .type('application/json')
            // As it was signed: no serializer may leave anything out.
            .send(JSON.stringify(receipt))
        );
      },
    );

    app.get(
      '/reports/weeks',
      {
        config: { grant: { anyOf: ['report'], what: 'weeks', bounds: 'weeks' } },
        schema: {
          tags,
          summary: 'The weeks from…to inclusive; as CSV with `Accept: text/csv`',
          querystring: weeksQuery,
          response: {
            200: {
              description: 'The reports',
              content: {
                'application/json': { schema: Type.Array(weekReportSchema) },
                'text/csv': { schema: Type.String() },
              },
            },
          },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { athleteId } = caller;
        const since = firstDayOf(caller);
        const { from, to } = request.query;
        const locale = await localeOf(deps, request);
        const reports = await deps.reportWeeks({ athleteId, since, from, to });
        void reply.header('vary', 'accept');
        if (wantsCsv(request.headers.accept)) {
          return reply
            .type('text/csv; charset=utf-8')
            .header('content-disposition', `attachment; filename="weeks-${from}-${to}.csv"`)
            .send(weeksCsv(reports, locale));
        }
        return reply
          .type('application/json')
          .send(reports.map((report) => presentWeekReport(report, locale, readerOf(request))));
      },
    );
  });

function wantsCsv(accept: string | undefined): boolean {
  return accept?.split(',').some((each) => each.trim().startsWith('text/csv')) === true;
}
