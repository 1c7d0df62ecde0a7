import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { AppError } from '../../application/errors.ts';
import { APPLICATION_SCOPES, type ApplicationScope } from '../../domain/consent-scopes.ts';
import {
  type Applications,
  type Connection,
  type RegisteredApplication,
} from '../../application/ports/applications.ts';
import { CONSENT_MONTHS } from '../../domain/consent-end.ts';
import type { Auth } from './create-auth.ts';
import { ACCESS_TOKEN_PREFIX } from './oauth-provider.ts';
import { registerApplication } from './register-application.ts';

/** The last use of a connection is known this exactly. */
const USE_NOTED_EVERY_MS = 60_000;

/** Applications, consents and tokens as the provider keeps them; what is asked at each request is asked here. */
export function createApplications({ auth, pool }: { auth: Auth; pool: Pool }): Applications {
  return {
    findActing: async (token) => {
      if (!token.startsWith(ACCESS_TOKEN_PREFIX)) return null;
      const { rows } = await pool.query<ActingRow>(FIND_ACTING, [
        hashOf(token.slice(ACCESS_TOKEN_PREFIX.length)),
      ]);
      const [row] = rows;
      if (row === undefined) return null;
      if (row.lastUsedAt === null || Date.now() - row.lastUsedAt.getTime() > USE_NOTED_EVERY_MS) {
        await pool.query('update auth_oauth_consent set "lastUsedAt" = now() where id = $1', [
          row.connectionId,
        ]);
      }
      const allowed = scopesOf(row.allowed);
      return {
        name: row.name,
        connectionId: row.connectionId,
        scopes: scopesOf(row.scopes).filter((scope) => allowed.includes(scope)),
        person: { userId: row.userId, name: row.personName },
        authority: { key: `access:${row.id}`, expiresAtMs: row.expiresAt.getTime() },
      };
    },
    register: registerApplication({ auth, pool }),
    listRegistered: async (userId) => {
      const { rows } = await pool.query<RegisteredRow>(
        `select c."clientId", coalesce(c.name, '') as name, c."redirectUris", c."clientSecret" is not null as confidential,
           c."createdAt", max(k."lastUsedAt") as "lastUsedAt"
         from auth_oauth_client c left join auth_oauth_consent k on k."clientId" = c."clientId"
         where c."userId" = $1 group by c.id order by c."createdAt" desc, c.id`,
        [userId],
      );
      return rows.map(toRegistered);
    },
    remove: async (userId, id) => {
      const { rowCount } = await pool.query(
        'delete from auth_oauth_client where "userId" = $1 and "clientId" = $2',
        [userId, id],
      );
      if (rowCount === 0) throw new AppError('not_found', 'There is no such application of yours.');
    },
    listConnections: async (userId) => {
      const { rows } = await pool.query<ConnectionRow>(
        `select k.id, coalesce(c.name, '') as name, k.scopes, k."createdAt", k."updatedAt" + ${CONSENT_LASTS} as "expiresAt",
           k."lastUsedAt"
         from auth_oauth_consent k join auth_oauth_client c on c."clientId" = k."clientId"
         where k."userId" = $1 and ${IS_CURRENT} order by k."createdAt" desc, k.id`,
        [userId],
      );
      return rows.map(toConnection);
    },
    disconnect: async (userId, id) => {
      const { rowCount } = await pool.query(
        'delete from auth_oauth_consent where "userId" = $1 and id = $2',
        [userId, id],
      );
      if (rowCount === 0) throw new AppError('not_found', 'There is no such connected application.');
    },
    removeOld: async () => {
      for (const statement of REMOVE_OLD) await pool.query(statement);
    },
  };
}

const CONSENT_LASTS = `interval '${CONSENT_MONTHS} months'`;
const IS_CURRENT = `k."updatedAt" > now() - ${CONSENT_LASTS}`;

const FIND_ACTING = `
  select t.id, t."userId", t.scopes, t."expiresAt", k.id as "connectionId", k.scopes as allowed, k."lastUsedAt",
    coalesce(c.name, '') as name, u.name as "personName"
  from auth_oauth_access_token t
  join auth_oauth_client c on c."clientId" = t."clientId"
  join auth_oauth_consent k on k."clientId" = t."clientId" and k."userId" = t."userId"
  join auth_user u on u.id = t."userId"
  where t.token = $1 and t."expiresAt" > now() and t.revoked is null and not c.disabled and ${IS_CURRENT}`;

const REMOVE_OLD = [
  `delete from auth_oauth_consent k where not ${IS_CURRENT}`,
  'delete from auth_oauth_access_token where "expiresAt" <= now()',
  'delete from auth_oauth_refresh_token where "expiresAt" <= now()',
  `delete from auth_oauth_client c where c."userId" is null and c."createdAt" <= now() - interval '1 day'
     and not exists (select from auth_oauth_consent k where k."clientId" = c."clientId")`,
];

interface ActingRow {
  readonly id: string;
  readonly userId: string;
  readonly personName: string;
  readonly scopes: string;
  readonly expiresAt: Date;
  readonly connectionId: string;
  readonly allowed: string;
  readonly lastUsedAt: Date | null;
  readonly name: string;
}

interface RegisteredRow {
  readonly clientId: string;
  readonly name: string;
  readonly redirectUris: string;
  readonly confidential: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

interface ConnectionRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
}

function toRegistered(row: RegisteredRow): RegisteredApplication {
  return {
    id: row.clientId,
    name: row.name,
    redirectUris: JSON.parse(row.redirectUris) as string[],
    confidential: row.confidential,
    createdAtMs: row.createdAt.getTime(),
    lastUsedAtMs: row.lastUsedAt?.getTime() ?? null,
  };
}

function toConnection(row: ConnectionRow): Connection {
  return {
    id: row.id,
    name: row.name,
    scopes: scopesOf(row.scopes),
    sinceMs: row.createdAt.getTime(),
    expiresAtMs: row.expiresAt.getTime(),
    lastUsedAtMs: row.lastUsedAt?.getTime() ?? null,
  };
}

/** Ours among those that the provider wrote as JSON: it keeps `offline_access` beside them. */
function scopesOf(json: string): ApplicationScope[] {
  const written = JSON.parse(json) as string[];
  return APPLICATION_SCOPES.filter((scope) => written.includes(scope));
}

/** As the provider hashes its tokens. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
