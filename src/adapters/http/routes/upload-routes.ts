import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { AppError } from '../../../application/errors.ts';
import { pageQuery, strict } from '../../wire/api/schema.ts';
import { text } from '../../wire/api/formats.ts';
import {
  presentUpload,
  presentUploadOutcome,
  uploadAnswer,
  uploadPage,
  uploadSchema,
  type UploadOutcomeJson,
} from '../../wire/api/upload.ts';
import { callerOf } from '../access.ts';
import type { HttpLimits } from '../limits.ts';
import { idParams } from '../params.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { cleanFileName, ownBytes, readUploadParts, type UploadPart } from '../read-upload-parts.ts';
import { answers, NO_CONTENT } from '../responses.ts';
import { validatorCompiler } from '../validator.ts';
import type { HttpVerbs } from '../verbs.ts';

export interface UploadRoutesDeps extends Pick<
  HttpVerbs,
  'ingestUpload' | 'listUploads' | 'readUpload' | 'readUploadFile' | 'undoUpload'
> {
  readonly limits: HttpLimits;
}

const PAGE_SIZE = 50;
const file = Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' });
const fileNameQuery = strict({ fileName: Type.Optional(text(255)) });

export const uploadRoutes =
  (deps: UploadRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tags = ['uploads'];
    const { limits } = deps;
    await app.register(multipart, { throwFileSizeLimit: false });
    app.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: limits.uploadFileBytes },
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
          rateLimit: {
            max: limits.uploadsPerMinute,
            timeWindow: '1 minute',
            keyGenerator: (request: FastifyRequest) => request.athlete?.athleteId ?? request.ip,
          },
        },
        schema: {
          tags,
          summary: 'Files as `file` parts, or one raw body named by `X-File-Name` or `fileName`',
          querystring: fileNameQuery,
          body: {
            content: {
              'multipart/form-data': { schema: strict({ file: Type.Array(file) }) },
              'application/octet-stream': { schema: file },
            },
          },
          response: answers({ 200: uploadAnswer }),
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const uploads: UploadOutcomeJson[] = [];
        for await (const part of partsOf(request, limits)) {
          uploads.push(
            'refusal' in part
              ? notAFile(part)
              : presentUploadOutcome(await deps.ingestUpload({ athleteId, ...part })),
          );
        }
        return answer(reply, uploads);
      },
    );

    app.get(
      '/uploads',
      {
        schema: {
          tags,
          summary: 'The import log, newest first',
          querystring: strict(pageQuery),
          response: answers({ 200: uploadPage }),
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const { cursor = null, limit = PAGE_SIZE } = request.query;
        const page = await deps.listUploads({ athleteId, cursor, limit });
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
          response: answers({ 200: uploadSchema }),
        },
      },
      async (request) => {
        const { upload, sessions } = await deps.readUpload({ ...callerOf(request), id: request.params.id });
        return { ...presentUpload(upload), sessions };
      },
    );

    app.get(
      '/uploads/:id/file',
      {
        schema: {
          tags,
          summary: 'The original, byte for byte',
          params: idParams,
          response: answers({
            200: { description: 'The file', content: { 'application/octet-stream': { schema: file } } },
          }),
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
          response: answers({ 204: NO_CONTENT }),
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
  } else if (request.body instanceof Uint8Array) {
    const { fileName } = request.query as { fileName?: string };
    yield {
      fileName: cleanFileName(fileName ?? nameOfHeader(request.headers['x-file-name'])),
      bytes: ownBytes([request.body]),
    };
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

/** 200 when any file was accepted or known; 422 when all were refused, each with its reason. */
function answer(reply: FastifyReply, uploads: readonly UploadOutcomeJson[]): FastifyReply {
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
