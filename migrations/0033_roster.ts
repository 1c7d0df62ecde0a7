import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Lists of several athletes (R3): a week's row per athlete is remembered by the revision of what it rests on. That
 * revision is another one also when a setting changes that verdicts rest on, whoever writes it: by trigger, so that no
 * way can forget to.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const SETTINGS = [
  'max_heart_rate',
  'prescription',
  'excused_week',
  'resting_heart_rate',
  'athlete_time_zone',
  'threshold_heart_rate',
];
const CHANGES = [
  ['insert', 'new'],
  ['update', 'new'],
  ['delete', 'old'],
] as const;

const STATEMENTS = [
  `create table roster_week (
    athlete_id text not null constraint roster_week_athlete references athlete on delete cascade,
    week text not null,
    mark text not null,
    row jsonb not null,
    constraint roster_week_pk primary key (athlete_id, week)
  )`,
  `create function revise_evidence_of_changed() returns trigger language plpgsql as $$
  begin
    update athlete set evidence_revision = gen_random_uuid()
    where athlete_id in (select distinct athlete_id from changed);
    return null;
  end $$`,
  ...SETTINGS.flatMap((table) =>
    CHANGES.map(
      ([change, which]) => `create trigger ${table}_${change}_revises after ${change} on ${table}
        referencing ${which} table as changed for each statement execute function revise_evidence_of_changed()`,
    ),
  ),
  `create function revise_evidence_of_athlete() returns trigger language plpgsql as $$
  begin
    new.evidence_revision := gen_random_uuid();
    return new;
  end $$`,
  `create trigger athlete_flags_revise before update on athlete
    for each row when (old.flags <> new.flags or old.birth_date is distinct from new.birth_date)
    execute function revise_evidence_of_athlete()`,
];
