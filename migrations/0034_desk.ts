import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** What a desk needs: notes on athletes (R4), a clinic's templates (R6), links to one report or session (C3). */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // By the names of then, as in the access log: the athlete reads a note also when its author is gone.
  `create table coach_note (
    athlete_id text not null constraint coach_note_athlete references athlete on delete cascade,
    id text not null,
    author_user_id text not null,
    author_name text not null,
    clinic_id text,
    clinic_name text,
    week text,
    text text not null,
    created_at timestamptz not null,
    constraint coach_note_pk primary key (athlete_id, id)
  )`,
  `create index coach_note_by_age on coach_note (athlete_id, created_at)`,
  `create table report_link (
    athlete_id text not null constraint report_link_athlete references athlete on delete cascade,
    id text not null,
    token_hash bytea not null,
    week text,
    session_id text,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    constraint report_link_pk primary key (athlete_id, id),
    constraint report_link_token_once unique (athlete_id, token_hash),
    constraint report_link_to_one check (num_nonnulls(week, session_id) = 1)
  )`,
  // Of a clinic: its key begins with no athlete.
  `create table clinic_template (
    clinic_id text not null constraint clinic_template_clinic references clinic on delete cascade,
    id text not null,
    name text not null,
    reason text,
    content jsonb not null,
    created_at timestamptz not null,
    constraint clinic_template_pk primary key (clinic_id, id)
  )`,
];
