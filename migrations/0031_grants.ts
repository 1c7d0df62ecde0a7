import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Consent (C1–C4): who may see what of an athlete, and who has looked. A grant with other terms is another revision of it,
 * and the end of a revision is told to every process as it commits, like a revoked token. The log of looks takes rows and
 * counts repeated ones; the database itself refuses anything else while the athlete is there.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table access_grant (
    athlete_id text not null constraint access_grant_athlete references athlete on delete cascade,
    id text not null,
    clinic_id text constraint access_grant_clinic references clinic on delete cascade,
    coach_user_id text constraint access_grant_coach references auth_user (id) on delete cascade,
    scopes text[] not null constraint access_grant_scopes
      check (scopes <@ array['report', 'sessions', 'live', 'prescribe'] and cardinality(scopes) > 0),
    history boolean not null,
    reason text,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    revision integer not null default 1,
    constraint access_grant_pk primary key (athlete_id, id),
    constraint access_grant_to_one check (num_nonnulls(clinic_id, coach_user_id) = 1)
  )`,
  `create index access_grant_by_clinic on access_grant (clinic_id) where clinic_id is not null`,
  `create index access_grant_by_coach on access_grant (coach_user_id) where coach_user_id is not null`,
  `create function revise_access_grant() returns trigger language plpgsql as $$
  begin
    if (new.scopes, new.history, new.expires_at, new.revoked_at)
      is distinct from (old.scopes, old.history, old.expires_at, old.revoked_at)
    then new.revision := old.revision + 1;
    end if;
    return new;
  end $$`,
  `create trigger access_grant_revised before update on access_grant
    for each row execute function revise_access_grant()`,
  `create function tell_access_grant_ended() returns trigger language plpgsql as $$
  begin
    perform pg_notify('authority_ended', 'grant:' || old.id || '.' || old.revision);
    return null;
  end $$`,
  `create trigger access_grant_changed after update on access_grant
    for each row when (old.revision <> new.revision) execute function tell_access_grant_ended()`,
  `create trigger access_grant_removed after delete on access_grant
    for each row execute function tell_access_grant_ended()`,
  // Who and which clinic by their names of then: both may be gone when the athlete reads it.
  `create table access_look (
    athlete_id text not null constraint access_look_athlete references athlete on delete cascade,
    id text not null,
    user_id text not null,
    who_name text not null,
    clinic_name text,
    grant_id text not null,
    what text not null,
    week text,
    session_id text,
    first_at timestamptz not null,
    last_at timestamptz not null,
    count integer not null default 1,
    constraint access_look_pk primary key (athlete_id, id)
  )`,
  `create index access_look_by_age on access_look (athlete_id, first_at, id)`,
  `create index access_look_to_remove on access_look (last_at)`,
  `create function keep_access_look() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      if old.last_at > now() - interval '24 months' and exists (
        select from athlete where athlete_id = old.athlete_id
      ) then raise exception 'the access log keeps its rows';
      end if;
      return old;
    end if;
    if (new.athlete_id, new.id, new.user_id, new.who_name, new.clinic_name, new.grant_id, new.what, new.week,
        new.session_id, new.first_at)
      is distinct from (old.athlete_id, old.id, old.user_id, old.who_name, old.clinic_name, old.grant_id, old.what,
        old.week, old.session_id, old.first_at)
      or new.count <> old.count + 1 or new.last_at < old.last_at
    then raise exception 'the access log changes no row';
    end if;
    return new;
  end $$`,
  `create trigger access_look_kept before update or delete on access_look
    for each row execute function keep_access_look()`,
];
