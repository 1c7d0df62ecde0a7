import { sql } from 'kysely';
import type { SessionStore } from '../../../application/ports/session-store.ts';
import { RULE_VERSION } from '../../../domain/rule-version.ts';
import type { SessionEvidence } from '../../../domain/session/session.ts';
import type { LocalDate } from '../../../domain/units.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';
import { createFourByFourCache } from './four-by-four-cache.ts';
import { refuse } from '../refuse.ts';
import { findSurvivor, rememberAliases } from './session-alias.ts';
import { newRevision, reviseEvidence } from './revise-evidence.ts';
import { insertSessions, selectEvidence, withRecordingIds } from './session-rows.ts';

/** Whether a session starts on the dates from…to or has active time on one: one of three days may have paused on the second. */
function isOf({ localDate, days }: SessionEvidence, from: LocalDate, to: LocalDate): boolean {
  return [localDate, ...days.map(({ date }) => date)].some((date) => date >= from && date <= to);
}

export function createSessionStore(db: Executor): SessionStore {
  return {
    ...createFourByFourCache(db),

    async replace(athleteId, removeIds, sessions, aliases) {
      const ids = sessions.map((session) => session.evidence.id);
      await atomically(db, (trx) =>
        // In this order on their way, and in one turn where the transaction allows it.
        Promise.all([
          // An id that is a session again is nobody's alias.
          sql`
            with revised as (${newRevision(athleteId)}),
            standing as (
              delete from session_alias where athlete_id = ${athleteId} and absorbed_id = any(${ids}::text[])
            )
            delete from session where athlete_id = ${athleteId} and id = any(${[...removeIds, ...ids]}::text[])
          `.execute(trx),
          insertSessions(trx, athleteId, sessions),
          rememberAliases(trx, athleteId, aliases),
        ]),
      ).catch(refuse);
    },

    async find(athleteId, id) {
      const chosen = db
        .selectFrom('session')
        .select('id')
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id);
      const rows = await selectEvidence(db, athleteId, chosen);
      const [session] = await withRecordingIds(db, athleteId, rows);
      return session ?? null;
    },

    async list(athleteId, ids) {
      const chosen = db
        .selectFrom('session')
        .select('id')
        .where('athlete_id', '=', athleteId)
        .where('id', '=', sql<string>`any(${[...ids]}::text[])`);
      return (await selectEvidence(db, athleteId, chosen)).map((row) => row.evidence);
    },

    findSurvivor: (athleteId, absorbedId) => findSurvivor(db, athleteId, absorbedId),

    async listByRecordings(athleteId, recordingIds) {
      const chosen = db
        .selectFrom('session_recording')
        .select('session_id as id')
        .distinct()
        .where('athlete_id', '=', athleteId)
        .where('recording_id', '=', sql<string>`any(${[...recordingIds]})`);
      return withRecordingIds(db, athleteId, await selectEvidence(db, athleteId, chosen));
    },

    async listEvidence(athleteId, from, to) {
      const chosen = db
        .selectFrom('session')
        .select('id')
        .where('athlete_id', '=', athleteId)
        .where('local_date', '>=', from)
        .where('local_date', '<=', to)
        .union(
          // In the words of the index session_over_midnight.
          db
            .selectFrom('session')
            .select('id')
            .where('athlete_id', '=', athleteId)
            .whereRef('last_date', '>', 'local_date')
            .where('last_date', '>=', from)
            .where('local_date', '<', from),
        );
      const found = await selectEvidence(db, athleteId, chosen);
      return found.flatMap(({ evidence }) => (isOf(evidence, from, to) ? [evidence] : []));
    },

    async page(athleteId, { from, to, before, limit }) {
      let chosen = db.selectFrom('session').select('id').where('athlete_id', '=', athleteId);
      if (from !== null) chosen = chosen.where('local_date', '>=', from);
      if (to !== null) chosen = chosen.where('local_date', '<=', to);
      if (before !== null) {
        chosen = chosen.where((eb) =>
          eb(eb.refTuple('start_ms', 'id'), '<', eb.tuple(before.startMs, before.id)),
        );
      }
      const page = chosen.orderBy('start_ms', 'desc').orderBy('id', 'desc').limit(limit);
      return (await selectEvidence(db, athleteId, page, 'desc')).map((row) => row.evidence);
    },

    async addLogged(athleteId, evidence, note) {
      await atomically(db, async (trx) => {
        await reviseEvidence(trx, athleteId);
        await insertSessions(
          trx,
          athleteId,
          [{ evidence, recordingIds: [], ruleVersion: RULE_VERSION }],
          note,
        );
      }).catch(refuse);
    },

    async listLogged(athleteId) {
      const rows = await db
        .selectFrom('session')
        .select(['id', 'start_ms', 'active_ms', 'sport', 'sub_sport', 'note'])
        .where('athlete_id', '=', athleteId)
        .where('logged', '=', true)
        .orderBy('start_ms')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        startMs: row.start_ms,
        activeMs: row.active_ms,
        sport: row.sport,
        subSport: row.sub_sport,
        note: row.note,
      }));
    },

    async remove(athleteId, id) {
      return atomically(db, async (trx) => {
        await reviseEvidence(trx, athleteId);
        const { numDeletedRows } = await trx
          .deleteFrom('session')
          .where('athlete_id', '=', athleteId)
          .where('id', '=', id)
          .executeTakeFirst();
        return numDeletedRows > 0n;
      });
    },

    async firstDates(athleteId) {
      // T6 in the words of the index session_strength, so that Postgres answers from it.
      const { rows } = await sql<{ any: LocalDate | null; strength: LocalDate | null }>`
        select
          least(
            (select min(local_date) from session where athlete_id = ${athleteId}),
            (select min(date) from passive_day where athlete_id = ${athleteId})
          ) as any,
          (select min(local_date) from session where athlete_id = ${athleteId}
            and (sport = 'strength_training' or sub_sport = 'strength_training'
              or sport = 'training' and (set_count > 0 or logged and sub_sport is null))) as strength
      `.execute(db);
      return rows[0] ?? { any: null, strength: null };
    },
  };
}
