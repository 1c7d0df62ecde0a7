import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * The live channel. `live_stream` is one row per stream with the fencing epoch of its writer; `live_batch` is what
 * arrived, append-only, until the stream's recording is built. A batch has no foreign key: the insert itself holds the
 * stream's row, and a check per row would double its cost; a trigger removes the batches of a removed stream. When late
 * items are no longer taken, the batches go too but for what the recording does not hold; `pruned_through` is then the
 * highest number that was acknowledged.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table live_stream (
    athlete_id text not null constraint live_stream_athlete references athlete on delete cascade,
    session_id uuid not null,
    epoch integer not null constraint live_stream_epoch check (epoch >= 1),
    sport text,
    device_name text,
    device_kind text,
    intent text,
    time_scale double precision,
    opened_at timestamptz not null,
    claimed_at timestamptz not null,
    closed_at timestamptz,
    pruned_through bigint,
    constraint live_stream_pk primary key (athlete_id, session_id)
  )`,
  `create index live_stream_open on live_stream (claimed_at) where closed_at is null`,
  `create index live_stream_closed on live_stream (closed_at) where closed_at is not null and pruned_through is null`,
  `create table live_batch (
    athlete_id text not null,
    session_id uuid not null,
    epoch integer not null,
    part integer not null,
    received_at timestamptz not null,
    payload bytea not null,
    constraint live_batch_pk primary key (athlete_id, session_id, epoch, part)
  )`,
  `create function live_stream_remove_batches() returns trigger language plpgsql as $$
  begin
    delete from live_batch where athlete_id = old.athlete_id and session_id = old.session_id;
    return null;
  end $$`,
  `create trigger live_stream_remove_batches after delete on live_stream
    for each row execute function live_stream_remove_batches()`,
];
