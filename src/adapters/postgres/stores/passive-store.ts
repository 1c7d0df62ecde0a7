import type { PassiveStore } from '../../../application/ports/passive-store.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';
import { packHistogram, unpackHistogram } from '../packing/pack-histogram.ts';
import { packSegments, unpackSegments } from '../packing/pack-segments.ts';
import { refuse } from '../refuse.ts';
import { reviseEvidence } from './revise-evidence.ts';

export function createPassiveStore(db: Executor): PassiveStore {
  return {
    async replaceDays(athleteId, dates, days) {
      await atomically(db, async (trx) => {
        await reviseEvidence(trx, athleteId);
        if (dates.length > 0) {
          await trx
            .deleteFrom('passive_day')
            .where('athlete_id', '=', athleteId)
            .where('date', 'in', [...dates])
            .execute();
        }
        if (days.length === 0) return;
        await trx
          .insertInto('passive_day')
          .values(
            days.map((day) => ({
              athlete_id: athleteId,
              date: day.date,
              unknown_ms: day.unknownMs,
              histogram: packHistogram(day.msUpTo),
              moving_histogram: packHistogram(day.movingMsUpTo),
              moving_segments: day.movingSegments === undefined ? null : packSegments(day.movingSegments),
            })),
          )
          .execute();
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
