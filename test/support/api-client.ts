import { expect } from 'vitest';

export interface UploadAnswer {
  readonly uploads: readonly {
    readonly id: string;
    readonly status: 'imported' | 'partial' | 'duplicate' | 'rejected';
    readonly sessions: readonly string[];
  }[];
}

/** The HTTP interface as a client of one athlete. */
export interface ApiClient {
  /** The parsed answer to a GET that must succeed; the shape is the route's own contract. */
  get<Shape>(path: string): Promise<Shape>;
  /** The same as the bytes on the wire, for answers that must be equal to the letter. */
  getText(path: string): Promise<string>;
  uploadRaw(bytes: Uint8Array): Promise<UploadAnswer>;
  uploadForm(files: Readonly<Record<string, Uint8Array>>): Promise<UploadAnswer>;
  delete(path: string): Promise<void>;
}

export function apiClient(address: string, token: string): ApiClient {
  const authorization = `Bearer ${token}`;
  const request = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { authorization, ...(init.headers as Record<string, string> | undefined) };
    const response = await fetch(address + path, { ...init, headers });
    if (!response.ok) expect.fail(`${init.method ?? 'GET'} ${path}: ${await response.text()}`);
    return response;
  };
  return {
    get: async <Shape>(path: string) => (await (await request(path)).json()) as Shape,
    getText: async (path) => (await request(path)).text(),
    uploadRaw: async (bytes) => {
      const headers = { 'content-type': 'application/octet-stream' };
      const body = new Uint8Array(bytes);
      return (await (await request('/v1/uploads', { method: 'POST', headers, body })).json()) as UploadAnswer;
    },
    uploadForm: async (files) => {
      const body = new FormData();
      for (const [name, bytes] of Object.entries(files))
        body.append('file', new Blob([new Uint8Array(bytes)]), name);
      return (await (await request('/v1/uploads', { method: 'POST', body })).json()) as UploadAnswer;
    },
    delete: async (path) => {
      await request(path, { method: 'DELETE' });
    },
  };
}
