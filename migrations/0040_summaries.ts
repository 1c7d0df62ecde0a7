import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * The summary of a week on Sunday evening (D6): what an athlete has chosen and when it is their turn, the browsers that are
 * sent messages, and what went which way in which week. Of the key in a mail only its SHA-256 is kept. An athlete who moves
 * to another time zone has a turn at once, told by the database itself so that no way of moving can forget to.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table summary_choice (
    athlete_id text not null constraint summary_choice_athlete references athlete on delete cascade,
    mailed boolean not null default false,
    turn_at timestamptz,
    constraint summary_choice_pk primary key (athlete_id)
  )`,
  `create index summary_choice_turn on summary_choice (turn_at) where turn_at is not null`,
  `create table summary_browser (
    athlete_id text not null constraint summary_browser_athlete references athlete on delete cascade,
    id text not null,
    name text not null,
    endpoint text not null,
    p256dh text not null,
    auth text not null,
    created_at timestamptz not null,
    last_delivered_at timestamptz,
    constraint summary_browser_pk primary key (athlete_id, id),
    constraint summary_browser_once unique (athlete_id, endpoint)
  )`,
  `create table summary_sent (
    athlete_id text not null constraint summary_sent_athlete references athlete on delete cascade,
    week text not null,
    way text not null,
    key_hash bytea,
    claimed_at timestamptz not null,
    constraint summary_sent_pk primary key (athlete_id, week, way)
  )`,
  `create function give_summary_turn() returns trigger language plpgsql as $$
  begin
    update summary_choice set turn_at = 'epoch' where athlete_id = new.athlete_id and turn_at is not null;
    return null;
  end $$`,
  `create trigger athlete_time_zone_gives_turn after insert or update on athlete_time_zone
    for each row execute function give_summary_turn()`,
];
