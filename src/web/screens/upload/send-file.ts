import { ApiProblem, signedOut } from '../../api/api-client.ts';
import type { UploadOutcomeJson } from '../../api/contract.ts';
import { authorization } from '../../api/device-token.ts';

export type Sent =
  | { readonly kind: 'done'; readonly uploads: readonly UploadOutcomeJson[] }
  | { readonly kind: 'job'; readonly jobId: string };

/**
 * One file as one request. XMLHttpRequest, because `fetch` cannot tell how much has been sent. `onProgress` gets 0…1.
 */
export function sendFile(file: File, onProgress: (share: number) => void): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/v1/uploads');
    request.responseType = 'json';
    const bearer = authorization();
    if (bearer !== null) request.setRequestHeader('authorization', bearer);
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener('error', () => reject(new ApiProblem(0, 'offline', '')));
    request.addEventListener('load', () => {
      // 422 carries the same answer: every file of the request was refused, each with its reason.
      const body = (request.response ?? {}) as UploadAnswer;
      if (Array.isArray(body.uploads)) resolve({ kind: 'done', uploads: body.uploads });
      else if (request.status === 202 && typeof jobIdOf(body) === 'string') {
        resolve({ kind: 'job', jobId: jobIdOf(body)! });
      } else {
        if (request.status === 401) signedOut.value = true;
        reject(new ApiProblem(request.status, body.code ?? `http_${request.status}`, body.detail ?? ''));
      }
    });
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

interface UploadAnswer {
  readonly uploads?: readonly UploadOutcomeJson[];
  readonly job?: { readonly id: string };
  readonly id?: string;
  readonly code?: string;
  readonly detail?: string;
}

function jobIdOf(body: UploadAnswer): string | undefined {
  return body.job?.id ?? body.id;
}
