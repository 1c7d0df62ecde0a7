import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * A second factor of people (U4), and whether a clinic demands one of its members. About users and clinics, not athletes;
 * a person's goes with them. Columns as better-auth names them; what it keeps of the factor is encrypted by our secret.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table auth_user add column "twoFactorEnabled" boolean not null default false`,
  `create table auth_two_factor (
    id text constraint auth_two_factor_pk primary key,
    "userId" text not null constraint auth_two_factor_user references auth_user (id) on delete cascade,
    secret text not null,
    "backupCodes" text not null,
    verified boolean not null default true,
    "failedVerificationCount" integer not null default 0,
    "lockedUntil" timestamptz,
    constraint auth_two_factor_once unique ("userId")
  )`,
  `alter table clinic add column requires_two_factor boolean not null default false`,
];
