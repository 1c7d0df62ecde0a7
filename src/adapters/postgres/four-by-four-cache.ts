import { sql } from 'kysely';
import type { SessionStore } from '../../application/ports.ts';
import { RULE_VERSION } from '../../domain/rule-version.ts';
import type { Executor } from './database.ts';

/** Results of the recogniser by session and edges, of this rule version only; they go with the session they judge. */
export function createFourByFourCache(db: Executor): Pick<SessionStore, 'listFourByFour' | 'saveFourByFour'> {
  return {
    async listFourByFour(athleteId, sessionIds) {
      const rows = await db
        .selectFrom('session_four_by_four')
        .select(['session_id', 'work_bpm', 'floor_bpm', 'above_bpm', 'result'])
        .where('athlete_id', '=', athleteId)
        .where('session_id', '=', sql<string>`any(${[...sessionIds]})`)
        .where('rule_version', '=', RULE_VERSION)
        .execute();
      return rows.map((row) => ({
        sessionId: row.session_id,
        edges: { workBpm: row.work_bpm, floorBpm: row.floor_bpm, aboveBpm: row.above_bpm },
        result: row.result,
      }));
    },

    async saveFourByFour(athleteId, rows) {
      if (rows.length === 0) return;
      // Joined with the sessions that still stand: one may have been absorbed while its result was computed.
      await sql`
        insert into session_four_by_four
          (athlete_id, session_id, work_bpm, floor_bpm, above_bpm, rule_version, result)
        select s.athlete_id, s.id, r.work, r.floor, r.above, ${RULE_VERSION}, r.result
        from unnest(
          ${rows.map((row) => row.sessionId)}::text[],
          ${rows.map((row) => row.edges.workBpm)}::smallint[],
          ${rows.map((row) => row.edges.floorBpm)}::smallint[],
          ${rows.map((row) => row.edges.aboveBpm)}::smallint[],
          ${rows.map((row) => JSON.stringify(row.result))}::jsonb[]
        ) as r (session_id, work, floor, above, result)
        join session s on s.athlete_id = ${athleteId} and s.id = r.session_id
        for key share of s
        on conflict do nothing
      `.execute(db);
    },
  };
}
