import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Two answers of an athlete to a coach: to a max heart rate that was suggested (C6), and no to what was prescribed (R6).
 * What is declined leaves the table that weeks are judged by, so that no reading can forget to look at a mark.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // By the names of then, as a note: the athlete reads it also when its author is gone.
  `create table coach_suggestion (
    athlete_id text not null constraint coach_suggestion_athlete references athlete on delete cascade,
    id text not null,
    author_user_id text not null,
    author_name text not null,
    clinic_id text,
    clinic_name text,
    bpm smallint not null constraint coach_suggestion_bpm check (bpm between 100 and 230),
    valid_from date not null,
    method text,
    reason text,
    created_at timestamptz not null,
    state text not null default 'open'
      constraint coach_suggestion_state check (state in ('open', 'confirmed', 'declined')),
    answered_at timestamptz,
    constraint coach_suggestion_pk primary key (athlete_id, id)
  )`,
  `create table declined_prescription (
    athlete_id text not null constraint declined_prescription_athlete references athlete on delete cascade,
    id text not null,
    valid_from date not null,
    reason text,
    content jsonb not null,
    created_at timestamptz not null,
    declined_at timestamptz not null,
    decline_reason text,
    constraint declined_prescription_pk primary key (athlete_id, id)
  )`,
];
