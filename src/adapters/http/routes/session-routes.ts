import { AppError } from '../../../application/errors.ts';
import { SESSION_FORMATS, type SessionFormat } from '../../../application/ports/session-encoder.ts';
import {
  histogramSchema,
  loggedSession,
  sessionPage,
  sessionQuery,
  sessionSchema,
  traceQuery,
  traceSchema,
} from '../../wire/api/session.ts';
import { presentSession } from '../../wire/api/present-session.ts';
import { localeQuery } from '../../wire/api/schema.ts';
import { callerOf } from '../access.ts';
import { errorHandler } from '../error-handler.ts';
import { fileAnswer } from '../file-answer.ts';
import { idParams } from '../params.ts';
import { localeOf, readerOf } from '../reader-locale.ts';
import { NO_CONTENT } from '../no-content.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

type Deps = Pick<
  Verbs,
  | 'listSessions'
  | 'logSession'
  | 'readAthlete'
  | 'readHistogram'
  | 'readSession'
  | 'readSessionFile'
  | 'readTrace'
  | 'removeSession'
>;

const PAGE_SIZE = 50;
const MEDIA_TYPES: Readonly<Record<SessionFormat, string>> = {
  fit: 'application/vnd.ant.fit',
  tcx: 'application/vnd.garmin.tcx+xml',
  csv: 'text/csv',
};
/** Of a route that names a session, which may have become part of another one. */
const MOVED = ['session_moved'] as const;

const ONE_SESSION = { anyOf: ['sessions'], what: 'session', bounds: 'session' } as const;

export const sessionRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['sessions'];

    // An absorbed id answers with the survivor's address, whatever was asked of it (Z10).
    app.setErrorHandler((error, request, reply) => {
      if (!(error instanceof AppError) || error.code !== 'session_moved' || error.location === undefined) {
        throw error;
      }
      const { id } = request.params as { id: string };
      const location = request.originalUrl.replace(`/sessions/${id}`, `/sessions/${error.location}`);
      return errorHandler(new AppError(error.code, error.message, { location }), request, reply);
    });

    app.get(
      '/sessions',
      {
        config: { grant: { anyOf: ['sessions'], what: 'sessions', bounds: 'sessions' } },
        schema: {
          tags,
          summary: 'By local start date, newest first',
          querystring: sessionQuery,
          response: { 200: sessionPage },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const { from = null, to = null, cursor = null, limit = PAGE_SIZE } = request.query;
        const locale = await localeOf(deps, request);
        const page = await deps.listSessions({ athleteId, from, to, cursor, limit });
        return {
          items: page.items.map((session) => presentSession(session, locale, readerOf(request))),
          ...(page.nextCursor === null ? {} : { nextCursor: page.nextCursor }),
        };
      },
    );

    app.get(
      '/sessions/:id',
      {
        config: { refusals: MOVED, grant: ONE_SESSION },
        schema: {
          tags,
          summary: 'One session, judged',
          params: idParams,
          querystring: localeQuery,
          response: { 200: sessionSchema },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const session = await deps.readSession({ athleteId, id: request.params.id });
        return presentSession(session, await localeOf(deps, request), readerOf(request));
      },
    );

    app.get(
      '/sessions/:id/histogram',
      {
        config: { refusals: MOVED, grant: ONE_SESSION },
        schema: {
          tags,
          summary: 'Attributed seconds per bpm (Z4–Z7, Z10); index = bpm',
          params: idParams,
          response: { 200: histogramSchema },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        return { seconds: Array.from(await deps.readHistogram({ athleteId, id: request.params.id })) };
      },
    );

    app.get(
      '/sessions/:id/trace',
      {
        config: { refusals: MOVED, grant: ONE_SESSION },
        schema: {
          tags,
          summary: 'bpm over time; with `points` down-sampled, keeping every minimum and maximum',
          params: idParams,
          querystring: traceQuery,
          response: { 200: traceSchema },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const { points = null } = request.query;
        const { t, bpm } = await deps.readTrace({ athleteId, id: request.params.id, points });
        return { t: [...t], bpm: [...bpm] };
      },
    );

    for (const format of SESSION_FORMATS) {
      app.get(
        `/sessions/:id.${format}`,
        {
          config: { refusals: MOVED, grant: ONE_SESSION },
          schema: {
            tags,
            summary: `One session as a ${format.toUpperCase()} file`,
            params: idParams,
            response: { 200: fileAnswer(MEDIA_TYPES[format]) },
          },
        },
        async (request, reply) => {
          const { athleteId } = callerOf(request);
          const { id } = request.params;
          const bytes = await deps.readSessionFile({ athleteId, id, format });
          return reply
            .type(MEDIA_TYPES[format])
            .header('content-disposition', `attachment; filename="${id}.${format}"`)
            .header('cache-control', 'no-store')
            .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
        },
      );
    }

    app.delete(
      '/sessions/:id',
      {
        config: { refusals: MOVED },
        schema: {
          tags,
          summary: 'Remove a session and its recordings',
          params: idParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        await deps.removeSession({ ...callerOf(request), id: request.params.id });
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/sessions/logged',
      {
        schema: {
          tags,
          summary: 'A session without heart rate (T6)',
          body: loggedSession,
          response: { 201: sessionSchema },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const { startedAt, activeSeconds, sport, subSport = null, note = null } = request.body;
        const { id } = await deps.logSession({
          athleteId,
          startMs: Date.parse(startedAt),
          activeMs: activeSeconds * 1000,
          sport,
          subSport,
          note,
        });
        const session = await deps.readSession({ athleteId, id });
        return reply
          .code(201)
          .send(presentSession(session, await localeOf(deps, request), readerOf(request)));
      },
    );
  });
