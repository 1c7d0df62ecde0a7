import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Write-only doors for apps that can set neither headers nor bodies. `inlet_run` tells which live stream the beats of an
 * hour belong to, so that a repeat finds its first time after a restart and on another process.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table inlet (
    athlete_id text not null constraint inlet_athlete references athlete on delete cascade,
    id text not null,
    name text not null,
    kind text,
    token_hash bytea not null,
    answer_with_coaching boolean not null,
    intent text,
    sport text,
    created_at timestamptz not null,
    expires_at timestamptz,
    last_seen_at timestamptz,
    last_bpm smallint,
    recognised_as text,
    device_name text,
    transport text,
    address_class text,
    plain_http boolean,
    unreadable jsonb not null default '[]',
    unreadable_count integer not null default 0,
    constraint inlet_pk primary key (athlete_id, id),
    constraint inlet_token_once unique (athlete_id, token_hash)
  )`,
  `create table inlet_run (
    athlete_id text not null,
    inlet_id text not null,
    session_id uuid not null,
    started_at timestamptz not null,
    last_at timestamptz not null,
    constraint inlet_run_pk primary key (athlete_id, inlet_id, session_id),
    constraint inlet_run_inlet foreign key (athlete_id, inlet_id) references inlet on delete cascade
  )`,
  `create index inlet_run_time on inlet_run (athlete_id, inlet_id, started_at)`,
];
