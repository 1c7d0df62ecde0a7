import { Type, type Static } from 'typebox';
import { APPLICATION_SCOPES } from '../../../domain/consent-scopes.ts';
import { instant, oneOf, text } from './formats.ts';
import { nullable, strict } from './schema.ts';

const scope = oneOf(...APPLICATION_SCOPES);

/**
 * `confidential` is for an application that keeps a secret on a server; left out, it is none, as on a phone or in a
 * terminal. Addresses are `https:`, a scheme of the application's own, or `http:` on the machine that it runs on, of which
 * any port will do.
 */
export const newApplication = strict({
  name: text(100),
  redirectUris: Type.Array(Type.String({ minLength: 1, maxLength: 500 }), {
    minItems: 1,
    maxItems: 10,
    uniqueItems: true,
  }),
  confidential: Type.Optional(Type.Boolean()),
});

const application = {
  /** The `client_id` of OAuth. */
  id: Type.String(),
  name: Type.String(),
  redirectUris: Type.Array(Type.String()),
  confidential: Type.Boolean(),
  createdAt: instant(),
  lastUsedAt: nullable(instant()),
};

export const applicationSchema = strict(application);
/** Answered once: the secret is not kept. */
export const registeredApplication = strict({ ...application, secret: nullable(Type.String()) });

export const connectionSchema = strict({
  id: Type.String(),
  name: Type.String(),
  scopes: Type.Array(scope),
  since: instant(),
  expiresAt: instant(),
  lastUsedAt: nullable(instant()),
});

interface ApplicationFacts {
  readonly id: string;
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly confidential: boolean;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | null;
}

export function presentApplication(facts: ApplicationFacts): Static<typeof applicationSchema> {
  const { id, name, redirectUris, confidential, createdAtMs, lastUsedAtMs } = facts;
  return {
    id,
    name,
    redirectUris: [...redirectUris],
    confidential,
    createdAt: new Date(createdAtMs).toISOString(),
    lastUsedAt: instantOrNull(lastUsedAtMs),
  };
}

export function presentConnection(connection: {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Static<typeof scope>[];
  readonly sinceMs: number;
  readonly expiresAtMs: number;
  readonly lastUsedAtMs: number | null;
}): Static<typeof connectionSchema> {
  const { id, name, scopes, sinceMs, expiresAtMs, lastUsedAtMs } = connection;
  return {
    id,
    name,
    scopes: [...scopes],
    since: new Date(sinceMs).toISOString(),
    expiresAt: new Date(expiresAtMs).toISOString(),
    lastUsedAt: instantOrNull(lastUsedAtMs),
  };
}

function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
