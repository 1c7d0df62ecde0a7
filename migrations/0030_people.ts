import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * From one person to many: who runs the machine, who was invited, who works in which clinic. The user whom an
 * installation knew so far is its operator and owns its athlete; sessions and device tokens stay as they are.
 *
 * These tables are about users and clinics, so their keys do not begin with an athlete.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table auth_user add column "isOperator" boolean not null default false`,
  `update auth_user set "isOperator" = true
    where id = (select id from auth_user order by "createdAt", id limit 1)`,
  `update athlete set owner_user_id = (select id from auth_user where "isOperator")
    where owner_user_id is null
      and exists (select from auth_user where "isOperator")
      and (select count(*) from athlete) = 1`,
  `create table clinic (
    id text constraint clinic_pk primary key,
    name text not null,
    created_at timestamptz not null
  )`,
  // A person may have both roles; each ends by itself, and what relies on it ends with the row.
  `create table clinic_member (
    clinic_id text not null constraint clinic_member_clinic references clinic on delete cascade,
    user_id text not null constraint clinic_member_user references auth_user (id) on delete cascade,
    role text not null constraint clinic_member_role check (role in ('admin', 'coach')),
    id text not null constraint clinic_member_id_once unique,
    created_at timestamptz not null,
    constraint clinic_member_pk primary key (clinic_id, user_id, role)
  )`,
  `create index clinic_member_by_user on clinic_member (user_id)`,
  `create trigger clinic_member_removed after delete on clinic_member
    for each row execute function tell_authority_ended('member')`,
  `create table invitation (
    id text constraint invitation_pk primary key,
    invited_as text not null constraint invitation_as check (invited_as in ('athlete', 'coach', 'clinic_admin')),
    clinic_id text constraint invitation_clinic references clinic on delete cascade,
    email text,
    token_hash bytea not null constraint invitation_token_once unique,
    created_by text constraint invitation_creator references auth_user (id) on delete set null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    accepted_at timestamptz,
    revoked_at timestamptz
  )`,
  `create index invitation_by_clinic on invitation (clinic_id) where clinic_id is not null`,
];
