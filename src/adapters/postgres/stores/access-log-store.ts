import { sql } from 'kysely';
import type { AccessLogStore } from '../../../application/ports/access-log-store.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';

export function createAccessLogStore(db: Executor): AccessLogStore {
  return {
    async record(looks, atMs) {
      if (looks.length === 0) return;
      const at = new Date(atMs);
      const given = JSON.stringify(
        looks.map(({ athleteId, id, who, grantId, what, week, sessionId }) => ({
          athlete_id: athleteId,
          id,
          user_id: who.userId,
          who_name: who.name,
          clinic_name: who.clinicName,
          application: who.application ?? null,
          grant_id: grantId,
          what,
          week,
          session_id: sessionId,
        })),
      );
      await atomically(db, async (trx) => {
        // One person's looks take turns, so that two at once become one row with a count; the later may have its turn first.
        await sql`select pg_advisory_xact_lock(hashtextextended(${looks[0]!.who.userId}, 4))`.execute(trx);
        await sql`
          with look as (
            select * from jsonb_to_recordset(${given}::jsonb) as l (
              athlete_id text, id text, user_id text, who_name text, clinic_name text, grant_id text, what text,
              week text, session_id text, application text)
          ), repeated as (
            update access_look a set count = a.count + 1, last_at = greatest(a.last_at, ${at})
            from look l
            where a.athlete_id = l.athlete_id and a.first_at > ${at}::timestamptz - interval '10 minutes'
              and a.first_at < ${at}::timestamptz + interval '10 minutes' and a.user_id = l.user_id and a.grant_id = l.grant_id and a.what = l.what
              and a.week is not distinct from l.week and a.session_id is not distinct from l.session_id
              and a.application is not distinct from l.application
            returning l.id
          )
          insert into access_look (athlete_id, id, user_id, who_name, clinic_name, grant_id, what, week, session_id,
            application, first_at, last_at)
          select athlete_id, id, user_id, who_name, clinic_name, grant_id, what, week, session_id, application, ${at},
            ${at}
          from look where id not in (select id from repeated)
        `.execute(trx);
      }).catch(refuse);
    },

    async list(athleteId, { limit, before }) {
      const rows = await db
        .selectFrom('access_look')
        .leftJoin('session', (join) =>
          join
            .onRef('session.athlete_id', '=', 'access_look.athlete_id')
            .onRef('session.id', '=', 'access_look.session_id'),
        )
        .selectAll('access_look')
        .select('session.start_ms')
        .where('access_look.athlete_id', '=', athleteId)
        .$if(before !== null, (query) =>
          query.where((eb) =>
            eb(
              eb.refTuple('access_look.first_at', 'access_look.id'),
              '<',
              eb.tuple(new Date(before?.firstAtMs ?? 0), before?.id ?? ''),
            ),
          ),
        )
        .orderBy('access_look.first_at', 'desc')
        .orderBy('access_look.id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        who: {
          userId: row.user_id,
          name: row.who_name,
          clinicName: row.clinic_name,
          ...(row.application !== null && { application: row.application }),
        },
        grantId: row.grant_id,
        what: row.what,
        week: row.week,
        sessionId: row.session_id,
        firstAtMs: row.first_at.getTime(),
        lastAtMs: row.last_at.getTime(),
        count: row.count,
        sessionStartMs: row.start_ms,
      }));
    },

    async removeOld(nowMs) {
      await sql`
        delete from access_look where last_at <= ${new Date(nowMs)}::timestamptz - interval '24 months'
      `.execute(db);
    },
  };
}
