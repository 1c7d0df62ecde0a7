import { sql } from 'kysely';
import type { LiveRunStore } from '../../../application/ports/live-run-store.ts';
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
  };
}
