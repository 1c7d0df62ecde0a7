import type { FastifyReply } from 'fastify';
import type { AppErrorCode } from '../../application/errors.ts';
import { isPageForPerson, sendRefusedPage } from './refused-page.ts';
import type { Problem } from '../wire/api/problem.ts';

/** Refusals that only HTTP knows, beside those of the application. */
type TransportCode =
  | 'request_timeout'
  | 'unsupported_media_type'
  | 'headers_too_large'
  | 'storage_full'
  | 'internal';
export type ProblemCode = AppErrorCode | TransportCode;

/** The one place where a refusal gets its HTTP status. A new code does not compile until it stands here. */
export const PROBLEMS: Readonly<Record<ProblemCode, { readonly status: number; readonly title: string }>> = {
  invalid_input: { status: 400, title: 'The request is not understood' },
  unauthorised: { status: 401, title: 'Sign in or send a token' },
  not_allowed: { status: 403, title: 'Not allowed' },
  two_factor_required: { status: 403, title: 'Set up a second factor first' },
  not_found: { status: 404, title: 'Not found' },
  request_timeout: { status: 408, title: 'The request did not arrive in time' },
  invalid_state: { status: 409, title: 'Not possible now' },
  conflict: { status: 409, title: 'In conflict with what is there' },
  preview_required: { status: 409, title: 'A preview is required' },
  preview_outdated: { status: 409, title: 'The preview is outdated' },
  gone: { status: 410, title: 'No longer there' },
  too_large: { status: 413, title: 'Too large' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  unsupported_file: { status: 422, title: 'The file can not be read' },
  upgrade_required: { status: 426, title: 'A WebSocket is spoken here' },
  rate_limited: { status: 429, title: 'Too many requests' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'Something went wrong here' },
  storage_full: { status: 507, title: 'The disk is full' },
  overloaded: { status: 503, title: 'Too busy' },
  session_moved: { status: 308, title: 'Part of another session' },
};

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export function problemOf(
  code: ProblemCode,
  detail: string | undefined,
  extra: Readonly<Record<string, unknown>> = {},
): Problem {
  const { status, title } = PROBLEMS[code];
  return { type: 'about:blank', title, status, code, ...(detail === undefined ? {} : { detail }), ...extra };
}

/** Sends a problem past the route's own schema: a refusal looks the same on every route, but for a person on a page. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401 && !reply.hasHeader('www-authenticate')) {
    void reply.header('www-authenticate', 'Bearer');
  }
  if (isPageForPerson(reply.request)) return sendRefusedPage(reply, problem.status);
  return reply
    .code(problem.status)
    .type(PROBLEM_TYPE)
    .header('cache-control', 'no-store')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem);
}
