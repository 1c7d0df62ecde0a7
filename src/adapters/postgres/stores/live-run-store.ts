import { sql } from 'kysely';
import type { SetAside } from '../../../application/live/set-aside.ts';
import type { LiveRunStore, SetAsideRun } from '../../../application/ports/live-run-store.ts';
import type { Executor } from '../database.ts';

export function createLiveRunStore(db: Executor): LiveRunStore {
  return {
    async markDeleted(athleteId, recordingIds, atMs) {
      // The parts of a cut recording share all of its id but the instant in front (`isOfStream`).
      const tails = recordingIds.map((id) => id.slice(14));
      await sql`
        with deleted as (
          update live_stream set deleted_at = ${new Date(atMs)}, closed_at = coalesce(closed_at, ${new Date(atMs)}),
                                 set_aside = null
          where athlete_id = ${athleteId} and substring(session_id::text from 15) = any(${tails}::text[])
            and deleted_at is null
          returning session_id
        )
        delete from live_batch
        where athlete_id = ${athleteId} and session_id in (select session_id from deleted)
      `.execute(db);
    },

    async isDeleted(athleteId, sessionId) {
      const { rows } = await sql`
        select from live_stream
        where athlete_id = ${athleteId} and session_id = ${sessionId} and deleted_at is not null
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
