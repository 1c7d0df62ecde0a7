import { ApiProblem, signedOut } from '../../api/api-client.ts';
import type { ImportJobJson, UploadOutcomeJson } from '../../api/contract.ts';
import { authorization } from '../../api/device-token.ts';

/** What became of a file: outcomes known at once, and the job that goes on with a large archive. */
export interface Sent {
  readonly uploads: readonly UploadOutcomeJson[];
  readonly job: ImportJobJson | null;
}

/**
 * One file as one request. XMLHttpRequest, because `fetch` cannot tell how much has been sent. `onProgress` gets 0…1.
 * Aborted by the signal it rejects as `cancelled`.
 */
export function sendFile(
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Sent> {
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
    request.addEventListener('abort', () => reject(new ApiProblem(0, 'cancelled', '')));
    request.addEventListener('load', () => {
      // 422 carries the same answer: every file of the request was refused, each with its reason.
      const { uploads, job = null, code, detail } = (request.response ?? {}) as UploadAnswer;
      if (uploads !== undefined) {
        resolve({ uploads, job });
        return;
      }
      if (request.status === 401) signedOut.value = true;
      reject(new ApiProblem(request.status, code ?? `http_${request.status}`, detail ?? ''));
    });
    signal.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

interface UploadAnswer {
  readonly uploads?: readonly UploadOutcomeJson[];
  readonly job?: ImportJobJson;
  readonly code?: string;
  readonly detail?: string;
}
