import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../application/errors.ts';
import type { UploadOutcome } from '../../application/uploads/store-uploads.ts';
import { presentUploadOutcome, type UploadOutcomeJson } from '../wire/api/upload.ts';
import { answerEndurain } from './endurain-routes.ts';
import { type HealthExport, healthExportOf, holdsHeartRate } from './health-export.ts';
import type { InletIntake } from './inlet-intake.ts';
import {
  boundaryOf,
  filesOf,
  importFile,
  type ImportVerbs,
  isRecordingFile,
  type UploadedFile,
} from './uploaded-files.ts';
import { viaOf } from './via-of.ts';

/** What an Endurain server would answer; its client has been seen, whatever it asked. Null for what is none of its paths. */
export function takeEndurain(
  imports: ImportVerbs,
  intake: InletIntake,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> | null {
  const answer = answerEndurain(imports, request);
  if (answer === null) return null;
  intake.noteFile(request.inlet!, viaOf(request, 'http'), 'endurain');
  return answer.then(({ status, body }) => reply.code(status).send(body));
}

/** An export of a phone's health store; null for anything else. */
export function takeHealthExport(
  imports: ImportVerbs,
  intake: InletIntake,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> | null {
  const { body } = request;
  const exported = Buffer.isBuffer(body) ? healthExportOf(body) : null;
  if (exported === null || !Buffer.isBuffer(body)) return null;
  return importHealthExport(imports, intake, request, { ...exported, body }).then((uploads) =>
    reply.code(exported.status).send({ uploads }),
  );
}

/**
 * What a phone's health store holds, as an upload: workouts become sessions, the heart rate between them all-day
 * monitoring. A message without either is answered like one that was stored, so that its app does not send it again.
 */
async function importHealthExport(
  imports: ImportVerbs,
  intake: InletIntake,
  request: FastifyRequest,
  { app, body }: HealthExport & { readonly body: Buffer },
): Promise<UploadOutcomeJson[]> {
  const files = holdsHeartRate(body) ? [{ fileName: `${app}.json`, bytes: body }] : [];
  const outcomes = await importEach(imports, intake, request, { files, app });
  const refusal = outcomes.find((outcome) => outcome.status === 'rejected')?.error ?? null;
  if (refusal !== null && refusal.code !== 'no_activity')
    throw new AppError('unsupported_file', refusal.message);
  return outcomes.map(presentUploadOutcome);
}

/** A finished recording as the body itself, as FitoTrack and scripts send it; null for anything else. */
export function takeFiles(
  imports: ImportVerbs,
  intake: InletIntake,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> | null {
  const { body } = request;
  if (!Buffer.isBuffer(body)) return null;
  const boundary = boundaryOf(body);
  if (boundary === null && !isRecordingFile(body)) return null;
  return importFiles(imports, intake, request, { body, boundary }).then((uploads) => reply.send({ uploads }));
}

async function importFiles(
  imports: ImportVerbs,
  intake: InletIntake,
  request: FastifyRequest,
  { body, boundary }: { readonly body: Buffer; readonly boundary: string | null },
): Promise<UploadOutcomeJson[]> {
  const files =
    boundary === null ? [{ fileName: fileNameOf(request), bytes: body }] : await filesOf(body, boundary);
  const outcomes = await importEach(imports, intake, request, { files, app: 'file' });
  if (outcomes.length > 0 && outcomes.every(({ status }) => status === 'rejected')) {
    throw new AppError('unsupported_file', outcomes[0]!.error?.message ?? 'This file cannot be read.');
  }
  return outcomes.map(presentUploadOutcome);
}

/** One upload each; their inlet has been seen by `app`, whatever becomes of them. */
async function importEach(
  imports: ImportVerbs,
  intake: InletIntake,
  request: FastifyRequest,
  {
    files,
    app,
  }: {
    readonly files: readonly UploadedFile[];
    readonly app: Parameters<InletIntake['noteFile']>[2];
  },
): Promise<UploadOutcome[]> {
  const inlet = request.inlet!;
  const outcomes: UploadOutcome[] = [];
  for (const file of files) outcomes.push(...(await importFile(imports, inlet.athleteId, file)));
  intake.noteFile(inlet, viaOf(request, 'http'), app);
  return outcomes;
}

function fileNameOf({ headers }: FastifyRequest): string {
  const isFitoTrack = headers['fitotrack-type'] === 'workout-gpx';
  return isFitoTrack ? `fitotrack-${Number(headers['fitotrack-timestamp']) || 0}.gpx` : 'upload';
}
