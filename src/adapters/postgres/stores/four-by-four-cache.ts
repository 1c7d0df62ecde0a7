import { sql } from 'kysely';
import type { SessionStore } from '../../../application/ports/session-store.ts';
import type { KnownFourByFour } from '../../../domain/four-by-four/four-by-four.ts';
import { RULE_VERSION } from '../../../domain/rule-version.ts';
import type { Executor } from '../database.ts';
import { packFourByFour, unpackFourByFour } from '../packing/pack-four-by-four.ts';

/**
 * A session keeps some twenty results: its own max heart rate, those of its robustness, and a few previews. Beyond this
 * size it begins again with the results at hand, so that a row stays small whatever is tried out.
 */
const KEPT_BYTES = 1_500;

/** Results of the recogniser by session and edges, of this rule version only; they go with the session they judge. */
export function createFourByFourCache(db: Executor): Pick<SessionStore, 'listFourByFour' | 'saveFourByFour'> {
  return {
    async listFourByFour(athleteId, sessionIds) {
      const rows = await db
        .selectFrom('session')
        .select(['id', 'revision', 'sources', 'four_by_four', 'four_by_four_rules'])
        .where('athlete_id', '=', athleteId)
        .where('id', '=', sql<string>`any(${[...sessionIds]})`)
        .execute();
      return rows.map((row) => ({
        sessionId: row.id,
        revision: row.revision,
        recordingIds: row.sources.map((source) => source.recordingId),
        known:
          row.four_by_four === null || row.four_by_four_rules !== RULE_VERSION
            ? []
            : unpackFourByFour(row.four_by_four),
      }));
    },

    async saveFourByFour(athleteId, rows) {
      if (rows.length === 0) return;
      const bySession = new Map<string, { revision: string; results: KnownFourByFour[] }>();
      for (const { sessionId, revision, edges, result } of rows) {
        const own = bySession.get(sessionId);
        if (own === undefined) bySession.set(sessionId, { revision, results: [{ edges, result }] });
        else own.results.push({ edges, result });
      }
      const sessions = [...bySession.values()];
      // Only the very sessions that were judged: one may have been derived again meanwhile. One that is being replaced
      // right now is skipped rather than waited for, so that two who hold some rows each never wait for one another.
      await sql`
        with fresh as (
          select * from unnest(
            ${[...bySession.keys()]}::text[],
            ${sessions.map(({ revision }) => revision)}::uuid[],
            ${sessions.map(({ results }) => Buffer.from(packFourByFour(results)))}::bytea[]
          ) as f (id, revision, results)
        ), standing as (
          select s.id from session s join fresh on s.id = fresh.id and s.revision = fresh.revision
          where s.athlete_id = ${athleteId}
          for no key update of s skip locked
        )
        update session s set
          four_by_four_rules = ${RULE_VERSION},
          four_by_four = case
            when four_by_four_rules = ${RULE_VERSION} and length(four_by_four) <= ${KEPT_BYTES}
            then four_by_four || fresh.results else fresh.results end
        from fresh join standing using (id)
        where s.athlete_id = ${athleteId} and s.id = fresh.id and s.revision = fresh.revision
      `.execute(db);
    },
  };
}
