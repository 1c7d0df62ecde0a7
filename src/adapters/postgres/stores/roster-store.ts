import { sql } from 'kysely';
import type { RosterFacts, RosterStore } from '../../../application/ports/roster-store.ts';
import type { Executor } from '../database.ts';

export function createRosterStore(db: Executor): RosterStore {
  return {
    async readFacts(athleteIds) {
      if (athleteIds.length === 0) return [];
      const { rows } = await sql<{
        athlete_id: string;
        name: string;
        revision: string;
        time_zones: RosterFacts['timeZones'];
        excused_weeks: RosterFacts['excusedWeeks'];
        last_seen_ms: number | null;
      }>`
        select a.athlete_id, a.name, a.evidence_revision as revision, z.time_zones,
          array(select week from excused_week where athlete_id = a.athlete_id) as excused_weeks, s.last_seen_ms
        from athlete a
        cross join lateral (
          select json_agg(json_build_object('validFrom', valid_from, 'timeZone', time_zone) order by valid_from)
            as time_zones
          from athlete_time_zone where athlete_id = a.athlete_id
        ) z
        left join lateral (
          select end_ms as last_seen_ms from session where athlete_id = a.athlete_id
          order by start_ms desc limit 1
        ) s on true
        where a.athlete_id = any(${[...athleteIds]}::text[])
      `.execute(db);
      return rows.map((row) => ({
        athleteId: row.athlete_id,
        name: row.name,
        timeZones: row.time_zones,
        revision: row.revision,
        excusedWeeks: row.excused_weeks,
        lastSeenMs: row.last_seen_ms,
      }));
    },

    async readWeeks(of) {
      if (of.length === 0) return [];
      const rows = await db
        .selectFrom('roster_week')
        .select(['athlete_id', 'week', 'mark', 'row'])
        .where(
          sql<boolean>`(athlete_id, week) in (select * from unnest(
            ${of.map(({ athleteId }) => athleteId)}::text[], ${of.map(({ week }) => week)}::text[]))`,
        )
        .execute();
      return rows.map((row) => ({
        athleteId: row.athlete_id,
        week: row.week,
        mark: row.mark,
        row: row.row,
      }));
    },

    async remember(weeks) {
      if (weeks.length === 0) return;
      await db
        .insertInto('roster_week')
        .values(
          weeks.map(({ athleteId, week, mark, row }) => ({
            athlete_id: athleteId,
            week,
            mark,
            row: JSON.stringify(row),
          })),
        )
        .onConflict((conflict) =>
          conflict
            .constraint('roster_week_pk')
            .doUpdateSet((eb) => ({ mark: eb.ref('excluded.mark'), row: eb.ref('excluded.row') })),
        )
        .execute();
    },
  };
}
