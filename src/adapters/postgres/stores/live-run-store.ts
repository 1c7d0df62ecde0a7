import { sql } from 'kysely';
import type { SetAside } from '../../../application/live/set-aside.ts';
import { ARCHIVE_EPOCH } from '../../../application/live/close-live-recording.ts';
import type { Span } from '../../../domain/timeline/span.ts';
import type { LiveRunStore, RemovedRun, SetAsideRun } from '../../../application/ports/live-run-store.ts';
import type { Executor } from '../database.ts';

export function createLiveRunStore(db: Executor): LiveRunStore {
  return {
    async markDeleted(athleteId, recordingIds, atMs) {
      // The parts of a cut recording share all of its id but the instant in front (`isOfStream`).
      await sql`
        with given as (
          select id::uuid, substring(id from 15) as tail from unnest(${recordingIds}::text[]) as id
        ), remembered as (
          insert into live_stream (athlete_id, session_id, epoch, opened_at, claimed_at, closed_at, deleted_at)
          select ${athleteId}, id, ${ARCHIVE_EPOCH + 1}, ${new Date(atMs)}, ${new Date(atMs)}, ${new Date(atMs)},
                 ${new Date(atMs)}
          from given
          where not exists (select from live_stream stream
                            where stream.athlete_id = ${athleteId} and substring(stream.session_id::text from 15) = tail)
        ), deleted as (
          update live_stream set deleted_at = ${new Date(atMs)}, closed_at = coalesce(closed_at, ${new Date(atMs)}),
                                 set_aside = null, removed_spans = null
          where athlete_id = ${athleteId} and substring(session_id::text from 15) in (select tail from given)
            and deleted_at is null
          returning session_id
        )
        delete from live_batch
        where athlete_id = ${athleteId} and session_id in (select session_id from deleted)
      `.execute(db);
    },

    async noteRemoved(athleteId, recordingId, span) {
      const { rows } = await sql<{ session_id: string; pruned: boolean }>`
        update live_stream set removed_spans = coalesce(removed_spans, '[]') || ${JSON.stringify([span])}::jsonb,
                               closed_at = case when pruned_through is null then null else closed_at end
        where athlete_id = ${athleteId} and substring(session_id::text from 15) = ${recordingId.slice(14)}
          and deleted_at is null
        returning session_id, pruned_through is not null as pruned
      `.execute(db);
      return rows.filter(({ pruned }) => !pruned).map(({ session_id }) => session_id);
    },

    async listRemoved(athleteId) {
      const { rows } = await sql<{ session_id: string; spans: readonly Span[] | null; deleted: boolean }>`
        select session_id, removed_spans as spans, deleted_at is not null as deleted from live_stream
        where athlete_id = ${athleteId} and (deleted_at is not null or removed_spans is not null)
        order by session_id
      `.execute(db);
      return rows.map(({ session_id, spans, deleted }): RemovedRun => ({
        sessionId: session_id,
        spans: deleted ? null : spans,
      }));
    },

    async rememberRemoved(athleteId, { sessionId, spans }, atMs) {
      const at = new Date(atMs);
      await sql`
        insert into live_stream (athlete_id, session_id, epoch, opened_at, claimed_at, closed_at, deleted_at, removed_spans)
        values (${athleteId}, ${sessionId}, ${ARCHIVE_EPOCH + 1}, ${at}, ${at}, ${at}, ${spans === null ? at : null},
                ${spans === null ? null : JSON.stringify(spans)}::jsonb)
        on conflict on constraint live_stream_pk do nothing
      `.execute(db);
    },

    async restore(athleteId, { sessionId, facts, removedSpans, archive }, atMs) {
      const at = new Date(atMs);
      const spans = removedSpans.length === 0 ? null : JSON.stringify(removedSpans);
      const { rows } = await sql`
        with stream as (
          insert into live_stream (athlete_id, session_id, epoch, sport, device_name, device_kind, intent, time_scale,
                                   opened_at, claimed_at, removed_spans)
          values (${athleteId}, ${sessionId}, ${ARCHIVE_EPOCH + 1}, ${facts.sport}, ${facts.deviceName},
                  ${facts.deviceKind}, ${facts.intent}, ${facts.timeScale}, ${at}, ${at}, ${spans}::jsonb)
          on conflict on constraint live_stream_pk do nothing
          returning athlete_id, session_id
        )
        insert into live_batch (athlete_id, session_id, epoch, part, received_at, payload)
        select athlete_id, session_id, ${ARCHIVE_EPOCH}, 0, ${at}, ${Buffer.from(archive)}::bytea from stream
        returning 1
      `.execute(db);
      return rows.length > 0;
    },

    async isDeleted(athleteId, recordingId) {
      const { rows } = await sql`
        select from live_stream
        where athlete_id = ${athleteId} and substring(session_id::text from 15) = ${recordingId.slice(14)}
          and deleted_at is not null
      `.execute(db);
      return rows.length > 0;
    },

    async listSetAside(athleteId) {
      const { rows } = await sql<Row>`
        select ${COLUMNS} from live_stream
        where athlete_id = ${athleteId} and set_aside is not null and deleted_at is null and closed_at is not null
          and placed_shift_ms is null
        order by closed_at desc, session_id
      `.execute(db);
      return rows.map(toRun);
    },

    async findSetAside(athleteId, sessionId) {
      const { rows } = await sql<Row>`
        select ${COLUMNS} from live_stream
        where athlete_id = ${athleteId} and session_id = ${sessionId} and set_aside is not null
          and deleted_at is null and closed_at is not null
      `.execute(db);
      return rows[0] === undefined ? null : toRun(rows[0]);
    },

    async place(athleteId, sessionId, shiftMs) {
      // Open again for a moment: the recording is built from what is stored when it closes.
      await sql`
        update live_stream set placed_shift_ms = ${shiftMs}, closed_at = null
        where athlete_id = ${athleteId} and session_id = ${sessionId} and deleted_at is null
      `.execute(db);
    },
  };
}

interface Row {
  readonly session_id: string;
  readonly sport: string | null;
  readonly device_name: string | null;
  readonly simulated: boolean;
  readonly closed_at: Date;
  readonly placed_shift_ms: number | null;
  readonly set_aside: SetAside;
}

const COLUMNS = sql`session_id, sport, device_name, time_scale is not null as simulated, closed_at, placed_shift_ms,
                    set_aside`;

function toRun(row: Row): SetAsideRun {
  return {
    ...row.set_aside,
    sessionId: row.session_id,
    sport: row.sport,
    deviceName: row.device_name,
    simulated: row.simulated,
    closedAtMs: row.closed_at.getTime(),
    placedShiftMs: row.placed_shift_ms,
  };
}
