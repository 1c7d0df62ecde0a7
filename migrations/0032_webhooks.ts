import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Events for other systems. What changes a session, or what weeks are judged by, leaves a row in `event_outbox` as it
 * commits, told by the database itself so that no way of doing it can forget to; a worker turns rows into deliveries.
 * `event_cursor` and `event_week` remember what was told of an athlete's weeks; there are rows only while the athlete
 * has a webhook. Ids of version 7 sort by when they were made: they are the order of rows and deliveries.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table webhook (
    athlete_id text not null constraint webhook_athlete references athlete on delete cascade,
    id text not null,
    url text not null,
    events text[] not null,
    generation integer not null default 1,
    previous_until timestamptz,
    created_at timestamptz not null,
    last_delivered_at timestamptz,
    next_at timestamptz,
    epoch integer not null default 0,
    lease_until timestamptz,
    constraint webhook_pk primary key (athlete_id, id)
  )`,
  `create index webhook_due on webhook (next_at) where next_at is not null`,
  `create table webhook_delivery (
    athlete_id text not null,
    webhook_id text not null,
    id uuid not null default uuidv7(),
    event_id text not null,
    type text not null,
    body text not null,
    created_at timestamptz not null,
    state text not null default 'pending' check (state in ('pending', 'delivered', 'dead')),
    attempts integer not null default 0,
    last_attempt_at timestamptz,
    last_status smallint,
    last_error text,
    constraint webhook_delivery_pk primary key (athlete_id, webhook_id, id),
    constraint webhook_delivery_webhook foreign key (athlete_id, webhook_id) references webhook on delete cascade
  )`,
  `create index webhook_delivery_pending on webhook_delivery (athlete_id, webhook_id, id) where state = 'pending'`,
  `create table event_cursor (
    athlete_id text not null constraint event_cursor_athlete references athlete on delete cascade,
    version integer not null default 0,
    closed_week text not null,
    closes_at timestamptz not null,
    constraint event_cursor_pk primary key (athlete_id)
  )`,
  `create index event_cursor_closes on event_cursor (closes_at)`,
  `create table event_week (
    athlete_id text not null constraint event_week_athlete references athlete on delete cascade,
    week text not null,
    told text[] not null,
    constraint event_week_pk primary key (athlete_id, week)
  )`,
  `create table event_outbox (
    athlete_id text not null constraint event_outbox_athlete references athlete on delete cascade,
    id uuid not null default uuidv7(),
    change text not null check (change in ('added', 'removed', 'basis')),
    session_id text,
    local_date date,
    digest text,
    constraint event_outbox_pk primary key (athlete_id, id)
  )`,
  // What a session says but for when and by which attempt it was derived.
  `create function session_digest(it session) returns text language sql stable as $$
    select md5((to_jsonb(it) - 'revision' - 'four_by_four' - 'four_by_four_rules')::text)
  $$`,
  // An athlete who is being erased leaves no row.
  `create function note_session_change() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      insert into event_outbox (athlete_id, change, session_id, local_date, digest)
      select old.athlete_id, 'removed', old.id, old.local_date, session_digest(old)
      from event_cursor join athlete using (athlete_id) where athlete_id = old.athlete_id;
    else
      insert into event_outbox (athlete_id, change, session_id, local_date, digest)
      select new.athlete_id, 'added', new.id, new.local_date, session_digest(new)
      from event_cursor where athlete_id = new.athlete_id;
    end if;
    return null;
  end $$`,
  `create trigger session_change_noted after insert or delete on session
    for each row execute function note_session_change()`,
  `create function note_basis_change() returns trigger language plpgsql as $$
  declare of_athlete text := case when tg_op = 'DELETE' then old.athlete_id else new.athlete_id end;
  begin
    insert into event_outbox (athlete_id, change)
    select of_athlete, 'basis'
    from event_cursor join athlete using (athlete_id)
    where athlete_id = of_athlete;
    return null;
  end $$`,
  ...['max_heart_rate', 'prescription', 'resting_heart_rate', 'passive_day'].map(
    (table) => `create trigger ${table}_change_noted after insert or update or delete on ${table}
      for each row execute function note_basis_change()`,
  ),
];
