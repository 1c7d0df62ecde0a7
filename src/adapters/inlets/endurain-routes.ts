import type { FastifyRequest } from 'fastify';
import { boundaryOf, filesOf, importFile, type ImportVerbs } from './uploaded-files.ts';

/** Of the server that is imitated; its clients ask for it before they sign in. */
const VERSION = '0.17.0';
const FOREVER_SECONDS = 31_536_000;
const INT31 = 0x7fff_ffff;

export interface EndurainAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Apps that upload to an Endurain server reach us under `/in/{token}`, with `api/v1` behind it or not. Everybody signs in:
 * the token in the address has let them in already. Answers null for what is no path of that server.
 *
 * As called by Gadgetbridge (pschmitt/Gadgetbridge@e8d5c9f
 * `app/src/main/java/nodomain/freeyourgadget/gadgetbridge/activities/endurain/EndurainApiClient.kt`), by RunnerUp
 * (jonasoreland/runnerup@1704001 `EndurainSynchronizer.java`) and by clients with an `X-API-Key`.
 */
export function answerEndurain(verbs: ImportVerbs, request: FastifyRequest): Promise<EndurainAnswer> | null {
  const { '*': rest } = request.params as { readonly '*'?: string };
  if (rest === undefined) return null;
  const path = rest.replace(/^api\/v1\//, '').replace(/\/$/, '');
  const fixed = fixedAnswer(request.method, path);
  if (fixed !== null) return Promise.resolve(fixed);
  if (request.method !== 'POST' || path !== 'activities/create/upload') return null;
  return upload(
    verbs,
    request.inlet!.athleteId,
    Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  );
}

function fixedAnswer(method: string, path: string): EndurainAnswer | null {
  switch (`${method} ${path}`) {
    case 'GET about':
      return { status: 200, body: { name: 'Endurain API', version: VERSION } };
    case 'GET public/idp':
      return { status: 200, body: [] };
    case 'POST auth/login':
    case 'POST auth/refresh':
    case 'POST token':
    case 'POST refresh':
      return { status: 200, body: session() };
    case 'POST auth/logout':
      return { status: 200, body: { detail: 'Logged out' } };
    case 'PUT activities/edit':
      // The file says the sport: Gadgetbridge writes it there from the same choice (`FitExporter.java`).
      return { status: 200, body: { detail: 'The sport is that of the file; a name is not kept.' } };
  }
  // An inlet tells nothing of what it has taken.
  if (/^activities\/\d+(?:\/delete)?$/.test(path)) return { status: 404, body: { detail: 'Not found' } };
  return null;
}

function session(): Record<string, unknown> {
  return {
    session_id: 'inlet',
    access_token: 'inlet',
    refresh_token: 'inlet',
    expires_in: FOREVER_SECONDS,
    refresh_token_expires_in: FOREVER_SECONDS,
    token_type: 'Bearer',
  };
}

/** 201 with a list whose first entry has a whole number for an id, or 422 with the reason. */
async function upload(verbs: ImportVerbs, athleteId: string, body: Buffer): Promise<EndurainAnswer> {
  const boundary = boundaryOf(body);
  const files = boundary === null ? [] : await filesOf(body, boundary);
  const outcomes = [];
  for (const file of files) outcomes.push(...(await importFile(verbs, athleteId, file)));
  const taken = outcomes.filter(({ status }) => status !== 'rejected');
  if (taken.length === 0) {
    const detail = outcomes[0]?.error?.message ?? 'Send the activity as a part named `file`.';
    return { status: 422, body: { detail } };
  }
  return {
    status: 201,
    body: taken.map(({ sha256, fileName }) => ({ id: idOf(sha256 ?? fileName), name: fileName })),
  };
}

/** The same file is the same activity. Within what the apps read as an `Int`. */
function idOf(sha256: string): number {
  return Number.parseInt(sha256.slice(0, 8), 16) & INT31 || 1;
}
