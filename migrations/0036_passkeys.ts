import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Public keys by which people sign in (U4). About users, not athletes; gone with the user. Columns as better-auth names them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table auth_passkey (
    id text constraint auth_passkey_pk primary key,
    "userId" text not null constraint auth_passkey_user references auth_user (id) on delete cascade,
    name text,
    "credentialID" text not null constraint auth_passkey_credential_once unique,
    "publicKey" text not null,
    counter integer not null,
    "deviceType" text not null,
    "backedUp" boolean not null,
    transports text,
    aaguid text,
    "createdAt" timestamptz not null default now()
  )`,
  `create index auth_passkey_by_user on auth_passkey ("userId")`,
];
