import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../application/errors.ts';
import type { Problem } from '../wire/api/problem.ts';
import { renderNote } from '../wire/messages/render.ts';
import { logOf } from './logging.ts';
import { problemOf, sendProblem, type ProblemCode } from './problem.ts';
import { describeFault } from './validator.ts';
import { inEachLanguage } from '../../domain/words.ts';

/** Statuses that Fastify and its plugins refuse with, under our codes. */
const CODE_OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  401: 'unauthorised',
  403: 'not_allowed',
  404: 'not_found',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  503: 'overloaded',
};

const DISK_FULL =
  'The disk of the service is full: nothing more of this request was kept. Try again when its operator has made room.';

/** Turns whatever a route threw into a problem. What is not an expected refusal is logged once and says nothing outside. */
export function errorHandler(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return answerError(error, request, reply, {});
}

/** The same from within a route; `done` are fields that tell what of the request was carried out all the same. */
export function answerError(
  error: Partial<FastifyError>,
  request: FastifyRequest,
  reply: FastifyReply,
  done: Readonly<Record<string, unknown>>,
): FastifyReply {
  if (error instanceof AppError) {
    const field = error.field === undefined ? done : { ...done, field: error.field };
    if (error.retryAfterSeconds !== undefined)
      void reply.header('retry-after', String(error.retryAfterSeconds));
    if (error.location !== undefined) void reply.header('location', error.location);
    const faults = error.faults === undefined ? {} : { faults: error.faults.map(presentFault) };
    return sendProblem(reply, problemOf(error.code, error.message, { ...field, ...faults }));
  }
  if (error.validation !== undefined) {
    const { field, detail } = describeFault(error.validation, error.validationContext);
    return sendProblem(
      reply,
      problemOf('invalid_input', detail, field === undefined ? done : { ...done, field }),
    );
  }
  if (isDiskFull(error)) {
    logOf(request).error({ err: error }, 'the disk is full');
    return sendProblem(reply, problemOf('storage_full', DISK_FULL, done));
  }
  const isBusy = isDatabaseBusy(error);
  if (isBusy) logOf(request).warn({ err: error }, 'no connection to the database was free in time');
  const status = isBusy ? 503 : (error.statusCode ?? 500);
  if (status === 503) {
    return sendProblem(
      reply.header('retry-after', reply.getHeader('retry-after') ?? '10'),
      problemOf('overloaded', 'The service is too busy at the moment: try again shortly.', done),
    );
  }
  if (status >= 400 && status < 500) {
    return sendProblem(reply, problemOf(CODE_OF_STATUS[status] ?? 'invalid_input', error.message, done));
  }
  logOf(request).error({ err: error }, 'request failed');
  return sendProblem(
    reply,
    problemOf('internal', 'The request could not be completed. It is logged under this id.', {
      ...done,
      requestId: request.id,
    }),
  );
}

/** A fault in every language: who reads an answer of a program is not known. */
function presentFault({
  field,
  note,
}: NonNullable<AppError['faults']>[number]): NonNullable<Problem['faults']>[number] {
  return {
    field,
    id: note.id,
    limits: { ...note.values },
    text: inEachLanguage((locale) => renderNote(note, locale)),
  };
}

/** As the system says it (ENOSPC, EDQUOT), and as PostgreSQL does (53100, disk_full); also as the cause of another error. */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : null;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === '53100' || isDiskFull(error.cause);
}

/** As pg says it, without a code: all connections of the pool were in use for long, or a new one was not made in time. */
function isDatabaseBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(?:timeout exceeded when trying to connect|Connection terminated due to connection timeout)$/.test(
      error.message,
    )
  );
}

/** No route of that name. */
export function notFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, problemOf('not_found', 'There is nothing at this address.'));
}
