import type { SendOutcome } from './guarded-post.ts';

/** The clinical system that takes reports, as the operator has configured it. */
export interface FhirServer {
  /** Its host, for people. */
  readonly host: string;
  /** Creates a Bundle there. Resolves whatever happens, within seconds. */
  send(bundle: object): Promise<SendOutcome>;
}
