import type { FhirServer } from '../../application/ports/fhir-server.ts';
import type { GuardedPost } from '../../application/ports/guarded-post.ts';

export interface FhirServerOptions {
  readonly guardedPost: GuardedPost;
  /** Its base: `https://fhir.example/r4`. */
  readonly url: string;
  /** Bearer token; null where it wants none. */
  readonly token: string | null;
}

/** A FHIR R4 server behind its RESTful API: a Bundle is created as the resource that it is (`POST [base]/Bundle`). */
export function createFhirServer({ guardedPost, url, token }: FhirServerOptions): FhirServer {
  const base = new URL(url);
  const target = new URL(`${base.pathname.replace(/\/$/, '')}/Bundle${base.search}`, base).href;
  return {
    host: base.host,
    send: (bundle) => {
      const body = JSON.stringify(bundle);
      return guardedPost.post(target, {
        headers: {
          'content-type': 'application/fhir+json',
          'content-length': Buffer.byteLength(body),
          accept: 'application/fhir+json',
          prefer: 'return=minimal',
          'user-agent': 'Zone-Coach-FHIR/1',
          ...(token !== null && { authorization: `Bearer ${token}` }),
        },
        body,
      });
    },
  };
}
