import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * What takes something back is told to every process as it commits, by the database itself, so that no way of doing it
 * can forget to: device tokens, people's sessions, deleted live runs. A deleted run keeps its row: its phone may still
 * send, and it stays deleted. What of a run was set aside is counted when it ends, until a person has decided.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create function tell_authority_ended() returns trigger language plpgsql as $$
  begin
    perform pg_notify('authority_ended', tg_argv[0] || ':' || old.id);
    return null;
  end $$`,
  `create trigger device_token_revoked after update of revoked_at on device_token
    for each row when (old.revoked_at is null and new.revoked_at is not null)
    execute function tell_authority_ended('token')`,
  `create trigger device_token_removed after delete on device_token
    for each row execute function tell_authority_ended('token')`,
  `create trigger auth_session_ended after delete on auth_session
    for each row execute function tell_authority_ended('session')`,
  `alter table live_stream
    add column deleted_at timestamptz,
    add column set_aside jsonb,
    add column placed_shift_ms double precision`,
  `create function tell_live_stream_deleted() returns trigger language plpgsql as $$
  begin
    perform pg_notify('live_stream_deleted', new.athlete_id || '/' || new.session_id);
    return null;
  end $$`,
  `create trigger live_stream_deleted after update of deleted_at on live_stream
    for each row when (old.deleted_at is null and new.deleted_at is not null)
    execute function tell_live_stream_deleted()`,
  `create index live_stream_set_aside on live_stream (athlete_id) where set_aside is not null and deleted_at is null`,
];
