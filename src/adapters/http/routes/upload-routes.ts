import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { errorCodes, type FastifyReply, type FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { AppError } from '../../../application/errors.ts';
import { pageQuery, strict } from '../../wire/api/schema.ts';
import { text, uuid } from '../../wire/api/formats.ts';
import { presentImportJob, queuedAnswer, type ImportJobJson } from '../../wire/api/job.ts';
import {
  presentUpload,
  presentUploadOutcome,
  uploadAnswer,
  uploadPage,
  uploadSchema,
  type UploadOutcomeJson,
} from '../../wire/api/upload.ts';
import { callerOf } from '../access.ts';
import { answerError } from '../error-handler.ts';
import type { HttpLimits } from '../limits.ts';
import { idParams } from '../params.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { readRawPart, readUploadParts, type UploadPart } from '../read-upload-parts.ts';
import { NO_CONTENT } from '../no-content.ts';
import { validatorCompiler } from '../validator.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

export interface UploadRoutesDeps extends Pick<
  Verbs,
  'importArchive' | 'ingestUpload' | 'listUploads' | 'readUpload' | 'readUploadFile' | 'undoUpload'
> {
  readonly limits: HttpLimits;
}

const PAGE_SIZE = 50;
const file = Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' });
const tags = ['uploads'];
const fileNameQuery = strict({ fileName: Type.Optional(text(255)) });

/** Files come as parts or as raw bytes: on this route alone anything else is another media type. */
const filesRoute =
  (deps: UploadRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { limits } = deps;
    await app.register(multipart, { throwFileSizeLimit: false });
    app.addContentTypeParser(
      'application/octet-stream',
      { bodyLimit: limits.uploadRequestBytes },
      (_request, body, done) => done(null, body),
    );
    // Files are judged by their bytes, when they are read; the schema of the body is there for the reader.
    app.setValidatorCompiler<never>((route) =>
      route.httpPart === 'body' ? (value: unknown) => ({ value }) : validatorCompiler(route),
    );

    app.post(
      '/uploads',
      {
        config: {
          access: 'upload',
          refusals: ['unsupported_file', 'conflict'],
          rateLimit: {
            max: limits.uploadsPerMinute,
            timeWindow: '1 minute',
            keyGenerator: (request: FastifyRequest) => request.asker?.athleteId ?? request.ip,
          },
        },
        schema: {
          tags,
          summary: `Files as \`file\` parts, ${limits.uploadFiles} at most, or one raw body named by \`X-File-Name\` or \`fileName\``,
          querystring: fileNameQuery,
          body: {
            content: {
              'multipart/form-data': { schema: strict({ file: Type.Array(file) }) },
              'application/octet-stream': { schema: file },
            },
          },
          response: { 200: uploadAnswer, 202: queuedAnswer },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const uploads: UploadOutcomeJson[] = [];
        const jobs: ImportJobJson[] = [];
        try {
          for await (const part of partsOf(request, limits)) {
            if ('refusal' in part) uploads.push(notAFile(part));
            else if ('bytes' in part)
              uploads.push(presentUploadOutcome(await deps.ingestUpload({ athleteId, ...part })));
            else {
              const { fileName, archive: pieces } = part;
              const imported = await deps.importArchive({ athleteId, fileName, pieces });
              if (imported.job !== null) jobs.push(presentImportJob(imported.job));
              else uploads.push(...imported.uploads.map(presentUploadOutcome));
            }
          }
        } catch (error) {
          // What came before is stored: whoever is refused the rest has to know.
          if (!(error instanceof Error) || reply.sent || uploads.length + jobs.length === 0) throw error;
          return answerError(error, request, reply, { uploads, jobs });
        }
        return answer(reply, uploads, jobs);
      },
    );
  };

export const uploadRoutes =
  (deps: UploadRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(filesRoute(deps));

    app.get(
      '/uploads',
      {
        schema: {
          tags,
          summary: 'The import log, newest first; with `job` only what that job brought',
          querystring: strict({ ...pageQuery, job: Type.Optional(uuid()) }),
          response: { 200: uploadPage },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const { cursor = null, limit = PAGE_SIZE, job: jobId = null } = request.query;
        const page = await deps.listUploads({ athleteId, cursor, limit, jobId });
        return {
          items: page.items.map(presentUpload),
          ...(page.nextCursor === null ? {} : { nextCursor: page.nextCursor }),
        };
      },
    );

    app.get(
      '/uploads/:id',
      {
        schema: {
          tags,
          summary: 'One upload and its sessions',
          params: idParams,
          response: { 200: uploadSchema },
        },
      },
      async (request) => {
        return presentUpload(await deps.readUpload({ ...callerOf(request), id: request.params.id }));
      },
    );

    app.get(
      '/uploads/:id/file',
      {
        schema: {
          tags,
          summary: 'The original, byte for byte',
          params: idParams,
          response: {
            200: { description: 'The file', content: { 'application/octet-stream': { schema: file } } },
          },
        },
      },
      async (request, reply) => {
        const { fileName, bytes } = await deps.readUploadFile({
          ...callerOf(request),
          id: request.params.id,
        });
        return reply
          .type('application/octet-stream')
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
          .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      },
    );

    app.delete(
      '/uploads/:id',
      {
        schema: {
          tags,
          summary: 'Undo an upload: everything is as if it had never come',
          params: idParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        await deps.undoUpload({ ...callerOf(request), uploadId: request.params.id });
        return reply.code(204).send(null);
      },
    );
  };

async function* partsOf(request: FastifyRequest, limits: HttpLimits): AsyncGenerator<UploadPart> {
  if (request.isMultipart()) {
    if (Number(request.headers['content-length'] ?? 0) > limits.uploadRequestBytes) {
      throw new AppError('too_large', 'The request is too large: send fewer files at a time.');
    }
    yield* readUploadParts(request, {
      fileBytes: limits.uploadFileBytes,
      requestBytes: limits.uploadRequestBytes,
      files: limits.uploadFiles,
    });
  } else if (request.body instanceof Readable) {
    const { fileName } = request.query as { fileName?: string };
    // The body of a request gives buffers: it has no encoding and is not in object mode.
    const body = request.body as AsyncIterable<Uint8Array>;
    yield await readRawPart(fileName ?? nameOfHeader(request.headers['x-file-name']), body, {
      fileBytes: limits.uploadFileBytes,
      requestBytes: limits.uploadRequestBytes,
    });
  } else if (request.headers['content-type'] !== undefined) {
    throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(request.headers['content-type']);
  }
}

/** Names outside ASCII travel percent-encoded in a header. */
function nameOfHeader(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string') return undefined;
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}

function notAFile({
  fileName,
  refusal,
}: UploadPart & { refusal: NonNullable<UploadOutcomeJson['error']> }): UploadOutcomeJson {
  return {
    id: null,
    fileName,
    sha256: null,
    status: 'rejected',
    sessions: [],
    warnings: [],
    error: { ...refusal },
  };
}

/** 202 when an archive became a job; 200 when any file was accepted or known; 422 when all were refused, with reasons. */
function answer(
  reply: FastifyReply,
  uploads: readonly UploadOutcomeJson[],
  jobs: readonly ImportJobJson[],
): FastifyReply {
  const [job] = jobs;
  if (job !== undefined) {
    return reply.code(202).header('location', `/v1/uploads/jobs/${job.id}`).send({ job, jobs, uploads });
  }
  if (uploads.length === 0) {
    throw new AppError(
      'invalid_input',
      'The request holds no file: send parts named `file`, or a raw body.',
      {
        field: 'file',
      },
    );
  }
  if (uploads.some(({ status }) => status !== 'rejected')) return reply.send({ uploads });
  const [first] = uploads;
  const detail = uploads.length === 1 ? first?.error?.message : 'None of the files could be read.';
  return sendProblem(reply, problemOf('unsupported_file', detail, { uploads }));
}
