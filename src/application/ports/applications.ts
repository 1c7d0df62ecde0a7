import type { Authority } from '../authority/authorities.ts';
import type { ApplicationScope } from '../../domain/consent-scopes.ts';

/** An application that acts for a person now, by one of its tokens. */
export interface ActingApplication {
  readonly name: string;
  /** The person's consent, which all its tokens rely on. */
  readonly connectionId: string;
  readonly scopes: readonly ApplicationScope[];
  readonly person: { readonly userId: string; readonly name: string };
  /** Of the token: taken back with the consent. */
  readonly authority: Authority;
}

/** An application as whoever registered it sees it. */
export interface RegisteredApplication {
  /** The `client_id` of OAuth. */
  readonly id: string;
  readonly name: string;
  readonly redirectUris: readonly string[];
  /** It keeps a secret; else it runs where nothing can be kept, and PKCE alone protects it. */
  readonly confidential: boolean;
  readonly createdAtMs: number;
  /** By anybody; null where never. */
  readonly lastUsedAtMs: number | null;
}

/** An application that a person has let in. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ApplicationScope[];
  readonly sinceMs: number;
  /** It ends by itself then. */
  readonly expiresAtMs: number;
  readonly lastUsedAtMs: number | null;
}

export interface NewApplication {
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly confidential: boolean;
}

/** Applications that act for people (D2). Everything is about the account of the person named. */
export interface Applications {
  /** Whom an application acts for by this token; null for one that is unknown, revoked or has expired. */
  readonly findActing: (token: string) => Promise<ActingApplication | null>;
  /** @throws AppError `invalid_input` for an address that is none to come back to, `conflict` for too many. */
  readonly register: (
    person: { readonly userId: string; readonly headers: Headers },
    application: NewApplication,
  ) => Promise<RegisteredApplication & { readonly secret: string | null }>;
  readonly listRegistered: (userId: string) => Promise<RegisteredApplication[]>;
  /** Removes it with everybody's consents and tokens. @throws AppError `not_found` */
  readonly remove: (userId: string, id: string) => Promise<void>;
  readonly listConnections: (userId: string) => Promise<Connection[]>;
  /** Takes the consent back with all tokens, at once everywhere. @throws AppError `not_found` */
  readonly disconnect: (userId: string, id: string) => Promise<void>;
  /** What has expired, and what registered itself and was never let in. */
  readonly removeOld: () => Promise<void>;
}
