import { CompiledQuery, sql } from 'kysely';
import type { PassiveStore } from '../../../application/ports/passive-store.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';
import { manyRows } from '../many-rows.ts';
import { packHistogram, unpackHistogram } from '../packing/pack-histogram.ts';
import { packSegments, unpackSegments } from '../packing/pack-segments.ts';
import { refuse } from '../refuse.ts';
import type { PassiveDay } from '../../../domain/session/session.ts';
import { newRevision } from './revise-evidence.ts';

const TYPES = {
  date: 'date',
  unknown_ms: 'double precision',
  histogram: 'bytea',
  moving_histogram: 'bytea',
  moving_segments: 'bytea',
};
const ROWS = manyRows<Record<keyof typeof TYPES, unknown>>(TYPES, 1);
const INSERT = `insert into passive_day (athlete_id, ${ROWS.columns}) select $1, ${ROWS.values} from ${ROWS.source}`;

export function createPassiveStore(db: Executor): PassiveStore {
  return {
    async replaceDays(athleteId, dates, days) {
      await atomically(db, async (trx) => {
        await sql`
          with revised as (${newRevision(athleteId)})
          delete from passive_day where athlete_id = ${athleteId} and date = any(${[...dates]}::date[])
        `.execute(trx);
        if (days.length === 0) return;
        const parameters = [athleteId, ...ROWS.parametersOf(days.map(toRow))];
        await trx.executeQuery(CompiledQuery.raw(INSERT, parameters));
      }).catch(refuse);
    },

    async listDates(athleteId) {
      const rows = await db
        .selectFrom('passive_day')
        .select('date')
        .where('athlete_id', '=', athleteId)
        .orderBy('date')
        .execute();
      return rows.map((row) => row.date);
    },

    async list(athleteId, from, to) {
      const rows = await db
        .selectFrom('passive_day')
        .select(['date', 'unknown_ms', 'histogram', 'moving_histogram', 'moving_segments'])
        .where('athlete_id', '=', athleteId)
        .where('date', '>=', from)
        .where('date', '<=', to)
        .orderBy('date')
        .execute();
      return rows.map((row) => ({
        date: row.date,
        unknownMs: row.unknown_ms,
        msUpTo: unpackHistogram(row.histogram),
        movingMsUpTo: unpackHistogram(row.moving_histogram),
        ...(row.moving_segments !== null && { movingSegments: unpackSegments(row.moving_segments) }),
      }));
    },
  };
}

function toRow(day: PassiveDay): Record<keyof typeof TYPES, unknown> {
  return {
    date: day.date,
    unknown_ms: day.unknownMs,
    histogram: packHistogram(day.msUpTo),
    moving_histogram: packHistogram(day.movingMsUpTo),
    moving_segments: day.movingSegments === undefined ? null : packSegments(day.movingSegments),
  };
}
