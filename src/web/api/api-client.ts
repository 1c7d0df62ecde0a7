import { signal } from '@preact/signals';
import { locale } from '../language/language.ts';
import { authorization } from './device-token.ts';
import { counted } from './when-answered.ts';

/** True once the server has said that this browser is not signed in. */
export const signedOut = signal(false);

/** Of a wrong code or of one that came too late (U4): it says nothing of who is signed in. */
const REFUSED_CODES = ['invalid_code', 'invalid_backup_code', 'invalid_two_factor_cookie'];

/** A refusal in the server's own words (RFC 9457), or `offline` when it could not be reached. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly field: string | null;

  constructor(status: number, code: string, message: string, field: string | null = null) {
    super(message);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

interface ProblemBody {
  code?: unknown;
  detail?: unknown;
  title?: unknown;
  field?: unknown;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  // Proxies answer in HTML: then the status is all there is.
  const body = (await response.json().catch(() => ({}))) as ProblemBody;
  return new ApiProblem(
    response.status,
    textOf(body.code) ?? `http_${response.status}`,
    textOf(body.detail) ?? textOf(body.title) ?? '',
    textOf(body.field),
  );
}

/** One request to our own server. Resolves to the response of a success; throws `ApiProblem` otherwise. */
async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const bearer = authorization();
  if (bearer !== null) headers.set('authorization', bearer);
  if (!headers.has('accept')) headers.set('accept', 'application/json');
  let response: Response;
  try {
    response = await counted(fetch(path, { ...init, headers, credentials: 'same-origin' }));
  } catch {
    throw new ApiProblem(0, 'offline', '');
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.status === 401 && !REFUSED_CODES.includes(problem.code)) signedOut.value = true;
  throw problem;
}

/** The JSON of an answer. The type is the server's declared response schema, which it validates itself. */
export async function getJson<T>(path: string): Promise<T> {
  return (await (await request(path)).json()) as T;
}

export async function getBlob(path: string): Promise<Blob> {
  return (await request(path, { headers: { accept: '*/*' } })).blob();
}

/** The body of an answer as it arrives. */
export async function getStream(path: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const { body } = await request(path, { headers: { accept: 'text/event-stream' } });
  if (body === null) throw new ApiProblem(0, 'offline', '');
  return body;
}

/** As `getJson`, for answers that hold sentences: in the language of the page. */
export function getInWords<T>(path: string): Promise<T> {
  return getJson<T>(inLocale(path));
}

/** As `sendJson`, for answers that hold sentences. */
export function sendInWords<T>(method: 'POST', path: string, body: unknown): Promise<T> {
  return sendJson<T>(method, inLocale(path), body);
}

function inLocale(path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}locale=${locale.value}`;
}

/** Without a body where there is nothing to say. */
export async function sendJson<T>(
  method: 'POST' | 'PATCH' | 'PUT',
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await request(path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** One beat to an inlet's path, as an app sends it. */
export async function postBeat(path: string, bpm: number): Promise<void> {
  await request(path, { method: 'POST', body: JSON.stringify({ bpm }) });
}

export async function remove(path: string): Promise<void> {
  await request(path, { method: 'DELETE' });
}
